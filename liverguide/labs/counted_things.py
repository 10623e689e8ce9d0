"""Numbers that count things: "12 blood draws", "3 weeks", "2 units of blood"."""

from __future__ import annotations

from bisect import bisect_left

from liverguide.labs.message import Message
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import BINDING, COUNTED, NOT_COUNTED

_COUNTING = frozenset(
    [
        *("blood", "separate", "more", "other", "different", "big", "small", "new", "lab", "liver", "little", "extra"),
        *(
            "full",
            "long",
            "hospital",
            "whole",
            "further",
            "hour",
            "good",
            "bad",
            "consecutive",
            "previous",
            "young",
            "grown",
        ),
        *("oral", "iv", "gastric", "failed", "endoscopic", "medical"),
    ]
)


_FEW = 10


def counts_things(message: Message, value: Value) -> bool:
    """Whether the number counts the things named behind it."""
    end = value.number.end
    at = end
    if (
        message.folded(at) == "-"
        and at + 1 < len(message.tokens)
        and message.tokens[at + 1].glued
        and message.tokens[at].glued
    ):
        at += 1
    if at >= len(message.tokens):
        return False
    token = message.tokens[at]
    if token.kind != "word":
        if token.text == "%" and value.unit == "%":
            return False
        return False
    if (
        value.number.end in message.units
        and message.units[end][1] not in ("g", "mg")
        and token.folded not in ("c", "m", "h")
    ):
        return _units_of_blood(message, value)
    word = token.folded
    if word in _COUNTING and value.whole and _things_behind(message, at):
        return True
    if (word == "point" and value.number.malformed) or (word == "other" and message.folded(at + 1) == "way"):
        return False  # "1 point something", "AST 75 other way round"
    if word in COUNTED:
        if (
            word
            in (
                "y",
                "c",
                "f",
                "m",
                "h",
                "l",
                "d",
                "w",
                "x",
                "min",
                "mo",
                "st",
                "nd",
                "rd",
                "th",
                "mil",
                "am",
                "bar",
                "mal",
                "mol",
                "in",
            )
            and not token.glued
            and word not in ("min", "mo", "x")
        ):
            return False
        if word in ("h", "l", "d") and token.text.isupper():
            return False  # a flag
        if word == "test" or (word in ("labs", "results", "tests", "values") and not value.whole):
            return False
        if word == "x":
            return (token.glued and message.folded(at + 1) != "10") or message.folded(at + 1) in (
                "a",
                "per",
                "/",
                "daily",
                "weekly",
            )
        return word not in ("other", "more", "points") or value.whole
    if (
        word in ("of",)
        and value.whole
        and message.folded(at + 1)
        in ("the", "my", "his", "her", "our", "your", "us", "them", "these", "those", "five", "5", "3", "4", "6")
    ):
        return True
    if word == "of" and value.whole and value.number.value < _FEW and at + 1 in message.name_at:
        return True  # "two units of blood and 3 of platelets"
    plural = len(word) >= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    plural = plural and (value.number.in_words or "." not in message.folded(value.number.start))
    if plural and word not in NOT_COUNTED and word not in BINDING and value.whole and at not in message.name_at:
        return True
    return (
        at in message.name_at
        and value.whole
        and message.folded(message.name_at[at].end)
        in ("tests", "checks", "transfusions", "infusions", "measurements", "results", "readings", "draws")
    )


def _things_behind(message: Message, at: int) -> bool:
    """ "12 blood draws", "three separate blood tests": a plural behind words that tell more of it."""
    end = at
    while message.folded(end) in _COUNTING and end - at < 3:
        end += 1
    word = message.folded(end)
    plural = len(word) >= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return end not in message.name_at and (word in COUNTED or (plural and word not in NOT_COUNTED))


_BAGS = frozenset(["units", "unit", "unidades", "einheiten"])
_IN_BAGS = frozenset(["platelets", "platelet", "plaquetas", "plaquettes", "thrombocytes", "plasma"])
_BAG_REACH = 4  # tokens
_MOST_BAGS = 12


def _units_of_blood(message: Message, value: Value) -> bool:
    end = value.number.end
    named = bisect_left(message.name_end_order, value.number.start + 1)
    near = max(value.number.start - _BAG_REACH, message.names[named - 1].start if named else 0)
    few = value.whole and value.number.value <= _MOST_BAGS and not message.folded(end + 1).startswith("/")
    if few and message.folded(end) in _BAGS and not _IN_BAGS.isdisjoint(message.words(near, value.number.start)):
        return True  # "they will give me platelets, 2 units"
    return message.folded(end) in ("units", "unit", "u") and message.folded(end + 1) in (
        "of",
        "transfused",
        "blood",
        "insulin",
        "platelet",
        "platelets",
        "packed",
        "prbc",
        "ffp",
        "plasma",
        "daily",
    )
