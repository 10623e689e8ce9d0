"""Reading numbers: decimal commas, thousands, lakh and K, numbers in words, inequality marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from liverguide.labs.tokens import Token

_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
    "'": re.compile(r"\d{1,3}(?:'\d{3})+(?:[.,]\d+)?"),
}
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_DECIMAL = re.compile(r"\d+([.,])\d{1,2}")
_PLAIN = re.compile(r"\d+(?:[.,']\d+)?")


@dataclass(frozen=True)
class Number:
    """A number in a message, tokens `start` up to `end`. Several `readings` where the spelling leaves them
    open, likeliest first.
    """

    readings: tuple[float, ...]
    start: int
    end: int
    inequality: Literal["<", ">"] | None = None
    thousands: bool = False
    """A multiplier was written (K, thousand, lakh): the number counts cells."""
    in_words: bool = False
    malformed: bool = False

    @property
    def value(self) -> float:
        """The likeliest reading."""
        return self.readings[0]


def read_numeral(text: str) -> tuple[float, ...]:
    """What a numeral can mean, likeliest first; empty where it is no single number ("1.9.2", "1,2,3")."""
    if text.isdigit():
        return (float(text),) if len(text) <= 12 else ()
    if _INDIAN.fullmatch(text):
        return (float(text.replace(",", "")),)
    for sign, pattern in _GROUPED.items():
        if not pattern.fullmatch(text):
            continue
        decimal = "." if sign == "," else ","
        grouped = float(text.replace(sign, "").replace(decimal, "."))
        if text.count(sign) > 1 or decimal in text or (sign == "'" and not text.startswith("0")):
            return (grouped,)
        fraction = float(text.replace(sign, "."))
        if text.startswith("0"):
            return (fraction,)
        # 1,200 is English for 1200; 1.200 may be 1.2 or, in much of Europe, 1200.
        return (grouped, fraction) if sign == "," else (fraction, grouped)
    if _PLAIN.fullmatch(text):
        return (float(re.sub("[,']", ".", text)),)
    return ()


_ONES = {
    "zero": 0,
    "oh": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "nought": 0,
    "naught": 0,
    "cero": 0,
    "uno": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "null": 0,
    "eins": 1,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "funf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "um": 1,
    "dois": 2,
    "quatro": 4,
    "sete": 7,
    "oito": 8,
    "nove": 9,
}
_TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "ninty": 90,
}
_POINT = {"point", "punto", "coma", "komma", "virgule", "virgula", "ponto", "dot", "comma"}
_MULTIPLIERS = {
    "k": 1e3,
    "thousand": 1e3,
    "thousands": 1e3,
    "thou": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lac": 1e5,
    "lacs": 1e5,
    "tsd": 1e3,
    "mil": 1e3,
    "million": 1e6,
    "万": 1e4,
}
_POINTING = frozenset(
    [
        *("which", "that", "this", "no", "any", "every", "each", "the", "some", "another", "other", "only", "last"),
        *(
            "first",
            "next",
            "new",
            "old",
            "latest",
            "right",
            "wrong",
            "same",
            "these",
            "those",
            "all",
            "both",
            "whichever",
        ),
    ]
)
_SPOKEN_OF = frozenset(
    ["is", "was", "are", "were", "has", "had", "means", "that", "which", "looks", "seems", "did", "does"]
)
_FOREIGN = frozenset({"um", "sept", "acht", "oh", "null", "uno", "dot", "comma", "coma", "dos"})

NUMBER_WORDS = frozenset({*_ONES, *_TEENS, *_TENS, "hundred", "half", "quarter"})


class _Words:
    """A number spelt out from token `start` on."""

    def __init__(self, tokens: Sequence[Token], start: int) -> None:
        self.tokens = tokens
        self.at = start

    def word(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.tokens[index].folded if index < len(self.tokens) else ""

    def skip_dash(self) -> None:
        if self.word() == "-" and self.word(1) in _ONES:
            self.at += 1

    def below_hundred(self) -> float | None:
        word = self.word()
        if word in _TENS:
            self.at += 1
            self.skip_dash()
            if self.word() in _ONES and self.word() not in _FOREIGN and self.word() != "zero":
                self.at += 1
                return _TENS[word] + _ONES[self.word(-1)]
            return _TENS[word]
        if word in _TEENS or word in _ONES:
            self.at += 1
            return {**_TEENS, **_ONES}[word]
        return None

    def whole(self) -> float | None:
        if self.word() in ("a", "half") and self.word(1) not in ("hundred", "thousand", "million", "lakh"):
            return None
        if self.word() == "a":
            self.at += 1
            value: float | None = 1.0
        else:
            value = self.below_hundred()
        if value is None:
            return None
        if self.word() == "hundred":
            self.at += 1
            value *= 100
            if self.word() == "and" and (self.word(1) in _ONES or self.word(1) in _TEENS or self.word(1) in _TENS):
                self.at += 1
            value += self.below_hundred() or 0
        elif value in range(1, 10) and self.word() in _ONES and self.word(1) in _ONES and self.word(2) not in _ONES:
            value = value * 100 + _ONES[self.word()] * 10 + _ONES[self.word(1)]  # "one two eight"
            self.at += 2
        elif value in range(1, 10) and (self.word() in _TENS or self.word() in _TEENS):
            # Dictation: "sodium one thirty two" is 132.
            value = value * 100 + (self.below_hundred() or 0)
        return value


def _digits_after_point(words: _Words) -> str:
    digits = ""
    while len(digits) < 4:
        word = words.word()
        if word in _ONES:
            digits += str(_ONES[word])
        elif word in _TEENS and not digits:
            digits += str(_TEENS[word])
        elif word in _TENS and not digits:
            words.at += 1
            unit = _ONES.get(words.word(), 0) if words.word() not in _FOREIGN else 0
            words.at += 1 if unit else 0
            return str(_TENS[word] + unit)
        elif word.isdigit() and not digits:
            digits += word
        else:
            break
        words.at += 1
    return digits


def _number_in_words(tokens: Sequence[Token], start: int) -> Number | None:
    words = _Words(tokens, start)
    value: float | None
    if words.word() == "point":
        value = 0.0
        if words.word(1) not in _ONES and words.word(1) not in _TEENS and words.word(1) not in _TENS:
            return None
    else:
        value = words.whole()
    if value is None:
        return None
    point = words.word() in _POINT
    if point:
        words.at += 1
        digits = _digits_after_point(words)
        if not digits:
            unfinished = words.word() in _REST
            return Number((float(value),), start, words.at, malformed=True) if unfinished else None
        value = float(f"{int(value)}.{digits}")
    elif words.word() == "and" and words.word(1) == "a" and words.word(2) in ("half", "quarter"):
        value += 0.5 if words.word(2) == "half" else 0.25
        words.at += 3
        point = True
    if not point and tokens[start].folded in _FOREIGN:
        return None
    if not point and words.at == start + 1 and tokens[start].folded in _ONES and _pronoun(tokens, start):
        return None
    thousands = words.word() in _MULTIPLIERS and words.word() not in ("k", "mil")
    if thousands:
        multiplier = _MULTIPLIERS[words.word()]
        value *= multiplier
        words.at += 1
        rest = words.whole() or 0
        if rest and words.word() in _MULTIPLIERS and _MULTIPLIERS[words.word()] < multiplier:
            rest *= _MULTIPLIERS[words.word()]  # "one lakh twenty thousand"
            words.at += 1
            rest += words.whole() or 0
        value += rest
    torn = not point and words.word() == "." and words.word(1) in _ONES  # "one. nine"
    return Number(
        (float(value),), start, words.at, malformed=torn, thousands=thousands, in_words=not point and value < 10
    )


def _pronoun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number word points at a thing: "which one is bilirubin", "the creatinine one is high"."""
    before = tokens[at - 1].folded if at else ""
    after = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    return before in _POINTING or (tokens[at].folded == "one" and after in _SPOKEN_OF)


