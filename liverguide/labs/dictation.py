"""Signs that a person dictates as words: "a s t fifty two comma a l t forty eight period"."""

from __future__ import annotations

from liverguide.labs.spoken_numbers import NUMBER_WORDS
from liverguide.labs.tokens import Token

_SIGNS = {"comma": ",", "semicolon": ";", "colon": ":", "period": "."}
_PERIOD_BEFORE = frozenset(["a", "the", "my", "her", "this", "that", "waiting", "same", "time", "long", "short", "any"])


def _numeral(token: Token | None) -> bool:
    return token is not None and (token.kind == "number" or token.folded in NUMBER_WORDS)


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
