"""Codes of tests that dictation writes as the sound of their letters: "ay ess tee ninety nine", "eye en are"."""

from __future__ import annotations

from collections.abc import Sequence

from liverguide.labs.spoken_numbers import NUMBER_WORDS
from liverguide.labs.tokens import Token

_SOUNDS = {
    **dict.fromkeys(["ay", "eh", "aye", "hey", "ey"], "a"),
    **dict.fromkeys(["bee", "be"], "b"),
    **dict.fromkeys(["see", "cee", "sea"], "c"),
    **dict.fromkeys(["dee"], "d"),
    **dict.fromkeys(["gee", "jee", "ji"], "g"),
    **dict.fromkeys(["eye", "ai"], "i"),
    **dict.fromkeys(["kay"], "k"),
    **dict.fromkeys(["ell", "el", "elle"], "l"),
    **dict.fromkeys(["en", "enn"], "n"),
    **dict.fromkeys(["pee", "pea"], "p"),
    **dict.fromkeys(["are", "ar", "arr"], "r"),
    **dict.fromkeys(["ess", "es"], "s"),
    **dict.fromkeys(["tee", "tea", "ti"], "t"),
}
_HEARD = frozenset([*_SOUNDS, "r"])
_LETTERS = frozenset("abcdgiklnprst")
_CODES = frozenset(["ast", "alt", "alp", "ggt", "inr", "plt", "alb", "bil", "sgot", "sgpt", "gpt", "crea"])
_SHORT_CODES = frozenset(["pt", "na", "cr"])
# What dictation makes of "I N R".
_MISHEARD: dict[tuple[str, ...], str] = {
    ("i", "and", "r"): "inr",
    ("i", "and", "are"): "inr",
    ("i", "in", "r"): "inr",
    ("i", "end", "r"): "inr",
}
_LONGEST = 4
_LEADING = frozenset([":", "=", "is", "was", "of", "at", "result"])
# Everyday words alone prove nothing: "I see are two" is no creatinine.
_UNMISTAKABLE = frozenset(_SOUNDS) - {"be", "see", "sea", "are", "hey", "el", "en", "es", "pea", "tea", "ai", "ti"}


def with_codes(tokens: list[Token]) -> list[Token]:
    """The tokens with one code in place of the sounds that spell it."""
    if _HEARD.isdisjoint([token.folded for token in tokens]):
        return tokens
    result: list[Token] = []
    at = 0
    while at < len(tokens):
        size, code = _spelt(tokens, at)
        if size:
            result.append(Token(code.upper(), code, "word", tokens[at].glued))
            at += size
        else:
            result.append(tokens[at])
            at += 1
    return result


def _spelt(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """How many tokens spell a code from `at` on, and the code."""
    heard = _MISHEARD.get(tuple(token.folded for token in tokens[at : at + 3]))
    if heard is not None and _number_behind(tokens, at + 3):
        return 3, heard
    letters = ""
    found = (0, "")
    double = False
    size = 0
    for index in range(at, min(len(tokens), at + _LONGEST + 1)):
        token = tokens[index]
        word = token.folded
        if word == "double" and not double:
            double = True
            size += 1
            continue
        letter = _SOUNDS.get(word) or (word if word in _LETTERS and len(word) == 1 else "")
        if token.kind != "word" or not letter:
            break
        letters += letter * (2 if double else 1)
        double = False
        size += 1
        if (letters in _CODES and _surely(tokens, at, size, strict=False)) or (
            letters in _SHORT_CODES and _surely(tokens, at, size, strict=True)
        ):
            found = (size, letters)
    return found


def _surely(tokens: Sequence[Token], at: int, size: int, strict: bool) -> bool:
    """Whether sounds and what follows them are surely a code and no everyday words."""
    words = {token.folded for token in tokens[at : at + size]}
    if not words & set(_SOUNDS):
        return False
    if strict and any(len(word) == 1 for word in words):
        return False
    if not strict and words & _UNMISTAKABLE:
        return True
    return _number_behind(tokens, at + size)


def _number_behind(tokens: Sequence[Token], after: int) -> bool:
    while after < len(tokens) and tokens[after].folded in _LEADING:
        after += 1
    return after < len(tokens) and (tokens[after].kind == "number" or tokens[after].folded in NUMBER_WORDS)
