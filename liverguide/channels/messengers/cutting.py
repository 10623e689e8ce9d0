"""Cuts a text to an app's limit where a reader would: between paragraphs, lines, sentences, words, in this order."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

from liverguide.channels.messengers.markdown import Span, Spans, part, plain

Length = Callable[[Spans], int]
"""How long an app counts a text; never less for more of it."""

# A piece less full than this is only made where there is no better place.
FULL_ENOUGH = 0.5

PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
LINE = re.compile(r"\n\s*")
# Not after "e.g." and not after a list's "1.": what follows a sentence begins like one.
SENTENCE = re.compile(r"(?<=[.!?…。！？])[\"'”’)\]]*\s+(?=[^\W\d_a-z]|[\"“‘(\[¿¡•\d])")
# A number and its unit, or a word and its number, are better read together.
WORD = re.compile(r"(?<!\d)\s+(?!\d)")
SPACE = re.compile(r"\s+")
PLACES = (PARAGRAPH, LINE, SENTENCE, WORD, SPACE)

ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
NUMBER = re.compile(r"[+(]?\d(?:[\d.,/:()×^%–+-]|[ \u00a0\u202f](?=[\d(+]))*")
JOINER = "\u200d"


def utf16_units(text: str) -> int:
    """How Telegram counts: a sign beyond the basic plane, such as most emoji, counts twice."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def cut(spans: Spans, limit: int, length: Length) -> list[list[Span]]:
    """The text in pieces, each at most `limit` long and none of them empty.

    Links and numbers stay whole, unless one is itself longer than the limit. White space between pieces is dropped.
    """
    text = plain(spans)
    whole = _kept_whole(spans, text)
    start, end = _stripped(text, 0, len(text))
    pieces = []
    while start < end:
        most = _most(spans, start, end, limit, length)
        stop = end if most == end else _place(text, start, most, whole)
        piece_start, piece_end = _stripped(text, start, stop)
        pieces.append(part(spans, piece_start, piece_end))
        start, end = _stripped(text, stop, end)
    return pieces


def _most(spans: Spans, start: int, end: int, limit: int, length: Length) -> int:
    """The last place up to which the text is short enough; at least one sign on."""
    places = range(start + 1, end + 1)
    return max(start + 1, start + bisect_right(places, limit, key=lambda place: length(part(spans, start, place))))


def _place(text: str, start: int, most: int, whole: list[tuple[int, int]]) -> int:
    """Where to cut so that nothing reaches beyond `most`."""
    fitting = start + (most - start) * FULL_ENOUGH
    allowed = []
    for pattern in PLACES:
        # White space is dropped at a cut, so it may lie beyond the limit.
        matches = pattern.finditer(text, start + 1, min(len(text), most + 2))
        places = [match.start() + len(match[0].rstrip()) for match in matches]
        allowed.append([place for place in places if place <= most and not _inside(place, whole)])
    for places in allowed:
        if places and places[-1] >= fitting:
            return places[-1]
    for places in allowed:
        if places:
            return places[-1]
    return _inside_a_word(text, start, most, whole)


def _inside_a_word(text: str, start: int, most: int, whole: list[tuple[int, int]]) -> int:
    for place in range(most, start, -1):
        if not _inside(place, whole) and not _joined(text, place):
            return place
    return most


def _inside(place: int, whole: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in whole)


def _joined(text: str, place: int) -> bool:
    """Whether the signs on both sides make up one that is seen."""
    after = text[place : place + 1]
    return JOINER in text[place - 1 : place + 1] or (bool(after) and unicodedata.category(after) in ("Mn", "Me", "Mc"))


def _kept_whole(spans: Spans, text: str) -> list[tuple[int, int]]:
    found = [match.span() for pattern in (ADDRESS, NUMBER) for match in pattern.finditer(text)]
    at = 0
    for span in spans:
        if span.link:
            found.append((at, at + len(span.text)))
        at += len(span.text)
    return found


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
