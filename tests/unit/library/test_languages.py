"""The sentences for people who write in other languages."""

from __future__ import annotations

import pytest

from liverguide.library import current_library
from liverguide.library.entries import ForeignLanguage
from liverguide.library.library import LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from liverguide.understanding.language_words import known_languages

ASKED_FOR = [
    "es", "pt", "fr", "de", "it", "zh", "ar", "ru", "hi", "ur", "bn", "tr", "pl", "vi", "tl", "ja", "ko", "uk", "ro",
    "nl", "fa", "el", "he", "id", "sw",
]  # fmt: skip


def test_all_promised_languages_are_there() -> None:
    assert set(ASKED_FOR) <= set(current_library().languages)


@pytest.mark.parametrize("code", ASKED_FOR)
@pytest.mark.parametrize("field", sorted(ForeignLanguage.__fields__.keys() & {"only_english", "emergency", "crisis"}))
def test_the_clinics_facts_are_filled_in(code: str, field: str) -> None:
    library = current_library()
    said = library.in_language(code, field)

    assert said
    assert "{" not in said
    assert library.clinic.emergency.number in said
    if field == "only_english":
        assert library.clinic.clinic.phone in said
        assert "Example Liver Clinic" in said
        assert "the Example" not in said


@pytest.mark.parametrize("code", ["ar", "fa", "he", "ur"])
def test_numbers_keep_their_direction_amid_letters_that_run_leftward(code: str) -> None:
    said = current_library().in_language(code, "only_english") or ""

    assert f"{LEFT_TO_RIGHT_ISOLATE}+1 202 555 0143{POP_ISOLATE}" in said
    assert said.count(LEFT_TO_RIGHT_ISOLATE) == said.count(POP_ISOLATE) == 4


def test_other_scripts_need_no_marks() -> None:
    assert LEFT_TO_RIGHT_ISOLATE not in (current_library().in_language("fr", "only_english") or "")


def test_a_language_without_an_entry_has_no_sentence() -> None:
    assert current_library().in_language("hu", "only_english") is None


def test_every_language_can_be_asked_for_by_name() -> None:
    assert set(current_library().languages) <= set(known_languages().languages)
