from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from liverguide.understanding.free_text import MOST_CHARACTERS, as_free_text

ANY_CHARACTER = st.characters(exclude_categories=())
AWKWARD = st.sampled_from(["/", " ", "\n", "\t", "\x00", "\u200b", "\u200e", "\ufeff", "\u00a0", "\ud800", "\x1f", "{"])
MESSAGE = st.one_of(st.text(ANY_CHARACTER), st.lists(AWKWARD | ANY_CHARACTER, max_size=12).map("".join))


@given(MESSAGE)
@example("/ /affirm")
@example("\u200e/affirm")
@example("/\n\t/\x00/affirm")
@example("/" * (MOST_CHARACTERS + 1))
def test_nothing_that_is_typed_reaches_rasa_as_an_intent(text: str) -> None:
    assert not UserMessage(as_free_text(text)).text.startswith("/")
    assert not as_free_text(text).startswith("/")


@given(MESSAGE)
def test_control_characters_are_gone_and_what_is_left_can_be_stored(text: str) -> None:
    clean = as_free_text(text)

    assert not [c for c in clean if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in "\n\t"]
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert len(clean) <= MOST_CHARACTERS


@given(MESSAGE)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert as_free_text(as_free_text(text)) == as_free_text(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  INR 1.5 ", "INR 1.5"),
        ("/affirm", "⁄affirm"),
        ('/report{"a": 1}', '⁄report{"a": 1}'),
        ("/ is a slash", "is a slash"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("می‌خواهم", "می‌خواهم"),
        ("INR\u200d1.5", "INR1.5"),
        ("// /emergency", "emergency"),
        ("bilirubin 2.3 mg/dL", "bilirubin 2.3 mg/dL"),
        ("Sodium\t138\nINR\t1.5", "Sodium\t138\nINR\t1.5"),
        ("Sodium 138\r\nINR 1.5", "Sodium 138 \nINR 1.5"),
        ("INR 1\u200e.5", "INR 1.5"),
        ("bili\u00adrubin 2", "bilirubin 2"),
        ("INR\u200b1.5", "INR 1.5"),
        ("a\x00b", "a b"),
        ("¿Qué es el MELD? 😀", "¿Qué es el MELD? 😀"),
        ("", ""),
        ("/", ""),
    ],
)
def test_what_is_kept(text: str, clean: str) -> None:
    assert as_free_text(text) == clean


def test_a_very_long_message_is_cut() -> None:
    assert as_free_text("a" * (MOST_CHARACTERS + 5)) == "a" * MOST_CHARACTERS
