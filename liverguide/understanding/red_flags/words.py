"""A message as words: cleaned of accents, capitals, markup and apostrophes, each word knowing where it stood."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

_MARKUP = re.compile(
    r"</?(?:a|b|i|u|p|s|br|hr|div|span|em|strong|li|ul|ol|h[1-6]|table|tr|td|th|tbody|thead|font|script|style|html"
    r"|head|body|img|blockquote|pre|code|sup|sub)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
_DELETED = "\0"

# Signs that people write instead of a word. The drop of blood beside "vomiting" is the message.
_SPELLED_OUT = {
    "\u00b0": " degrees ",
    "\u00ba": " degrees ",
    "\u2103": " degrees ",
    "\u2109": " fahrenheit ",
    "&": " and ",
    "\U0001fa78": " blood ",
    "\U0001f92e": " vomit ",
    "\U0001f4a9": " poop ",
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "`": "'",
    "\u00b4": "'",
    "\u2026": ".",
    "\u3002": ".",
    "\uff0c": ",",
    "\u2013": " - ",
    "\u2014": " - ",
}

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:['\0]+[a-z]+)*|[.!?;:,\n()/=-]")
_PUNCTUATION = frozenset(".!?;:,\n()/=-")
_BEFORE_A_LOST_APOSTROPHE = frozenset(
    [
        "can",
        "won",
        "don",
        "isnt",
        "didnt",
        "doesnt",
        "hasnt",
        "havent",
        "hadn",
        "aren",
        "wasnt",
        "weren",
        "couldnt",
        "wouldn",
        "shouldn",
    ]
)


# The ways of saying no are many; the wordings need only know one of each. Scots forms stand with the rest.
_NOT = {
    "can": "cant", "could": "couldnt", "did": "didnt", "does": "doesnt", "do": "dont", "will": "wont", "is": "isnt",
    "was": "wasnt", "has": "hasnt", "have": "havent", "had": "hadnt", "are": "arent", "were": "werent",
    "would": "wouldnt",
}  # fmt: skip
_SAME_AS = {
    "cannot": "cant", "cannae": "cant", "canny": "cant", "cannie": "cant", "cudnt": "couldnt", "couldnae": "couldnt",
    "dinnae": "dont", "dinny": "dont", "didnae": "didnt", "didny": "didnt", "disnae": "doesnt", "doesnae": "doesnt",
    "doesny": "doesnt", "isnae": "isnt", "isny": "isnt", "wullnae": "wont", "winnae": "wont", "willnae": "wont",
    "wasnae": "wasnt", "hasnae": "hasnt", "havenae": "havent", "hivnae": "havent", "hivny": "havent", "ma": "my",
    "mah": "my", "maself": "myself", "masel": "myself", "wanna": "want", "aint": "isnt", "doesn": "doesnt",
    "cnt": "cant", "dnt": "dont", "wnt": "wont",
    "didn": "didnt", "isn": "isnt", "couldn": "couldnt", "hasn": "hasnt", "haven": "havent", "wasn": "wasnt",
}  # fmt: skip


class Word(NamedTuple):
    """One word or number. `before` holds the punctuation between it and the word before it."""

    text: str
    start: int
    end: int
    before: str


def _fold(text: str) -> tuple[str, list[int] | None]:
    """The text in small letters without accents, and for each of its characters the place in the text given.

    The places are None where they are the same, which they are for plain text.
    """
    if text.isascii():
        return text.lower().replace("&", "+"), None
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii():
            letters = character.lower() if character != "&" else "+"
        else:
            letters = _SPELLED_OUT.get(character, "")
            if not letters:
                category = unicodedata.category(character)
                if category in ("Cf", "Mn", "Cs"):
                    letters = _DELETED
                else:
                    kept = (c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn")
                    letters = "".join(kept).lower() or _DELETED
        folded.append(letters)
        places.extend([place] * len(letters))
    return "".join(folded), places


def _without_markup(text: str) -> str:
    """The same text, character for character, with tags blanked and entities replaced by what they stand for."""

    def blank(match: re.Match[str]) -> str:
        return " " * len(match.group())

    def replace(match: re.Match[str]) -> str:
        meant = html.unescape(match.group())
        if len(meant) != 1:
            return match.group()
        return meant + _DELETED * (len(match.group()) - 1)

    if "<" in text:
        text = _MARKUP.sub(blank, text)
    if "&" in text:
        text = _ENTITY.sub(replace, text)
    return "".join(c if c >= " " or c in "\n\t\r" else _DELETED for c in text) if not text.isprintable() else text


def split_words(text: str) -> tuple[list[Word], str]:
    """The words of a text in order, and the punctuation that follows the last one."""
    folded, places = _fold(_without_markup(text))
    words: list[Word] = []
    before = ""
    for match in _WORD.finditer(_closed_up(folded)):
        found = match.group()
        if found in _PUNCTUATION:
            before += found
            continue
        start, end = match.span()
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        plain = found if found.isalnum() else found.replace("'", "").replace(_DELETED, "")
        if plain == "t" and words and not before and words[-1].text in _BEFORE_A_LOST_APOSTROPHE:
            last = words.pop()
            words.append(Word(last.text.removesuffix("t") + "t", last.start, end, last.before))
            continue
        if plain == "not" and words and not before and words[-1].text in _NOT:
            last = words.pop()
            words.append(Word(_NOT[last.text], last.start, end, last.before))
            continue
        words.append(Word(_SAME_AS.get(plain, plain), start, end, before))
        before = ""
    return words, before


def _closed_up(folded: str) -> str:
    """Nothing moves; a hyphen between letters becomes a space, for it parts words and not clauses."""
    return re.sub(r"(?<=[a-z0-9])-(?=[a-z0-9])", " ", folded) if "-" in folded else folded
