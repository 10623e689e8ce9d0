"""Marks and words that make a number a bound: "< 0.2", "more than 20"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from liverguide.labs.tokens import Token

Inequality = Literal["<", ">"]

# The last word before the number -> the words that may stand before that one ("" for none needed), and the sign.
_PHRASES: dict[str, tuple[frozenset[str] | None, Inequality]] = {
    **dict.fromkeys(["below", "under", "unter"], (None, "<")),
    **dict.fromkeys(["above", "over", "uber", "exceeding", "beyond"], (None, ">")),
    "least": (frozenset(["at"]), ">"),
}
_COMPARED: dict[tuple[str, str], Inequality] = {
    **dict.fromkeys([("less", "than"), ("lower", "than"), ("menor", "de"), ("menos", "de")], "<"),
    **dict.fromkeys([("more", "than"), ("greater", "than"), ("higher", "than"), ("mayor", "de"), ("mas", "de")], ">"),
}
_LAST_WORDS = frozenset([*_PHRASES, *(last for _, last in _COMPARED)])
BEFORE_BOUNDS = _LAST_WORDS | frozenset("<>=")  # what stands right before a number that is a bound


def inequality_before(tokens: Sequence[Token], at: int) -> tuple[Inequality | None, int]:
    """The inequality written before token `at`, and where it begins."""
    if at == 0:
        return None, at
    before = at - 1
    if tokens[before].text == "=" and before > 0 and tokens[before - 1].text in "<>":
        before -= 1
    if tokens[before].text == "<":
        return "<", before
    if tokens[before].text == ">":
        return ">", before
    word = tokens[at - 1].folded
    if word not in _LAST_WORDS:
        return None, at
    lead = tokens[at - 2].folded if at > 1 else ""
    if (sign := _COMPARED.get((lead, word))) is not None:
        start = at - 2
    elif word in _PHRASES and (_PHRASES[word][0] is None or lead in (_PHRASES[word][0] or ())):
        leads, sign = _PHRASES[word]
        start = at - (1 if leads is None else 2)
    else:
        return None, at
    if start and tokens[start - 1].folded == "see":
        return None, at
    return sign, start
