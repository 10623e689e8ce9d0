"""Text to tokens: normalisation of what phones, keyboards and reports produce."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Literal, NamedTuple, cast

Kind = Literal["number", "word", "sign", "newline", "tab", "date", "time", "phone"]

_BREAKING_TAG = re.compile(r"<\s*(?:br|/tr|/p|/div|/li|/h\d|/table)\b[^<>]{0,200}>", re.I)
_CELL_TAG = re.compile(r"<\s*/t[dh]\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"<\s*/?[a-z!][^<>]{0,200}>", re.I)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_FRACTION = re.compile("(\\d?) ?([½¼¾])")
_SIGNS = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "―": "-",
        "⁄": "/",
        "∕": "/",
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "×": "x",
        "✕": "x",
        "⋅": "·",
        "•": "·",
        "∙": "·",
        "μ": "u",
        "µ": "u",
        "≤": "<",
        "≥": ">",
        "＜": "<",
        "＞": ">",
        "\u2028": "\n",
        "\u2029": "\n",
        "\r": "\n",
        "\v": "\n",
        "\f": "\n",
        "│": "|",
        "┃": "|",
        "¦": "|",
        "║": "|",
        "：": ":",
        "，": ",",
        "ß": "s",
        "٫": ".",
        "➔": "→",
        "➜": "→",
        "⇒": "→",
        "➡": "→",
        "▲": "↑",
        "▼": "↓",
        "⬆": "↑",
        "⬇": "↓",
    }
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MIDDLE_DOT = re.compile(r"(?<=\d)·(?=\d)")
_LETTER_FOR_ZERO = re.compile(r"(?<![A-Za-z0-9])[oO](?=[.,]\d)")
_LETTER_FOR_ONE = re.compile(r"(?<![A-Za-z0-9])[lI](?=[.,]\d)")


# "l'INR", "dell'albumina": the article before a name.
_ELISION = re.compile(r"(?<![^\W\d_])(?:[ld]|qu|dell|nell|all|sull|dall)'(?=[^\W\d_])", re.I)


def normalise(text: str) -> str:
    """The same message with one spelling for each sign; line breaks and tabs stay."""
    if "<" in text or "&" in text:
        text = html.unescape(text)
        text = _BREAKING_TAG.sub("\n", text)
        text = _CELL_TAG.sub("\t", text)
        text = _TAG.sub(" ", text)
    text = text.replace("\r\n", "\n").translate(_SIGNS)
    text = _FRACTION.sub(lambda found: (found[1] or "0") + _FRACTIONS[found[2]], text)
    text = _SUPERSCRIPTS.sub(lambda found: "^" + found[0].translate(_SUPERSCRIPT), text)
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_SIGNS)
    text = _CONTROL.sub(" ", text)
    if "'" in text:
        text = _ELISION.sub(lambda found: found[0] + " ", text)
    text = _MIDDLE_DOT.sub(".", text)
    text = _LETTER_FOR_ZERO.sub("0", text)
    return _LETTER_FOR_ONE.sub("1", text)


def fold(word: str) -> str:
    """Lower case without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_MONTH = (
    r"(?=[jfmasonde])(?:jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|rero)?|fev(?:rier|ereiro)?|mar(?:ch"
    r"|zo|s|co)?|märz|april|apr|abril|abr|avril|may|mayo|mai|maio|june?|juni?o?|juin"
    r"|junho"
    r"|july?|juli?o?|juillet|julho|aug(?:ust)?|agosto|ago|août|sep(?:t(?:ember|iembre)?)?"
    r"|setembro|septembre|oct(?:ober|ubre|obre)?|okt(?:ober)?|outubro"
    r"|nov(?:ember|iembre|embre|embro)?|dec(?:ember|embre)?|dic(?:iembre)?|dez(?:ember"
    r"|embro)?|enero|ene|décembre|février)"
)
# Where a pattern begins by looking ahead, most numbers are ruled out before anything dearer is tried.
_DATES_BY_DIGIT = [
    r"(?<![\d.,/-])(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]\d{1,2}:\d\d(?::\d\d)?(?:Z|\b))?(?![\d])",
    r"(?<![\d.,/-])\d{1,2}([-/.])\d{1,2}\1(?:(?:19|20)\d\d|\d\d)(?![\d.,/]*\d)",
    r"(?<![\d.,/-])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/])",
    r"(?=\d{1,2}\W{0,2}[^\W\d_])(?<![\d.,\w])\d{1,2}(?:st|nd|rd|th|\.)?[ -]?(?:of |de )?"
    + _MONTH
    + r"\b\.?(?:(?:,? ?-?(?:de )?(?:(?:19|20)\d\d|'\d\d)|[-/]\d\d(?![-/]))(?![.,]?\d))?",
]
_DATES_BY_MONTH = [
    r"\b"
    + _MONTH
    + r"\b\.? ?(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w.,]*\d|[:%/]|\w))(?:,? ?(?:(?:19|20)\d\d)(?![.,]?\d))?",
    r"\b" + _MONTH + r"\b\.?,? ?-?(?:de )?(?:(?:19|20)\d\d|'\d\d)(?![.,]?\d)",
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|march|april|(?<=in )may|(?<=since )may|(?<=last"
    r" )may|june|july|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|januar|februar|märz|juni|juli|oktober|dezember)\b",
]
_YEAR = (
    r"(?=(?:19|20)\d\d\b)(?:(?<=\bin )|(?<=\bsince )|(?<=\bfrom )|(?<=\byear )|(?<=\bearly )|(?<=\blate"
    r" )|(?<=\buntil )|(?<=\ben )|(?<=\bdesde )|(?<=\bseit )|(?<=\bborn )|(?<=\bborn"
    r" in )|(?<=\bback in )|(?<=\())(?:19|20)\d\d\b(?![.,:]\d|[/-]\d)"
)
_TIMES = [
    r"(?=\d{1,2}:)(?<![\d.,:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
    r"(?: ?[ap]\.?m\b\.?| ?hrs?\b| ?uhr\b)?(?![\d:]|\.\d)",
    r"(?=\d{1,2} ?[apou])(?<![\d.,:/])(?:1[0-2]|0?[1-9]) ?(?:a\.m\.|p\.m\.|[ap]m\b|o'clock|uhr\b)",
    r"(?<![\d.,:/])(?:[01]?\d|2[0-3])h[0-5]\d\b",
]
_EMAIL = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
_ADDRESS = r"\b(?:https?://|www\.)\S+"
_CALLED = re.compile(r"(?:phone|tel|phone:|tel:|call me at|call me on|number is|whatsapp|mobile|cell|call) ", re.I)
_PHONES = [
    r"(?<![\w.])\+\d[\d ().-]{6,18}\d(?![\d.,]*\d)",
    r"(?<![\w.,])\(\d{3}\) ?\d{3}[ .-]\d{4}(?!\d)",
    r"(?<![\w.,-])\d{3}([-. ])\d{3}\2\d{4}(?![\d.])",
    r"(?<![\w.,-])\d{3}-\d{4}(?![\d.])",
    r"(?<![\w.,])0\d{2,4}[ -/]\d{3,4}[ -]?\d{3,5}(?![\d.,])",
    r"(?<![\w.,])\d{5}[ -]\d{5,6}(?![\d.,])",
    r"(?=\d{8})(?<![\w.,])(?!\d{1,3}0{5})\d{8,}(?![\d.,]\d|\w)",
]
_PHONE_CALLED = (
    r"(?<=phone )[\d ()-]{5,18}\d|(?<=phone: )[\d ()-]{5,18}\d|(?<=tel )[\d ()-]{5,18}\d"
    r"|(?<=tel: )[\d ()-]{5,18}\d|(?<=call me at )[\d ()-]{5,18}\d|(?<=call me on"
    r" )[\d ()-]{5,18}\d"
    r"|(?<=number is )\d{3}[\d ()-]{3,18}\d|(?<=whatsapp )[\d ()-]{5,18}\d|(?<=mobile"
    r" )[\d ()-]{5,18}\d|(?<=cell )[\d ()-]{5,18}\d|(?<=call )\d{3}[\d ()-]{3,18}\d"
)
_NO_VALUES = [*_PHONES, _ADDRESS, _PHONE_CALLED]
_NO_VALUES_WITH_MAIL = [*_PHONES, _EMAIL, _ADDRESS, _PHONE_CALLED]


def _alternatives(patterns: list[str], group: str) -> str:
    # Back references are numbered per pattern; the named groups keep them apart.
    renamed = []
    for index, pattern in enumerate(patterns):
        key = f"{group}{index}"
        named = re.sub(r"\(\[(.*?)\]\)", rf"(?P<{key}>[\1])", pattern)
        renamed.append(re.sub(r"\\[12]", f"(?P={key})", named))
    return "|".join(f"(?:{pattern})" for pattern in renamed)


def _scanner(dates: list[str], phones: list[str], times: list[str], rest: str) -> re.Pattern[str]:
    groups = [("date", dates), ("phone", phones), ("time", times)]
    special = "".join(f"(?P<{kind}>{_alternatives(found, kind[0])})|" for kind, found in groups if found)
    return re.compile(special + rest, re.I)


# One scanner per kind of first character: most places need not be tried for a date or a phone number.
_NUMBER = r"(?P<list>(?<![\d.])\d+\.\d+(?:,\d+\.\d+)+(?![\d.,]))|(?P<number>\d+(?:[.,']\d+)*)"
_AT_DIGIT = _scanner([*_DATES_BY_DIGIT, _YEAR], _NO_VALUES, _TIMES, _NUMBER)
_AT_DIGIT_WITH_MAIL = _scanner([*_DATES_BY_DIGIT, _YEAR], _NO_VALUES_WITH_MAIL, _TIMES, _NUMBER)
_WORD = r"(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)"
_AT_LETTER = _scanner(_DATES_BY_MONTH, [_ADDRESS], [], _WORD)
_AT_LETTER_WITH_MAIL = _scanner(_DATES_BY_MONTH, [_EMAIL, _ADDRESS], [], _WORD)
_AT_PLAIN_LETTER = _scanner([], [], [], _WORD)
_SIGN = r"(?P<newline>[ ]*\n\s*)|(?P<tab>[ ]*\t[\t ]*|[ ]{3,})|(?P<space>[^\S\n\t]+)|(?P<sign>->|.)"
_AT_SIGN = _scanner([], _NO_VALUES_WITH_MAIL, [], _SIGN)
_AT_PLAIN_SIGN = _scanner([], [], [], _SIGN)  # what no phone number and no address begins with
_PHONE_SIGNS = frozenset("+(.-_")
# How months begin in all languages, and addresses.
_FIRST_OF_DATES = frozenset(
    [
        *(
            "jan",
            "feb",
            "fev",
            "fév",
            "mar",
            "mär",
            "apr",
            "abr",
            "avr",
            "may",
            "mai",
            "jun",
            "jui",
            "jul",
            "aug",
            "ago",
        ),
        *("aoû", "sep", "set", "oct", "okt", "out", "nov", "dec", "déc", "dic", "dez", "ene", "htt", "www"),
    ]
)
# How dates, times, phone numbers and lists of numbers begin: the patterns above, cut short. Where one of these fits,
# the whole patterns decide.
_MAY_BE_NO_PLAIN_NUMBER = (
    r"(?:19|20)\d\d"
    r"|\d{1,2}(?:[-/.]\d{1,2}[-/.]|/(?:19|20)|:\d|[hH]\d|(?=(?i:st|nd|rd|th)?\.?[ -]?[a-zA-Z])"
    r"(?i: ?(?:[ap]\.?m|o'|uhr)|(?:st|nd|rd|th|\.)?[ -]?(?:of |de )?" + _MONTH + r"))"
    r"|\d{3}(?:-\d{4}|[-. ]\d{3}[-. ]\d{4})|0\d{2,4}[ -/]\d{3}|\d{5}(?:[ -]\d{5}|\d{3})|\d+\.\d+,\d+\.\d"
)
# One piece, with the space before it; the last group, which is empty, stands before what must be looked at closely.
_PLAIN_PIECE = re.compile(
    r" ?(?:([a-zA-Z][^\W\d_]*(?:'[^\W\d_]+)?)"
    r"|(\d{1,3}\.\d{1,2}(?![\d.,'])|(?!" + _MAY_BE_NO_PLAIN_NUMBER + r")\d+(?:[.,']\d+)*)"
    r"|(->|(?!\+\d[\d ().-]{6}|\(\d{3}\))[^\w\s]|_))"
    r"|([ ]*\n\s*)|([ ]*\t[\t ]*|[ ]{3,})|([^\S\n\t]+)|()"
)
_PLAIN_WORD, _PLAIN_NUMBER, _PLAIN_SIGN, _NEWLINE, _TAB, _SPACE, _ANYTHING = range(1, 8)
_KINDS: dict[int, Kind] = {
    _PLAIN_WORD: "word",
    _PLAIN_NUMBER: "number",
    _PLAIN_SIGN: "sign",
    _NEWLINE: "newline",
    _TAB: "tab",
}


class Token(NamedTuple):
    """A piece of the message. `folded` is lower case without accents; `glued` means no space before it."""

    text: str
    folded: str
    kind: Kind
    glued: bool


class _Pieces:
    """A normalised text, cut from its start to its end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._called = _CALLED.search(text) is not None
        self._address = "@" in text
        self._glued = False
        # Tokens by how they are written with the space before them, for pieces that stand alone and glued ones.
        self._known: tuple[dict[str, Token], dict[str, Token]] = ({}, {})
        self.tokens: list[Token] = []

    def cut(self) -> list[Token]:
        """All tokens in order."""
        at, size = 0, len(self._text)
        while at < size:
            if not self._called and not self._address:
                at = self._cut_plain(at)
                if at == size:
                    break
            found = self._scanner(self._text[at], at).match(self._text, at)
            assert found is not None
            self._take(found.lastgroup or "", found[0])
            at = found.end()
        return self.tokens

    def _cut_plain(self, at: int) -> int:
        """Take pieces up to one that may be more than a plain word, number or sign; where that begins."""
        tokens = self.tokens
        known = self._known[self._glued]
        for found in _PLAIN_PIECE.finditer(self._text, at):
            piece, sort = found[0], found.lastindex
            assert sort is not None
            token = known.get(piece)
            if token is None:
                if sort == _SPACE:
                    known = self._known[False]
                    continue
                token = self._plain(piece, found[sort], sort, known is self._known[True])
                if token is None:
                    self._glued = known is self._known[True] and not piece.startswith(" ")
                    return found.start(sort)
                known[piece] = token
            tokens.append(token)
            known = self._known[sort <= _PLAIN_SIGN]
        self._glued = known is self._known[True]
        return len(self._text)

    def _plain(self, piece: str, text: str, sort: int, glued: bool) -> Token | None:
        """The token of a piece, None where the patterns for dates, owners and others must be asked."""
        if sort == _ANYTHING or (sort == _PLAIN_WORD and (text[:3].lower() in _FIRST_OF_DATES or text[-2:] in _OWNS)):
            return None
        folded = fold(text) if sort == _PLAIN_WORD else text.lower()
        return Token(text, folded, _KINDS[sort], glued and piece == text)

    def _scanner(self, first: str, at: int) -> re.Pattern[str]:
        """The patterns that can fit what begins with this character."""
        if first.isdecimal():
            return _AT_DIGIT_WITH_MAIL if self._address else _AT_DIGIT
        if first.isalnum():
            if self._address:
                return _AT_LETTER_WITH_MAIL
            may_be_date = self._text[at : at + 3].lower() in _FIRST_OF_DATES or not first.isascii()
            return _AT_LETTER if may_be_date else _AT_PLAIN_LETTER
        return _AT_SIGN if first in _PHONE_SIGNS or self._called else _AT_PLAIN_SIGN

    def _take(self, kind: str, piece: str) -> None:
        if kind == "space":
            self._glued = False
            return
        glued = self._glued
        self._glued = kind not in ("newline", "tab")
        if kind == "list":
            for index, number in enumerate(piece.split(",")):
                if index:
                    self.tokens.append(Token(",", ",", "sign", True))
                self.tokens.append(Token(number, number, "number", bool(index) or glued))
        elif kind != "word" or not self._owner(piece, glued):
            folded = piece.lower() if kind != "word" or piece.isascii() else fold(piece)
            self.tokens.append(Token(piece, folded, cast(Kind, kind), glued))

    def _owner(self, piece: str, glued: bool) -> bool:
        """Take "dad's" as two, unless it is no "'s" of an owner."""
        if piece[-2:] not in _OWNS or piece[:-2].lower() in _CONTRACTED:
            return False
        self.tokens.append(Token(piece[:-2], fold(piece[:-2]), "word", glued))
        self.tokens.append(Token(piece[-2:], "'s", "word", True))
        return True


def tokenise(text: str) -> list[Token]:
    """Tokens of a normalised text. Dates, times and phone numbers are one token each."""
    return _Pieces(text).cut()


_OWNS = frozenset(["'s", "'S"])
_CONTRACTED = frozenset(["it", "that", "he", "she", "what", "who", "there", "here", "how", "let", "where", "when"])
