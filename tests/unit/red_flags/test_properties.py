"""What holds for every text."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.understanding.red_flags import assess, find_red_flag
from liverguide.understanding.red_flags.red_flag import KINDS_BY_URGENCY

HERE = Path(__file__).parent
EMERGENCIES = [
    text
    for kind in KINDS_BY_URGENCY
    for texts in yaml.safe_load((HERE / f"{kind}.yml").read_text(encoding="utf-8")).values()
    for text in texts
]
CALM = [
    "The doctor says it is OK.",
    "He says he feels fine now.",
    "My labs are stable.",
    "No fever.",
    "I am not worried.",
    "What is MELD?",
    "Last year we were in Spain.",
    "The nurse said it is nothing.",
    "My score is 18 and my bilirubin is 3.1 mg/dL.",
    "We read your article about stem cells.",
    "If you have a price list, please send it.",
    "No rush, thank you.",
]
FRAGMENTS = st.sampled_from(
    ["no", "not", "fever", "blood", "vomit", "if", "last year", "what is", ",", ".", "?", "but", "and", "he", "38.5"]
)
WITHOUT_PUNCTUATION = str.maketrans("", "", ".,;:!?¿¡'’")


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    flag = find_red_flag(text)
    assert flag is None or flag.phrase in text


@given(st.lists(FRAGMENTS, max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_order_of_cues_is_read_without_error(fragments: list[str]) -> None:
    text = " ".join(fragments)
    assessment = assess(text)
    assert assessment.flag is None or assessment.flag in assessment.flags


@given(st.sampled_from(EMERGENCIES), st.sampled_from(CALM), st.booleans())
@settings(max_examples=400, deadline=None)
def test_a_calm_sentence_removes_no_emergency(emergency: str, calm: str, first: bool) -> None:
    text = f"{calm} {emergency}" if first else f"{emergency}. {calm}"
    assert find_red_flag(text) is not None


@given(st.sampled_from(EMERGENCIES))
@settings(max_examples=400, deadline=None)
def test_capitals_make_no_difference(emergency: str) -> None:
    told = {find_red_flag(text) is not None for text in (emergency, emergency.upper(), emergency.lower())}
    assert told == {True}


@given(st.sampled_from(EMERGENCIES))
@settings(max_examples=400, deadline=None)
def test_missing_punctuation_makes_no_difference(emergency: str) -> None:
    plain = emergency.translate(WITHOUT_PUNCTUATION)
    if any(character.isdigit() for character in emergency):
        plain = emergency.rstrip(string.punctuation)
    assert find_red_flag(plain) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\0\x01\x02",
        "😀😀",
        "<b>",
        "<script>alert(1)</script>",
        "&#39;",
        "&nbsp;",
        "...",
        "???",
        "１２３",
    ],
)
def test_text_without_words_says_nothing(text: str) -> None:
    assert find_red_flag(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "he is <b>vomiting</b> blood",
        "he can&#39;t breathe",
        "he is vomiting\u200b blood",
        "my dad 🤮🩸 please",
        "vomiting 🩸",
        "ＶＯＭＩＴＩＮＧ ＢＬＯＯＤ",
        "vomiting\n\nblood",
        "bili <3 and he is vomiting blood > all day",
        "he can’t breathe",
        "he can t breathe",
    ],
)
def test_markup_signs_and_odd_letters_hide_nothing(text: str) -> None:
    assert find_red_flag(text) is not None


def test_an_emergency_in_the_middle_of_ten_thousand_characters_is_found() -> None:
    story = "We went to the market and it rained. " * 140
    flag = find_red_flag(story + "Dad is vomiting blood. " + story)
    assert flag is not None
    assert flag.phrase == "vomiting blood"


def test_an_emergency_behind_a_long_diary_of_denials_is_found() -> None:
    diary = "\n".join(f"day {day}: no bleeding, no fever, not confused" for day in range(1, 91))
    assert find_red_flag(diary) is None
    flag = find_red_flag(f"{diary}\nday 91: he is vomiting blood")
    assert flag is not None
    assert (flag.kind, flag.certainty) == ("bleeding", "present")


def test_what_is_denied_more_often_than_anybody_would_raises_the_alarm() -> None:
    flag = find_red_flag("no vomiting of blood. " * 150)
    assert flag is not None
    assert (flag.kind, flag.certainty) == ("bleeding", "possible")
