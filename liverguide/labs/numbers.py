"""Finding the numbers of a message, with multipliers, torn decimals and inequality marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from liverguide.labs.inequalities import BEFORE_BOUNDS, Inequality, inequality_before
from liverguide.labs.numerals import Number, read_numeral
from liverguide.labs.spoken_numbers import MULTIPLIERS, NUMBER_WORDS, POINT, REST, decimals_behind, number_in_words
from liverguide.labs.tokens import Token

_SOMETHING_IS = frozenset(["is", "was", "seems", "else", "must", "wrong", "went", "has", "isn't", "looks", "feels"])
_MOST_GROUPS = 4  # of three digits
# What may stand behind a numeral as a part of it, and before it.
_GOES_ON = frozenset([".", ",", ";", "and", "000", *MULTIPLIERS, *POINT])
_LEADS_IN = frozenset(".,")
_AND_MORE = frozenset([("a", "bit"), ("a", "little"), ("a", "fraction"), ("some", "more")])
_LEAVES_OPEN = frozenset(["and", "y", "something", "xx", ".", ",", "-", "_", "?", "point"])
_LONGEST_WHOLE = 3
_TORN = 3  # tokens of a torn decimal
_DECIMAL = re.compile(r"\d+([.,])\d{1,2}")


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


def _torn_decimal(tokens: Sequence[Token], at: int, units: Mapping[int, tuple[int, str]]) -> Number | None:
    """ "1. 1 mg/dL": a decimal that a scanner tore, or the end of a sentence; nobody can tell."""
    if at + _TORN >= len(tokens) or not (tokens[at].text.isdigit() and tokens[at + 2].text.isdigit()):
        return None
    point, rest = tokens[at + 1], tokens[at + 2]
    short = len(tokens[at].text) <= 2 and len(rest.text) <= 2
    if point.text != "." or not point.glued or rest.glued or not short or at + _TORN not in units:
        return None
    if units[at + _TORN][0] <= at + _TORN + 1:
        return None
    return Number((float(f"{tokens[at].text}.{rest.text}"),), at, at + _TORN, malformed=True)


def _spoken_decimal(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Digits around a spoken point: "2 point 9", "1 coma 7", "2 point oh"."""
    whole = tokens[at].text
    if (
        not whole.isdigit()
        or len(whole) > _LONGEST_WHOLE
        or at + 2 >= len(tokens)
        or tokens[at + 1].folded not in POINT
    ):
        return None
    digits, end = decimals_behind(tokens, at + 2)
    listed = tokens[at + 1].folded in ("comma", "coma") and len(whole) > 1 and len(digits) > 1  # "AST 52 comma 48"
    return (f"{whole}.{digits}", end) if digits and not listed else None


def find_numbers(
    tokens: Sequence[Token], blocked: Sequence[bool], units: Mapping[int, tuple[int, str]]
) -> list[Number]:
    """All numbers of a message in order; tokens marked `blocked` (parts of names and units) are none."""
    numbers: list[Number] = []
    style = _decimal_sign(tokens)
    inequality: Inequality | None
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
            number = number_in_words(tokens, at)
        if number is None:
            at += 1
            continue
        inequality, start = None, number.start
        if start and tokens[start - 1].folded in BEFORE_BOUNDS:
            inequality, start = inequality_before(tokens, start)
        torn = number.malformed or (
            _something(tokens, number.end) if token.kind == "word" else _unfinished(tokens, number.end)
        )
        if inequality is None and start == number.start and torn == number.malformed:
            numbers.append(number)
        else:
            numbers.append(
                Number(number.readings, start, number.end, inequality, number.thousands, number.in_words, torn)
            )
        at = number.end
    return numbers


def _half(tokens: Sequence[Token], at: int) -> float:
    """The fraction of "and a half" behind a numeral, 0 where there is none."""
    if at + 2 >= len(tokens) or tokens[at].folded != "and" or tokens[at + 1].folded != "a":
        return 0.0
    return {"half": 0.5, "quarter": 0.25}.get(tokens[at + 2].folded, 0.0)


