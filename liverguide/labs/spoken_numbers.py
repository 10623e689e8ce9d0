"""Numbers spelt out in words: "one point four", "ninety eight thousand", "two and a half"."""

from __future__ import annotations

from collections.abc import Sequence

from liverguide.labs.numerals import Number
from liverguide.labs.tokens import Token

# Behind these only the first digits of a number are remembered.
REST = frozenset(["something", "somethin", "smth", "smthg", "sth", "odd", "ish", "x", "xx", "algo"])
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
    "doce": 12,
    "trece": 13,
    "catorce": 14,
    "quince": 15,
    "dieciseis": 16,
    "diecisiete": 17,
    "dieciocho": 18,
    "diecinueve": 19,
    "diez": 10,
    "veinte": 20,
    "veintiuno": 21,
    "veintidos": 22,
    "veintitres": 23,
    "veinticuatro": 24,
    "veinticinco": 25,
    "veintiseis": 26,
    "veintisiete": 27,
    "veintiocho": 28,
    "veintinueve": 29,  # Eleven is missing: "once" is an English word.
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
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
}
_HUNDRED = frozenset(["ciento", "cien"])
POINT = frozenset(
    ["point", "punto", "coma", "komma", "virgule", "virgula", "virgola", "ponto", "punkt", "dot", "comma", "decimal"]
)
MULTIPLIERS = {
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
_AFTER_PRONOUN = frozenset([",", ".", ")", ";", ":", "-", "", "says", "said", "shows", "reads", "came", "from", "they"])
_SPOKEN_OF = frozenset(
    ["is", "was", "are", "were", "has", "had", "means", "that", "which", "looks", "seems", "did", "does"]
)
_FOREIGN = frozenset({"um", "sept", "acht", "oh", "null", "uno", "dot", "comma", "coma", "dos"})

_MOST_DECIMALS = 4
NUMBER_WORDS = frozenset({*_ONES, *_TEENS, *_TENS, *_HUNDRED, "hundred", "half", "quarter"})


class _Words:
    """A number spelt out from token `start` on."""

    def __init__(self, tokens: Sequence[Token], start: int) -> None:
        self.tokens = tokens
        self.at = start
        self.pointless = False
        """Two digits were said in a row: "INR one eight" may be 1.8 or 18."""

    def word(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.tokens[index].folded if index < len(self.tokens) else ""

    def skip_dash(self) -> None:
        if self.word() in ("-", "y") and self.word(1) in _ONES:
            self.at += 1

    def below_hundred(self) -> float | None:
        word = self.word()
        if word in _TENS:
            self.at += 1
            joined = self.word() == "y"
            self.skip_dash()
            if self.word() in _ONES and (joined or self.word() not in _FOREIGN) and self.word() != "zero":
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
        if self.word() in _HUNDRED:
            self.at += 1
            return 100 + (self.below_hundred() or 0)  # "ciento treinta y dos"
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
        elif value in range(1, 10) and self.word() in _ONES and self.word() not in _FOREIGN:
            self.pointless = True
            self.at += 1
        elif value in range(1, 10) and (self.word() in _TENS or self.word() in _TEENS):
            # Dictation: "sodium one thirty two" is 132.
            value = value * 100 + (self.below_hundred() or 0)
        return value


# "At this point 8": no decimal point.
_TIMES = frozenset(["this", "that", "some", "the", "a", "at", "which", "one", "every", "starting", "any", "my", "no"])


def decimals_behind(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The decimals told from token `at` on, behind a spoken point, and where they end; empty where none are."""
    words = _Words(tokens, at)
    digits = _digits_after_point(words)
    return (digits, words.at) if len(digits) <= _MOST_DECIMALS else ("", at)


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


def number_in_words(tokens: Sequence[Token], start: int) -> Number | None:
    """The number spelt out from token `start` on, None where there is none."""
    words = _Words(tokens, start)
    value: float | None
    if words.word() == "point":
        value = 0.0
        spoken = words.word(1) in _ONES or words.word(1) in _TEENS or words.word(1) in _TENS
        if not spoken and (not words.word(1).isdigit() or (start and tokens[start - 1].folded in _TIMES)):
            return None
    else:
        value = words.whole()
    if value is None:
        return None
    point = words.word() in POINT
    if point:
        words.at += 1
        digits = _digits_after_point(words)
        if not digits:
            if words.word() in REST:
                return Number((float(value),), start, words.at, malformed=True)
            if words.word(-1) != "comma":
                return None
            words.at -= 1
            point = False
        if digits:
            value = float(f"{int(value)}.{digits}")
    elif words.word() == "and" and words.word(1) == "a" and words.word(2) in ("half", "quarter"):
        value += 0.5 if words.word(2) == "half" else 0.25
        words.at += 3
        point = True
    if not point and tokens[start].folded in _FOREIGN:
        return None
    if not point and words.at == start + 1 and tokens[start].folded in _ONES and _pronoun(tokens, start):
        return None
    thousands = words.word() in MULTIPLIERS and words.word() not in ("k", "mil")
    if thousands:
        multiplier = MULTIPLIERS[words.word()]
        value *= multiplier
        words.at += 1
        rest = words.whole() or 0
        if rest and words.word() in MULTIPLIERS and MULTIPLIERS[words.word()] < multiplier:
            rest *= MULTIPLIERS[words.word()]  # "one lakh twenty thousand"
            words.at += 1
            rest += words.whole() or 0
        value += rest
    torn = words.pointless or (not point and words.word() == "." and words.word(1) in _ONES)  # "one. nine"
    return Number(
        (float(value),), start, words.at, malformed=torn, thousands=thousands, in_words=not point and value < 10
    )


def _pronoun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number word points at a thing: "which one is bilirubin", "the creatinine one is high"."""
    before = tokens[at - 1].folded if at else ""
    after = tokens[at + 1].folded if at + 1 < len(tokens) else ""
    if at > 1 and tokens[at].folded == "one" and tokens[at - 2].folded in _POINTING and after in _AFTER_PRONOUN:
        return True  # "the INR one, says 1.35"
    return before in _POINTING or (tokens[at].folded == "one" and after in _SPOKEN_OF)
