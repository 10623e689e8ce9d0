"""What a scanner makes of letters: "Bi|irubin", "umo|/L", "A5T", "S0dium", "Album in", "1 . 3"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from liverguide.labs.catalogue import catalogue

_MISREAD = {"|": "li", "1": "li", "!": "li", "0": "o", "5": "s"}
_SUSPECT = re.compile(
    r"(?<![\w|.,/])(?=[A-Za-z0-9|!]{3,20}(?![\w|]))(?=[015|!]*[A-Za-z])[A-Za-z015|!]*[015|!][A-Za-z015|!]*"
)
_UNIT = re.compile(
    r"(?<![A-Za-z])((?:mg|g|gm|mcg)/d[1I|!]|(?:[mu]mo[1I|!]|mmol|umol|mEq|mg|g|IU|U|UI)/[1I|!]|[mu]mo[1I"
    r"|!]/[Ll1I|!])(?![\w|])"
)
_ZERO = re.compile(
    r"(?<![A-Za-z\d.,])(\d{1,2}|\d{1,2}[.,])[Oo](?=\s*(?:g|mg|umol|mmol|U|IU)/)|(?<=\d)[Oo](?=\d)(?![\w.]*[A-Za-z])"
)
_MISREAD_UNITS = ("/d1", "/dI", "/d|", "/d!", "/1", "/I", "/|", "/!", "mo1", "mo|", "moI", "mo!")
_NEAR_ZERO = re.compile(r"\d[.,]?[Oo]")
_SPACED_WORD = re.compile(r"(?<![^\W\d_])(?:[A-Za-z] ){4,}[A-Za-z](?![A-Za-z])")
_SPACED_DIGITS = re.compile(r"(?<=[a-z]) ?(:? ?)(\d(?: \d){1,2})(?=\s*(?:$|\n|[A-Za-z(]|x ?10))")
_MOST_SUSPECTS = 4
_SHORTEST_WHOLE = 6  # letters of a name that may be torn apart


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    names = {word for analyte in catalogue().analytes.values() for name in analyte.names for word in name.split()}
    return frozenset(word for word in names if len(word) >= 3 and word.isalpha() and word.isascii()) | {
        "total",
        "serum",
    }


@lru_cache(maxsize=1)
def _first_parts() -> frozenset[str]:
    """How long names may begin that a scanner tore apart."""
    whole = {word for word in _words() if len(word) >= _SHORTEST_WHOLE}
    return frozenset(word[:cut] for word in whole for cut in range(2, len(word) - 1)) - _words()


_PAIR = re.compile(r"(?<![^\W\d_])([A-Za-z]{2,12}) ([a-z]{2,12})(?=[ :=|.]*[\dlIO]|\s*\n)(?![a-z])")


def _joined(found: re.Match[str]) -> str:
    first, last = found[1].lower(), found[2]
    if first in _words() or last in _words() or first + last not in _words() or len(first + last) < _SHORTEST_WHOLE:
        return found[0]
    return found[1] + last


def _read(found: re.Match[str]) -> str:
    piece = found[0]
    places = [index for index, sign in enumerate(piece) if sign in _MISREAD]
    if len(places) > _MOST_SUSPECTS or piece.isdigit():
        return piece
    for letters in product(*(_MISREAD[piece[index]] for index in places)):
        word = list(piece)
        for index, letter in zip(places, letters, strict=True):
            word[index] = letter
        if "".join(word).lower() in _words():
            return "".join(word)
    return piece


def _unit(found: re.Match[str]) -> str:
    head, _, tail = found[0].partition("/")
    head = re.sub(r"[1I|!]$", "l", head) if head[-1] in "1I|!" else head
    return f"{head}/{tail[:-1]}L"


def as_letters(text: str) -> str:
    """The text with the letters of names and units that a scanner read as other signs or tore apart."""
    if any(sign in text for sign in "|!015"):
        text = _SUSPECT.sub(_read, text)
    if any(sign in text for sign in _MISREAD_UNITS):
        text = _UNIT.sub(_unit, text)
    if _NEAR_ZERO.search(text):
        text = _ZERO.sub(lambda found: (found[1] or "") + "0", text)
    text, spaced = _SPACED_WORD.subn(_without_spaces, text)
    torn = 0
    if not _first_parts().isdisjoint(text.lower().split()):
        text, torn = _PAIR.subn(_joined, text)
    if spaced or torn:
        text = _SPACED_DIGITS.sub(lambda found: f" {found[1]}{found[2].replace(' ', '')}", text)
    return text


def _without_spaces(found: re.Match[str]) -> str:
    word = found[0].replace(" ", "")
    return word if word.lower() in _words() and len(word) >= _SHORTEST_WHOLE else found[0]
