"""Numbers dressed with what stands around them: unit, flag, reference range."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from liverguide.labs.message import Message
from liverguide.labs.numbers import Number

Flag = Literal["high", "low", "abnormal"]
Range = tuple["float | None", "float | None"]

_FLAGS: dict[str, Flag] = {
    "h": "high",
    "hi": "high",
    "high": "high",
    "hh": "high",
    "↑": "high",
    "l": "low",
    "lo": "low",
    "low": "low",
    "ll": "low",
    "↓": "low",
    "*": "abnormal",
    "**": "abnormal",
    "a": "abnormal",
    "abnormal": "abnormal",
    "alto": "high",
    "bajo": "low",
    "hoch": "high",
    "niedrig": "low",
    "elevated": "high",
    "crit": "abnormal",
    "critical": "abnormal",
    "+": "high",
    "!": "abnormal",
    "n": "abnormal",
    "normal": "abnormal",
    "baja": "low",
    "alta": "high",
    "eleve": "high",
    "bas": "low",
    "elevado": "high",
    "erhoht": "high",
}
_REFERENCE_WORDS = frozenset(
    [
        "ref",
        "reference",
        "range",
        "normal",
        "rr",
        "nv",
        "limits",
        "limit",
        "referencia",
        "rango",
        "referenz",
        "referenzbereich",
        "normbereich",
        "norm",
        "normalwert",
        "normwert",
        "norme",
        "valores",
        "interval",
        "intervalo",
        "vr",
        "biological",
        "expected",
        "bio",
        "referenzwerte",
        "uln",
        "desirable",
        "normals",
        "normales",
        "normale",
    ]
)
_CHANGES = frozenset(
    [
        "up",
        "down",
        "rose",
        "risen",
        "increased",
        "decreased",
        "dropped",
        "fell",
        "fallen",
        "jumped",
        "climbed",
        "gained",
        "lost",
        "improved",
        "worsened",
    ]
)
_OPEN = frozenset("([{")
_CLOSE = frozenset(")]}")


@dataclass
class Value:
    """A number that may be a lab value, with everything that was written about it."""

    number: Number
    start: int
    end: int
    unit: str | None = None
    flag: Flag | None = None
    range: Range | None = None
    bare_range: bool = False
    """Stands as a range ("1.5-2.3") though nothing says that it is one."""
    change: bool = False
    """May be how much a value moved ("ALT up 30"), not the value."""
    dose: bool = False
    """Bears a unit of mass alone, as medicines do."""


@dataclass(frozen=True)
class _Span:
    low: float | None
    high: float | None
    start: int
    end: int
    certain: bool


def _in_brackets(message: Message, start: int) -> bool:
    """Whether an opening bracket stands before `start` without being closed, on this line."""
    for index in range(start - 1, max(-1, start - 9), -1):
        text = message.folded(index)
        if text in _OPEN:
            return True
        if text in _CLOSE or message.tokens[index].kind == "newline":
            return False
    return False


def _reference_near(message: Message, start: int) -> bool:
    line = []
    for index in range(start - 1, max(-1, start - 7), -1):
        if message.tokens[index].kind == "newline":
            break
        line.append(message.folded(index))
    return any(word in _REFERENCE_WORDS for word in line)


def _reference_after(message: Message, end: int) -> bool:
    return any(word in _REFERENCE_WORDS for word in message.words(end, end + 4))


def _spread(message: Message, start: int, end: int) -> bool:
    """Whether a range tells the value itself: "creatinine 1-2 range", "in the 1.5-2 range"."""
    if message.folded(end) != "range" or message.folded(end + 1) in ("is", "of", "=", ":"):
        return False
    index = start - 1
    while index >= max(0, start - 8):
        if index in message.name_start_set:
            return True
        token = message.tokens[index]
        if token.kind in ("number", "newline") or (token.folded in _REFERENCE_WORDS and token.folded != "range"):
            return False
        index -= 1
    return False


_REFERENCE_HEAD = re.compile(
    r"^(?:\S+ ){0,3}(?:ref|reference|normal|lab)(?: \.)? (?:ranges?|intervals?|values|limits)\b"
)


def _reference_lists(message: Message) -> set[int]:
    """Clauses that are lists of reference ranges: "ref range ALT 7-56, AST 10-40"."""
    return {
        clause
        for clause, text in enumerate(message.clause_texts)
        if _REFERENCE_HEAD.search(text) is not None and _all_ranges(message, *message.clauses[clause])
    }


def _all_ranges(message: Message, start: int, end: int) -> bool:
    """Whether the numbers of a clause come in pairs joined by a dash."""
    at = bisect_left(message.number_starts, start)
    past = bisect_left(message.number_starts, end)
    found = message.numbers[at:past]
    return len(found) % 2 == 0 and all(
        message.folded(low.end) in ("-", "to", "~") and high.start == low.end + 1
        for low, high in zip(found[::2], found[1::2], strict=True)
    )


_JOINERS = frozenset(["-", "~", "to", "a", "bis", "until", "..", "through", "and", "e", "y", "et"])


_VAGUE = re.compile(
    r"^(?:somewhere|anywhere|hover\w*|rang(?:es|ed|ing)|var(?:ies|ied|ying|y)|fluctuat\w*|bounc\w*|swing\w*|usually"
    r"|always|typically|between|oscillat\w*|alternat\w*|mostly|generally|normally|sits|sitting|hangs|tends|entre|zwischen)$"
)


def _vague(message: Message, start: int) -> bool:
    """Whether the words before a number speak of a spread: "hovering somewhere from 125 to 131"."""
    return any(_VAGUE.match(word) for word in message.words(start - 5, start))


# A number before one of these is no end of a range: "INR 1.9 - 62 kg".
_MEASURES = frozenset(
    ["kg", "kgs", "cm", "lb", "lbs", "pounds", "yo", "yrs", "years", "year", "yr", "jahre", "anos", "ans"]
)


def _upper_limit(message: Message, start: int) -> bool:
    """ "up to 1.2", "bis 1,2"."""
    leading = message.words(start - 2, start)
    return leading == ["up", "to"] or leading[-1:] in (["hasta"], ["bis"], ["uln"], ["max"])


def _find_spans(message: Message) -> list[_Span]:
    """Reference ranges: "0.1-1.2", "(0.1 to 1.2)", "< 1.2" behind a value."""
    spans: list[_Span] = []
    numbers = message.numbers
    reference_lists = _reference_lists(message)
    used = -1
    for index, number in enumerate(numbers):
        if index <= used:
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if following is not None and number.inequality is None and not number.malformed:
            gap_end = number.end
            unit = message.units.get(gap_end)
            if unit is not None and unit[0] < following.start:
                gap_end = unit[0]
            between = message.words(gap_end, following.start)
            if between == [".", "."]:
                between = [".."]
            if between in (["-", "-"], ["and"] if message.folded(number.start - 1) == "between" else ["-", "-"]):
                between = ["-"]
            ascending = following.value > number.value
            apart = message.folded(following.end) in _MEASURES
            if (
                len(between) == 1
                and between[0] in _JOINERS
                and ascending
                and not apart
                and following.inequality is None
            ):
                signed = between[0] in ("-", "~", "..")
                certain = (
                    _in_brackets(message, number.start)
                    or _reference_near(message, number.start)
                    or (not signed and _reference_after(message, following.end))
                )
                if signed and _reference_after(message, following.end):
                    certain = True
                if certain and _spread(message, number.start, following.end):
                    certain = False
                certain = certain or (signed and message.clause_at(number.start) in reference_lists)
                if signed or certain or _vague(message, number.start):
                    spans.append(_Span(number.value, following.value, number.start, following.end, certain))
                    used = index + 1
                    continue
        if number.inequality is not None:
            low, high = (None, number.value) if number.inequality == "<" else (number.value, None)
            certain = _in_brackets(message, number.start) or _reference_near(message, number.start)
            spans.append(_Span(low, high, number.start, number.end, certain))
        elif _upper_limit(message, number.start) and (
            _in_brackets(message, number.start) or _reference_near(message, number.start)
        ):
            spans.append(_Span(None, number.value, number.start, number.end, True))
    return spans


_REFERENCE_LEAD = _REFERENCE_WORDS | {
    ":",
    "(",
    "[",
    "=",
    "|",
    ",",
    "value",
    "values",
    "is",
    "-",
    "of",
    "de",
    "between",
    "the",
    "lab",
    ")",
    "]",
    ".",
    "\t",
    "labs",
    "my",
    "s",
}


def _light(message: Message, start: int, end: int, newlines: int = 0) -> bool:
    """Whether nothing but signs, flags, units and words such as "ref" stands between two tokens."""
    index = start
    while index < end:
        token = message.tokens[index]
        if token.kind == "newline":
            newlines -= 1
            if newlines < 0:
                return False
        elif index in message.units and message.units[index][0] <= end:
            index = message.units[index][0]
            continue
        elif token.kind not in ("tab", "date") and token.folded not in _REFERENCE_LEAD and token.folded not in _FLAGS:
            return False
        index += 1
    return True


def _skip(message: Message, at: int, tabs: bool) -> int:
    while at < len(message.tokens):
        token = message.tokens[at]
        if token.text in ("|", "(", "[", ",") or (tabs and token.kind == "tab"):
            at += 1
        else:
            break
    return at


def _take_flag(message: Message, value: Value) -> None:
    """A flag behind the number: "1.9 H", "1.9(H)", "0.3-", "2.3*"."""
    at = value.end
    opening = message.folded(at)
    token = message.tokens[at] if at < len(message.tokens) else None
    if token is None:
        return
    if opening in _OPEN and message.folded(at + 1) in _FLAGS and message.folded(at + 2) in _CLOSE:
        value.flag, value.end = _FLAGS[message.folded(at + 1)], at + 3
        return
    at = _skip(message, at, tabs=True)
    token = message.tokens[at] if at < len(message.tokens) else None
    if token is None:
        return
    single_letter = token.kind == "word" and len(token.text) <= 2
    if (
        token.folded in _FLAGS
        and token.folded not in ("normal", "a", "n")
        and (not single_letter or token.text.isupper())
    ):
        following = message.tokens[at + 1] if at + 1 < len(message.tokens) else None
        if following is None or not following.glued or following.kind == "sign":
            value.flag, value.end = _FLAGS[token.folded], at + 1
            while message.folded(value.end) in ("*", "↑", "↓", "+", "!") or (
                message.folded(value.end) == "]" and opening == "["
            ):
                value.end += 1
    elif (
        token.text == "-"
        and token.glued
        and at + 1 < len(message.tokens)
        and not message.tokens[at + 1].glued
        and at == value.end
    ):
        value.flag, value.end = "low", at + 1


def _take_unit(message: Message, value: Value) -> None:
    """The unit behind the number, its flag or its range."""
    if value.unit is not None:
        return
    direct = value.end == value.number.end
    at = value.end
    if not direct or at not in message.units:
        at = _skip(message, at, tabs=True)
        if (
            at < len(message.tokens)
            and message.tokens[at].kind == "newline"
            and at + 1 in message.units
            and _alone(message, at + 1)
        ):
            at += 1
    if direct and message.folded(at) == "-" and at + 1 in message.units:
        at += 1
    if at not in message.units:
        return
    end, unit = message.units[at]
    if end - at == 1 and len(message.tokens[at].text) == 1 and _initial(message, end):
        return  # "1.62 S.Creat"
    short = end - at == 1 and len(message.tokens[at].text) == 1 and unit != "%"
    if short and at != value.number.end:
        return
    if unit == "U" and message.folded(end) in ("of", "blood"):
        return
    if (
        end - at == 1
        and message.tokens[at].kind == "word"
        and message.folded(end) == "/"
        and message.tokens[end].glued
        and end + 1 < len(message.tokens)
        and message.tokens[end + 1].kind == "word"
    ):
        # "mg/xyz": a unit that is not known whole is not known at all.
        unit, end = "unknown", end + 2
    value.unit = unit
    value.end = _close(message, end)
    value.dose = unit in ("mg", "g")


def _initial(message: Message, end: int) -> bool:
    """Whether the letter before `end` is an abbreviation's: a point and a word are glued to it."""
    return (
        message.folded(end) == "."
        and message.tokens[end].glued
        and end + 1 < len(message.tokens)
        and message.tokens[end + 1].kind == "word"
        and (message.tokens[end + 1].glued or end + 1 in message.name_start_set)
    )


