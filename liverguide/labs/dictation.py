"""Signs that a person dictates as words: "a s t fifty two comma a l t forty eight period"."""

from __future__ import annotations

from liverguide.labs.spoken_numbers import NUMBER_WORDS, POINT
from liverguide.labs.tokens import Token

_SIGNS = {"comma": ",", "semicolon": ";", "colon": ":", "period": "."}
_PERIOD_BEFORE = frozenset(["a", "the", "my", "her", "this", "that", "waiting", "same", "time", "long", "short", "any"])

_IN_HALVES = frozenset(["and", "a"])  # "two-and-a-half"
_CHAIN = 5  # three words and the hyphens between them; "two-three weeks" is a range


def _numeral(token: Token | None) -> bool:
    return token is not None and (token.kind == "number" or token.folded in NUMBER_WORDS)


def without_hyphens(tokens: list[Token]) -> list[Token]:
    """The tokens without the hyphens of spoken numbers: "one-two-nine", "one-point-oh-five", "two-and-a-half"."""
    if "-" not in [token.text for token in tokens]:
        return tokens
    result: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at
        while (
            end + 2 < len(tokens)
            and (_spoken(tokens[end]) or (end == at and tokens[end + 2].folded == "and" and _numeral(tokens[end])))
            and tokens[end + 1].text == "-"
            and tokens[end + 1].glued
            and tokens[end + 2].glued
            and _spoken(tokens[end + 2])
        ):
            end += 2
        words = tokens[at : end + 1]
        if len(words) >= _CHAIN:
            result += [words[0], *(word._replace(glued=False) for word in words[2::2])]
        else:
            result += words
        at = end + 1
    return result


def _spoken(token: Token) -> bool:
    return token.kind == "word" and (
        token.folded in NUMBER_WORDS or token.folded in POINT or token.folded in _IN_HALVES
    )


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
