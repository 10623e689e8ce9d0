"""Tests of urine, ascites and other body fluids: their values are none of the blood."""

from __future__ import annotations

from collections.abc import Mapping

from liverguide.labs.message import Message
from liverguide.labs.names import Name

FLUIDS = frozenset(
    [
        "urine",
        "urinary",
        "urin",
        "orina",
        "urina",
        "harn",
        "ascitic",
        "peritoneal",
        "csf",
        "dialysate",
        "pleural",
        "stool",
        "spot",
        "sweat",
        "semen",
        "saliva",
        "ascite",
    ]
)
BLOOD = frozenset(
    ["blood", "serum", "plasma", "sangre", "blut", "suero", "chemistry", "lfts", "lft", "biochemistry", "sang"]
)
_OTHER_FLUIDS = FLUIDS | {"fluid"}
_HEADINGS = FLUIDS | BLOOD


def of_other_fluid(message: Message, name: Name) -> bool:
    """Whether the words beside a name say that it was measured in another fluid than blood."""
    if message.vocabulary.isdisjoint(_OTHER_FLUIDS):
        return False
    before = message.words(name.start - 3, name.start)
    for word in reversed(before):
        if word in FLUIDS:
            return True
        if word in BLOOD or not word.isalnum():
            break
    if message.folded(name.start - 1) == "fluid":
        return True
    if _number_in_fluid(message, name.end) or _under_heading(message, name):
        return True
    after = [
        word
        for word in message.words(name.end, name.end + 3)
        if word not in ("in", "(", "-", ",", "en", "im", "der", "the", "from")
    ]
    return bool(after) and after[0] in FLUIDS


_HEADING = 3  # tokens before the colon


def _under_heading(message: Message, name: Name) -> bool:
    """ "Ascitic fluid: protein 1.1, albumin 0.6": a heading holds to the end of its sentence or to "serum"."""
    start = message.clauses[message.clause_at(name.start)][0]
    head = message.words(start, start + _HEADING + 1)
    place = next((place for place, word in enumerate(head) if word in (":", "-")), 0)
    if start + place + 1 not in message.name_start_set:
        return False  # "urine - dark, bilirubin 4.1"
    return place > 0 and not FLUIDS.isdisjoint(head[:place]) and BLOOD.isdisjoint(message.words(start, name.end))


def _number_in_fluid(message: Message, at: int) -> bool:
    """ "bilirubin 3+ in urine", "sodium 22 in the urine": the fluid stands behind the number."""
    while message.folded(at) in (":", "=", "is", "was", "of"):
        at += 1
    if at >= len(message.tokens) or (message.tokens[at].kind != "number" and message.folded(at) != "+"):
        return False
    at += 1
    while message.folded(at) == "+":
        at += 1
    if message.folded(at) not in ("in", "en", "im"):
        return False
    at += 2 if message.folded(at + 1) in ("the", "my", "his", "her", "la") else 1
    behind = at + 1
    if message.folded(behind) in (":", "=", "is"):
        behind += 1
    return message.folded(at) in FLUIDS and behind not in message.number_start_set


def fluid_header(message: Message, start: int) -> bool | None:
    """Whether the name stands under a heading such as "URINE" or "Urine:" (True), or one that ends it (False)."""
    if message.vocabulary.isdisjoint(_HEADINGS):
        return None
    index = start - 1
    steps = 0
    while index >= 0 and steps < 4:
        token = message.tokens[index]
        word = token.folded
        alone = index + 1 < len(message.tokens) and (
            message.tokens[index + 1].kind == "newline" or message.folded(index + 1) == ":"
        )
        if word in FLUIDS and alone:
            return True
        if word in BLOOD and alone:
            return False
        if token.kind == "number":
            return None
        index -= 1
        steps += 1
    return None


def blood_after_fluid(message: Message, name: Name, values_at: Mapping[int, object]) -> int | None:
    """The token of "blood" in "bilirubin in urine ++, in blood 4.0": what follows is the same test, of the blood."""
    for index in range(name.end, min(len(message.tokens), name.end + 10)):
        if index in message.name_start_set:
            return None
        if message.folded(index) in BLOOD:
            at = index + 1
            while message.folded(at) in (":", "=", "is", "was", "it", "at"):
                at += 1
            return index if at in values_at else None
    return None
