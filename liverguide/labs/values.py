"""Numbers dressed with what stands around them: unit, flag, reference range."""

from __future__ import annotations

from dataclasses import dataclass

from liverguide.labs.flags import FLAGS, Flag
from liverguide.labs.message import Message
from liverguide.labs.numerals import Number
from liverguide.labs.reference_ranges import (
    CLOSE,
    OPEN,
    Span,
    any_between,
    columned,
    find_ranges,
    leads_line,
    only_reference_between,
    value_follows,
)

Range = tuple["float | None", "float | None"]

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

    @property
    def whole(self) -> bool:
        """Whether the number is a whole one without a multiplier."""
        return self.number.value.is_integer() and not self.number.thousands


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
    if opening in OPEN and message.folded(at + 1) in FLAGS and message.folded(at + 2) in CLOSE:
        value.flag, value.end = FLAGS[message.folded(at + 1)], at + 3
        return
    at = _skip(message, at, tabs=True)
    token = message.tokens[at] if at < len(message.tokens) else None
    if token is None:
        return
    single_letter = token.kind == "word" and len(token.text) <= 2
    if (
        token.folded in FLAGS
        and token.folded not in ("normal", "a", "n")
        and (not single_letter or token.text.isupper())
    ):
        following = message.tokens[at + 1] if at + 1 < len(message.tokens) else None
        if following is None or not following.glued or following.kind == "sign":
            value.flag, value.end = FLAGS[token.folded], at + 1
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
    if direct and message.folded(at) in ("-", "in") and at + 1 in message.units and len(message.folded(at + 1)) > 1:
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
    if message.folded(at - 1) in OPEN and message.folded(end) in (",", ";") and end + 1 in message.units:
        return  # "AST 80 ALT 51 (mg/dL, U/L)": the units of a whole report
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
    while message.folded(at) in CLOSE and message.folded(at):
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
    spans = {span.start: span for span in find_ranges(message)}
    values: list[Value] = []
    name_starts = sorted(name.start for name in message.names)
    pending: Span | None = None
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
                    only_reference_between(message, pending.end, number.start)
                    and not any_between(name_starts, pending.end, number.start)
                )
            ):
                value.range = (pending.low, pending.high)
                _unit_before(message, pending.end, value)
            pending, leads = None, False
            values.append(value)
            continue
        owner = values[-1] if values else None
        if span.high is not None and leads_line(message, span, spans):
            pending, leads, inside = span, True, span.end
            continue
        if (
            owner is not None
            and not (span.high is None and not span.certain and not columned(message, span.start))
            and owner.range is None
            and not owner.bare_range
            and only_reference_between(message, owner.end, span.start, newlines=1, sure=span.certain)
            and not any_between(name_starts, owner.end, span.start)
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
        if not span.certain and not value_follows(message, span, spans, name_starts):
            value = Value(number, span.start, _close(message, span.end), bare_range=True)
            _take_unit(message, value)
            values.append(value)
            pending = None
    return values


def _unit_before(message: Message, start: int, value: Value) -> None:
    if value.unit is not None:
        return
    for index in range(start, value.start):
        if index in message.units and message.units[index][0] <= value.start:
            value.unit = message.units[index][1]
            return
