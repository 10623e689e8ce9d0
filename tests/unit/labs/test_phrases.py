"""Phrases found in a row of words."""

from __future__ import annotations

import pytest

from liverguide.labs.phrases import Phrases, words_of
from liverguide.labs.tokens import normalise, tokenise

KNOWN = Phrases({"whole": ["Bilirubin", "total bilirubin"], "part": ["direct bilirubin"], "unit": ["mg/dL"]})


def found(text: str) -> list[tuple[str, int, int]]:
    return KNOWN.find(words_of(tokenise(normalise(text))))


def test_every_phrase_is_found_where_it_begins_also_inside_of_another() -> None:
    assert found("TOTAL bilirubin 3.1 mg/dl") == [("whole", 0, 2), ("whole", 1, 2), ("unit", 3, 6)]


@pytest.mark.parametrize("text", ["direct", "mg / mmol", ""])
def test_a_phrase_that_breaks_off_is_none(text: str) -> None:
    assert found(text) == []


def test_a_line_break_parts_a_phrase() -> None:
    assert found("direct\nbilirubin") == [("whole", 2, 3)]


@pytest.mark.parametrize("wordings", [{"one": ["INR"], "two": ["inr"]}, {"one": [" "]}])
def test_a_phrase_with_two_meanings_or_none_is_refused(wordings: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="means nothing or two things"):
        Phrases(wordings)