def _something(tokens: Sequence[Token], at: int) -> bool:
    """ "one something", "one point something": the rest of the number is not known."""
    start = at
    while at < len(tokens) and tokens[at].folded in ("point", "-", ".", "and"):
        at += 1
    if at > start and at < len(tokens) and tokens[at].folded == "ish":
        return True
    return at < len(tokens) and tokens[at].folded in ("something", "somethin", "smth", "odd")


def _unfinished(tokens: Sequence[Token], at: int) -> bool:
    """ "2.something", "2.x", "90-something", "1 point something": only the first digits are remembered."""
    if at >= len(tokens) or tokens[at].folded not in _LEAVES_OPEN:
        return False
    if tokens[at].folded in ("and", "y"):
        return tuple(token.folded for token in tokens[at + 1 : at + 3]) in _AND_MORE or (
            at + 1 < len(tokens) and tokens[at + 1].folded in ("pico", "something", "change")
        )
    if tokens[at].folded == "something" or (tokens[at].glued and tokens[at].folded == "xx"):
        return True  # "60 something"
    if tokens[at].folded not in (".", ",", "-", "_", "?", "point"):
        return False
    if tokens[at].folded in (".", "-") and at + 1 < len(tokens) and tokens[at + 1].folded == "something":
        return tokens[at].glued and not (at + 2 < len(tokens) and tokens[at + 2].folded in _SOMETHING_IS)
    words = [token.folded for token in tokens[at : at + 2]]
    if len(words) == 2 and words[0] in (".", ",", "-", "_", "?"):
        return words[1] in (REST if words[0] in "-_?" else REST | {"?"}) and tokens[at].glued and tokens[at + 1].glued
    return words == ["point", "something"]


def _smaller_multiple(tokens: Sequence[Token], at: int, above: float) -> float | None:
    """The rest of "1 lakh 20 thousand"."""
    if at + 1 >= len(tokens) or not tokens[at].text.isdigit() or len(tokens[at].text) > 2:
        return None
    multiplier = MULTIPLIERS.get(tokens[at + 1].folded, above)
    return float(tokens[at].text) * multiplier if multiplier < above else None


def _decimal_sign(tokens: Sequence[Token]) -> str | None:
    """The decimal sign that the message's other numbers use, None where none or both do."""
    signs = {found[1] for token in tokens if token.kind == "number" and (found := _DECIMAL.fullmatch(token.text))}
    return signs.pop() if len(signs) == 1 else None


def _numeral(tokens: Sequence[Token], at: int, style: str | None, units: Mapping[int, tuple[int, str]]) -> Number:
    if (at + 1 == len(tokens) or tokens[at + 1].folded not in _GOES_ON) and not (
        at and tokens[at - 1].text in _LEADS_IN
    ):
        readings = read_numeral(tokens[at].text)
        if len(readings) == 1:
            return Number(readings, at, at + 1)
    if (torn := _torn_decimal(tokens, at, units)) is not None:
        return torn
    joined = _joined_decimal(tokens, at) or _spoken_decimal(tokens, at)
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
        while end < len(tokens) and tokens[end].text == "000" and end - at < _MOST_GROUPS:
            readings, end = (readings[0] * 1000,), end + 1
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
    if end < len(tokens) and tokens[end].folded in MULTIPLIERS:
        word = tokens[end].folded
        counts = tokens[end].glued or word != "k"
        if word == "k" and end + 1 < len(tokens) and tokens[end + 1].kind == "number" and tokens[end + 1].glued:
            counts = False  # "Na127K5.1"
        if end in units and units[end][0] > end + 1:
            counts = False  # K/uL and lakh per cumm are units
        if counts:
            readings = tuple(value * MULTIPLIERS[word] for value in readings[:1])
            thousands = True
            end += 1
            rest = _smaller_multiple(tokens, end, MULTIPLIERS[word])
            if rest is not None:
                readings, end = (readings[0] + rest,), end + 2
    return Number(readings, start, end, thousands=thousands, malformed=malformed)