def _joined_decimal(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Decimals torn apart by spaces or doubled signs: "1 . 9", "1 .9", "1..9", "1,,9", "1.. 9"."""
    if not tokens[at].text.isdigit():
        return None
    end = at + 1
    signs = 0
    while end < len(tokens) and tokens[end].text in ".," and tokens[end].kind == "sign" and signs < 2:
        signs += 1
        end += 1
    if not signs or end >= len(tokens) or not tokens[end].text.isdigit():
        return None
    sign = tokens[at + 1]
    doubled = signs == 2 and tokens[at + 1].glued and tokens[at + 2].glued and tokens[end].glued
    spaced = signs == 1 and sign.text == "." and not sign.glued
    if (doubled or spaced) and len(tokens[end].text) <= 2:
        return f"{tokens[at].text}.{tokens[end].text}", end + 1
    return None


def _inequality(tokens: Sequence[Token], at: int) -> tuple[Literal["<", ">"] | None, int]:
    """The inequality written before token `at`, and where it begins."""
    before = at - 1
    if before >= 0 and tokens[before].text == "=" and before > 0 and tokens[before - 1].text in "<>":
        before -= 1
    if before >= 0 and tokens[before].text in ("<", ">"):
        return ("<" if tokens[before].text == "<" else ">"), before
    text = [token.folded for token in tokens[max(0, at - 3) : at]]
    for phrase, sign in _PHRASES:
        if text[-len(phrase) :] == list(phrase) and text[-len(phrase) - 1 : -len(phrase)] != ["see"]:
            return sign, at - len(phrase)
    return None, at


_PHRASES: tuple[tuple[tuple[str, ...], Literal["<", ">"]], ...] = (
    (("less", "than"), "<"),
    (("lower", "than"), "<"),
    (("menor", "de"), "<"),
    (("menos", "de"), "<"),
    (("below",), "<"),
    (("under",), "<"),
    (("unter",), "<"),
    (("more", "than"), ">"),
    (("greater", "than"), ">"),
    (("higher", "than"), ">"),
    (("mayor", "de"), ">"),
    (("mas", "de"), ">"),
    (("above",), ">"),
    (("over",), ">"),
    (("at", "least"), ">"),
    (("uber",), ">"),
    (("exceeding",), ">"),
    (("beyond",), ">"),
)


def find_numbers(
    tokens: Sequence[Token], blocked: Sequence[bool], units: Mapping[int, tuple[int, str]]
) -> list[Number]:
    """All numbers of a message in order; tokens marked `blocked` (parts of names and units) are none."""
    numbers: list[Number] = []
    style = _decimal_sign(tokens)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if blocked[at]:
            at += 1
            continue
        number = None
        if token.kind == "number":
            number = _numeral(tokens, at, style, units)
        elif token.kind == "word" and (token.folded in NUMBER_WORDS or token.folded in ("point", "a")):
            number = _number_in_words(tokens, at)
        if number is None:
            at += 1
            continue
        inequality, start = _inequality(tokens, number.start)
        torn = number.malformed or (
            _something(tokens, number.end) if token.kind == "word" else _unfinished(tokens, number.end)
        )
        numbers.append(Number(number.readings, start, number.end, inequality, number.thousands, number.in_words, torn))
        at = number.end
    return numbers


def _half(tokens: Sequence[Token], at: int) -> float:
    """The fraction of "and a half" behind a numeral, 0 where there is none."""
    if [token.folded for token in tokens[at : at + 2]] != ["and", "a"] or at + 2 >= len(tokens):
        return 0.0
    return {"half": 0.5, "quarter": 0.25}.get(tokens[at + 2].folded, 0.0)


def _something(tokens: Sequence[Token], at: int) -> bool:
    """ "one something", "one point something": the rest of the number is not known."""
    while at < len(tokens) and tokens[at].folded in ("point", "-", ".", "and"):
        at += 1
    return at < len(tokens) and tokens[at].folded in ("something", "somethin", "smth", "odd")


_REST = frozenset(["something", "somethin", "smth", "smthg", "sth", "odd", "ish", "x", "xx", "algo"])


def _unfinished(tokens: Sequence[Token], at: int) -> bool:
    """ "2.something", "2.x", "90-something", "1 point something": only the first digits are remembered."""
    words = [token.folded for token in tokens[at : at + 2]]
    if len(words) == 2 and words[0] in (".", ",", "-", "_", "?"):
        return words[1] in (_REST if words[0] in "-_?" else _REST | {"?"}) and tokens[at].glued and tokens[at + 1].glued
    return words == ["point", "something"]


def _smaller_multiple(tokens: Sequence[Token], at: int, above: float) -> float | None:
    """The rest of "1 lakh 20 thousand"."""
    if at + 1 >= len(tokens) or not tokens[at].text.isdigit() or len(tokens[at].text) > 2:
        return None
    multiplier = _MULTIPLIERS.get(tokens[at + 1].folded, above)
    return float(tokens[at].text) * multiplier if multiplier < above else None


def _decimal_sign(tokens: Sequence[Token]) -> str | None:
    """The decimal sign that the message's other numbers use, None where none or both do."""
    signs = {found[1] for token in tokens if token.kind == "number" and (found := _DECIMAL.fullmatch(token.text))}
    return signs.pop() if len(signs) == 1 else None


def _numeral(tokens: Sequence[Token], at: int, style: str | None, units: Mapping[int, tuple[int, str]]) -> Number:
    joined = _joined_decimal(tokens, at)
    text, end = joined if joined else (tokens[at].text, at + 1)
    start = at
    readings = read_numeral(text)
    if len(readings) == 2 and style is not None:
        # "bilirrubina 2,3 AST 1.250": where commas are decimal, points group.
        readings = (min(readings),) if style in text else (max(readings),)
    malformed = not readings
    if not readings:
        readings = (float(re.match(r"\d+(?:[.,]\d+)?", text)[0].replace(",", ".")[:12]),)  # type: ignore[index]
    before = tokens[at - 1] if at else None
    if before is not None and before.text in (".", ",") and tokens[at].glued and text.isdigit():
        if at >= 2 and tokens[at - 1].glued and tokens[at - 2].kind in ("word", "number"):
            # "l.9", "bili.9": a digit may be lost.
            malformed = tokens[at - 2].kind == "number" or len(tokens[at - 2].text) == 1 or len(text) == 1
        elif before.text == "." and not malformed:
            readings, start = (float("0." + text),), at - 1
    if (
        end + 1 < len(tokens)
        and tokens[end].text in ".,"
        and tokens[end].glued
        and tokens[end + 1].glued
        and tokens[end + 1].folded in ("o", "l", "i")
    ):
        malformed = True
    if end < len(tokens) and tokens[end].text == "000" and text.isdigit() and len(text) <= 3:
        readings, end = (float(text) * 1000,), end + 1  # "98 000"
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    if (
        following is not None
        and tokens[end].text == ";"
        and tokens[end].glued
        and following.glued
        and following.text.isdigit()
        and text.isdigit()
        and len(text) <= 2
        and len(following.text) <= 2
    ):
        malformed = True  # "1;8" may be 1.8
    part = _half(tokens, end)
    if part and text.isdigit():
        readings, end = (float(text) + part,), end + 3  # "2 and a half"
    thousands = False
    if end < len(tokens) and tokens[end].folded in _MULTIPLIERS:
        word = tokens[end].folded
        counts = tokens[end].glued or word != "k"
        if end in units and units[end][0] > end + 1:
            counts = False  # K/uL and lakh per cumm are units
        if counts:
            readings = tuple(value * _MULTIPLIERS[word] for value in readings[:1])
            thousands = True
            end += 1
            rest = _smaller_multiple(tokens, end, _MULTIPLIERS[word])
            if rest is not None:
                readings, end = (readings[0] + rest,), end + 2
    return Number(readings, start, end, thousands=thousands, malformed=malformed)