def _alone(message: Message, at: int) -> bool:
    end = message.units[at][0]
    return end >= len(message.tokens) or message.tokens[end].kind == "newline"


def _close(message: Message, at: int) -> int:
    while message.folded(at) in _CLOSE and message.folded(at):
        at += 1
    return at


def _dress(message: Message, number: Number) -> Value:
    value = Value(number, number.start, number.end, change=message.folded(number.start - 1) in _CHANGES)
    _take_unit(message, value)
    _take_flag(message, value)
    _take_unit(message, value)
    return value


def read_values(message: Message) -> list[Value]:
    """The numbers of a message as values with unit, flag and range; reference ranges are no values."""
    spans = {span.start: span for span in _find_spans(message)}
    values: list[Value] = []
    name_starts = sorted(name.start for name in message.names)
    pending: _Span | None = None
    leads = False
    inside = -1
    for number in message.numbers:
        if number.start < inside:
            continue
        span = spans.get(number.start)
        if span is None:
            value = _dress(message, number)
            if pending is not None and (
                leads
                or (
                    _light(message, pending.end, number.start)
                    and not _any_between(name_starts, pending.end, number.start)
                )
            ):
                value.range = (pending.low, pending.high)
                _unit_before(message, pending.end, value)
            pending, leads = None, False
            values.append(value)
            continue
        owner = values[-1] if values else None
        if span.high is not None and _leads_line(message, span, spans):
            pending, leads, inside = span, True, span.end
            continue
        if (
            owner is not None
            and not (span.high is None and not span.certain and not _columned(message, span.start))
            and owner.range is None
            and not owner.bare_range
            and _light(message, owner.end, span.start, newlines=1)
            and not _any_between(name_starts, owner.end, span.start)
        ):
            owner.range = (span.low, span.high)
            owner.end = _close(message, span.end)
            _take_unit(message, owner)
            _take_flag(message, owner)
            inside = span.end
            continue
        inside = span.end
        if (span.low is None or span.high is None) and (not span.certain or number.inequality is None):
            values.append(_dress(message, number))
            inside = values[-1].end
            continue
        pending, leads = span, False
        if not span.certain and not _value_follows(message, span, spans, name_starts):
            value = Value(number, span.start, _close(message, span.end), bare_range=True)
            _take_unit(message, value)
            values.append(value)
            pending = None
    return values


