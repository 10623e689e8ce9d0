"""What is said beside denied and past dangers."""

from __future__ import annotations

import pytest

from liverguide.understanding.red_flags import assess, beside_lowered, find_red_flag


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("no fever, no black stools, no confusion, just tired today", "just tired today"),
        (
            "Denies haematemesis, melaena, SOB, chest pain. Abdomen soft. Here for bloods.",
            "Abdomen soft, Here for bloods",
        ),
        ("denies fever, chills, keeps calling me Anna today", "keeps calling me Anna today"),
        ("no fever, but he only stares at the wall", "but he only stares at the wall"),
        ("In 2016 I vomited blood", ""),
    ],
)
def test_what_is_left_is_what_still_counts(text: str, rest: str) -> None:
    left = beside_lowered(text)
    assert left is not None
    assert left == rest


@pytest.mark.parametrize(
    "text", ["what if he vomits blood", "I won't hurt myself today. tomorrow I don't promise", "hello, where are you"]
)
def test_what_is_supposed_or_said_to_calm_others_is_judged_as_a_whole(text: str) -> None:
    assert beside_lowered(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "fever (-), chills (-)",
        "In the series last night a lady had a burst varix, how real is that?",
        "our budgie stopped breathing on Sunday",
        "In 2014 I was confused for two weeks",
        "my worst fear is losing my mind to this illness",
        "Na 135 / K 4.1 / urea 8.8",
        "creatinina uno coma nueve",
    ],
)
def test_it_only_looks_like_an_emergency(text: str) -> None:
    assert find_red_flag(text) is None, assess(text).flags


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("too mutch panadol, like 24, wat now", "overdose"),
        ("oliguric since the tap, MAP 52", "other"),
        ("K 6.9 on the last test", "other"),
        ("chils since the drip", "infection"),
        ("no new liver for me, a rope is easier", "self_harm"),
    ],
)
def test_short_and_misspelt_words_still_tell_of_one(text: str, kind: str) -> None:
    flag = find_red_flag(text)
    assert flag is not None
    assert flag.kind == kind


def test_who_denies_more_than_anybody_would_is_judged_as_a_whole() -> None:
    denials = "no fever, no confusion, "
    assert beside_lowered(f"{denials * 10}just tired today") == "just tired today"
    assert beside_lowered(f"{denials * 200}just tired today") is None
