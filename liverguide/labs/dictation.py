"""Signs that a person dictates as words: "a s t fifty two comma a l t forty eight period"."""

from __future__ import annotations

import re

from liverguide.labs.spoken_numbers import NUMBER_WORDS, POINT
from liverguide.labs.tokens import Token

_SIGNS = {"comma": ",", "semicolon": ";", "colon": ":", "period": "."}
_PERIOD_BEFORE = frozenset(["a", "the", "my", "her", "this", "that", "waiting", "same", "time", "long", "short", "any"])

_SPOKEN = NUMBER_WORDS | POINT | {"and", "a"}
# Three words at least: "two-three weeks" is a range.
_CHAIN = re.compile(r"[^\W_]+(?:-[^\W\d_]+){2,}")
_INNER_PART = re.compile(r"-[^\W\d_]+-")


def _numeral(token: Token | None) -> bool:
    return token is not None and (token.kind == "number" or token.folded in NUMBER_WORDS)


def without_hyphens(text: str) -> str:
    """The text without the hyphens of spoken numbers: "one-two-nine", "one-point-oh-five", "two-and-a-half"."""
    return _CHAIN.sub(_parted, text) if _INNER_PART.search(text) else text


def _parted(chain: re.Match[str]) -> str:
    first, *rest = chain[0].lower().split("-")
    spoken = first in _SPOKEN or (first.isdigit() and rest[0] == "and")
    return chain[0].replace("-", " ") if spoken and all(word in _SPOKEN for word in rest) else chain[0]


def with_signs(tokens: list[Token]) -> list[Token]:
    """The tokens with signs in place of the words that dictate them. "Two comma five" stays a decimal."""
    if _SIGNS.keys().isdisjoint([token.folded for token in tokens]):
        return tokens
    result = list(tokens)
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.folded not in _SIGNS or not index:
            continue
        before, after = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
        if _numeral(before) and _numeral(after):
            continue
        if token.folded != "comma" and not _numeral(before):
            continue
        if before.folded not in _PERIOD_BEFORE:
            result[index] = Token(_SIGNS[token.folded], _SIGNS[token.folded], "sign", True)
    return result
