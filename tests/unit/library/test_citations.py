from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.library.citations import cited_keys, with_numbers, without_marks

KEY = st.from_regex(r"[a-z][a-z0-9_]{1,12}", fullmatch=True)
PLAIN = st.text(alphabet="abcXYZ ,.()0123456789\n", max_size=30)


def test_keys_come_once_and_in_the_order_of_the_text() -> None:
    assert cited_keys("One [liu_2022]. Two [general, liu_2022]. Three [suk_2016].") == [
        "liu_2022",
        "general",
        "suk_2016",
    ]


def test_several_keys_in_one_mark_become_several_numbers() -> None:
    text = "No source is best [general]. Both did the same [liu_2022, general]."

    assert with_numbers(text, cited_keys(text)) == "No source is best [1]. Both did the same [2, 1]."


def test_numbers_follow_the_given_order_and_not_the_text() -> None:
    assert with_numbers("A [b_1]. B [a_1].", ["a_1", "b_1"]) == "A [2]. B [1]."


def test_a_text_read_aloud_has_no_marks_and_no_gap_before_the_full_stop() -> None:
    assert without_marks("Some tests got better [liu_2022, general]. Survival did not [lin_2017].") == (
        "Some tests got better. Survival did not."
    )


@pytest.mark.parametrize("text", ["the range [0.1 to 1.2]", "see [Note]", "[]", "an array[ ]"])
def test_other_brackets_are_no_marks(text: str) -> None:
    assert cited_keys(text) == []
    assert without_marks(text) == text


def test_a_key_without_a_number_is_an_error() -> None:
    with pytest.raises(KeyError):
        with_numbers("A [liu_2022].", ["general"])


@given(st.lists(st.tuples(PLAIN, KEY), max_size=8))
def test_every_key_gets_its_own_number_and_the_words_stay(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{words} [{key}]" for words, key in pieces)
    keys = cited_keys(text)

    numbered = with_numbers(text, keys)

    assert set(keys) == {key for _, key in pieces}
    for number in range(1, len(keys) + 1):
        assert f"[{number}]" in numbered
    assert without_marks(numbered) == without_marks(text)