def _leads_line(message: Message, span: _Span, spans: dict[int, _Span]) -> bool:
    """Whether a range stands first on its line, before the name and the value ("0.7-1.2 Creatinine mg/dL 1.6 H")."""
    if span.low is None or (span.start and message.tokens[span.start - 1].kind != "newline"):
        return False
    named = False
    for index in range(span.end, min(len(message.tokens), span.end + 16)):
        if message.tokens[index].kind == "newline":
            return False
        named = named or index in message.name_start_set
        if index in message.number_start_set:
            return named and index not in spans
    return False


def _columned(message: Message, start: int) -> bool:
    """Whether a column border stands before `start`."""
    return start > 0 and (message.tokens[start - 1].kind == "tab" or message.folded(start - 1) == "|")


def _value_follows(message: Message, span: _Span, spans: dict[int, _Span], name_starts: list[int]) -> bool:
    """Whether a number stands behind the range on the same line, as in "Bilirubin 0.1-1.2 2.3 mg/dL"."""
    at = bisect_left(message.number_starts, span.end)
    for number in message.numbers[at : at + 1]:
        if number.start >= span.end:
            return (
                number.start not in spans
                and _light(message, span.end, number.start)
                and not _any_between(name_starts, span.end, number.start)
            )
    return False


def _unit_before(message: Message, start: int, value: Value) -> None:
    if value.unit is not None:
        return
    for index in range(start, value.start):
        if index in message.units and message.units[index][0] <= value.start:
            value.unit = message.units[index][1]
            return


def _any_between(sorted_starts: list[int], start: int, end: int) -> bool:
    at = bisect_left(sorted_starts, start)
    return at < len(sorted_starts) and sorted_starts[at] < end
