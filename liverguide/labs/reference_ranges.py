"""Reference ranges: "0.1-1.2", "(0.1 to 1.2)", "< 1.2" behind a value, and which of them are certain."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from liverguide.labs.flags import FLAGS
from liverguide.labs.message import Message

REFERENCE_WORDS = frozenset(
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
OPEN = frozenset("([{")
CLOSE = frozenset(")]}")


@dataclass(frozen=True)
class Span:
    """A range that no value is, or may be one."""

    low: float | None
    high: float | None
    start: int
    end: int
    certain: bool


def _in_brackets(message: Message, start: int) -> bool:
    """Whether an opening bracket stands before `start` without being closed, on this line."""
    for index in range(start - 1, max(-1, start - 9), -1):
        text = message.folded(index)
        if text in OPEN:
            return True
        if text in CLOSE or message.tokens[index].kind == "newline":
            return False
    return False


def _reference_near(message: Message, start: int) -> bool:
    line = []
    for index in range(start - 1, max(-1, start - 7), -1):
        if message.tokens[index].kind == "newline":
            break
        line.append(message.folded(index))
    return any(word in REFERENCE_WORDS for word in line)


def _reference_after(message: Message, end: int) -> bool:
    return any(word in REFERENCE_WORDS for word in message.words(end, end + 4))


def _spread(message: Message, start: int, end: int) -> bool:
    """Whether a range tells the value itself: "creatinine 1-2 range", "in the 1.5-2 range"."""
    if message.folded(end) != "range" or message.folded(end + 1) in ("is", "of", "=", ":"):
        return False
    index = start - 1
    while index >= max(0, start - 8):
        if index in message.name_start_set:
            return True
        token = message.tokens[index]
        if token.kind in ("number", "newline") or (token.folded in REFERENCE_WORDS and token.folded != "range"):
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


_WIDEST_JOINER = 2  # tokens
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


_NORM_IS = (
    ["upper", "limit"],
    ["limit", ":"],
    ["limit", "is"],
    ["limit", "of"],
    ["upper", "normal"],
    ["be", "under"],
    ["be", "below"],
    ["normal", "max"],
    ["normal", "maximum"],
)


_LIMIT_LEADS = frozenset(["to", "hasta", "bis", "uln", "max", *(lead[-1] for lead in _NORM_IS)])


def _upper_limit(message: Message, start: int) -> bool:
    """ "up to 1.2", "bis 1,2"."""
    if message.folded(start - 1) not in _LIMIT_LEADS:
        return False
    leading = message.words(start - 2, start)
    return leading == ["up", "to"] or leading in _NORM_IS or leading[-1:] in (["hasta"], ["bis"], ["uln"], ["max"])


def find_ranges(message: Message) -> list[Span]:
    """Reference ranges: "0.1-1.2", "(0.1 to 1.2)", "< 1.2" behind a value."""
    spans: list[Span] = []
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
            between = message.words(gap_end, following.start) if following.start - gap_end <= _WIDEST_JOINER else []
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
                    spans.append(Span(number.value, following.value, number.start, following.end, certain))
                    used = index + 1
                    continue
        if number.inequality is not None:
            low, high = (None, number.value) if number.inequality == "<" else (number.value, None)
            certain = _in_brackets(message, number.start) or _reference_near(message, number.start)
            spans.append(Span(low, high, number.start, number.end, certain))
        elif _upper_limit(message, number.start) and (
            _in_brackets(message, number.start)
            or _reference_near(message, number.start)
            or _reference_after(message, number.end)
        ):
            spans.append(Span(None, number.value, number.start, number.end, True))
    return spans


_REFERENCE_LEAD = REFERENCE_WORDS | {
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
# Words that may stand between a value and the norm that is told with it in a sentence.
_NORM_LEAD = _REFERENCE_LEAD | {
    *("up", "to", "below", "under", "less", "than", "should", "be", "at", "most", "max", "maximum", "upper", "which"),
    *("they", "say", "says", "said", "paper", "report", "it", "and", "while", "where", "here", "with", "a", "are"),
    *("bis", "hasta", "jusqu'a", "inferior", "usually", "only", "supposed", "healthy", "top", "n", "but", "about"),
}
_NORM = REFERENCE_WORDS | {"should", "max", "maximum", "healthy", "supposed"}


def only_reference_between(message: Message, start: int, end: int, newlines: int = 0, *, sure: bool = False) -> bool:
    """Whether nothing but signs, flags, units and words such as "ref" stands between two tokens. `sure`: what follows
    is a range for certain, so that a sentence may lead to it.
    """
    wide = sure or not _NORM.isdisjoint(message.words(start, end))
    leads = _NORM_LEAD if wide else _REFERENCE_LEAD
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
        elif token.kind not in ("tab", "date") and token.folded not in leads and token.folded not in FLAGS:
            return False
        index += 1
    return True


def leads_line(message: Message, span: Span, spans: dict[int, Span]) -> bool:
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


def columned(message: Message, start: int) -> bool:
    """Whether a column border stands before `start`."""
    return start > 0 and (message.tokens[start - 1].kind == "tab" or message.folded(start - 1) == "|")


def value_follows(message: Message, span: Span, spans: dict[int, Span], name_starts: list[int]) -> bool:
    """Whether a number stands behind the range on the same line, as in "Bilirubin 0.1-1.2 2.3 mg/dL"."""
    at = bisect_left(message.number_starts, span.end)
    for number in message.numbers[at : at + 1]:
        if number.start >= span.end:
            return (
                number.start not in spans
                and only_reference_between(message, span.end, number.start)
                and not any_between(name_starts, span.end, number.start)
            )
    return False


def any_between(sorted_starts: list[int], start: int, end: int) -> bool:
    """Whether any of the sorted places lies from `start` up to `end`."""
    at = bisect_left(sorted_starts, start)
    return at < len(sorted_starts) and sorted_starts[at] < end
