"""Units that are mended behind their number: "22 mg/dl .. not mg, umol!", "2.8 umol, I mean mg/dl"."""

from __future__ import annotations

from bisect import bisect_left

from liverguide.labs.message import Message
from liverguide.labs.values import Value

_REACH = 12  # tokens
_CUES = frozenset(
    [
        *("sorry", "oops", "ups", "whoops", "mean", "meant", "rather", "correction", "actually", "wait", "not", "no"),
        *("nope", "mistake", "typo", "wrong", "perdon", "pardon", "nein", "edit", "isn't", "isnt"),
    ]
)
_NEGATIONS = frozenset(["not", "isn't", "isnt", "no", "nicht", "pas", "instead"])


def mend_units(message: Message, values: list[Value]) -> None:
    """Give each value the unit that the words behind it put in place of the first one."""
    starts = [name.start for name in message.names]
    for value in values:
        if value.unit is None:
            continue
        end = min(len(message.tokens), value.end + _REACH)
        next_number = bisect_left(message.number_starts, value.end)
        if next_number < len(message.number_starts):
            end = min(end, message.number_starts[next_number])
        next_name = bisect_left(starts, value.end)
        if next_name < len(starts):
            end = min(end, starts[next_name])
        unit = _replacement(message, value.end, end)
        if unit is not None and unit != value.unit:
            value.unit = unit
            value.dose = unit in ("mg", "g")


def _replacement(message: Message, start: int, end: int) -> str | None:
    """The unit that stands behind a word of correction and is not itself denied."""
    cue = False
    unit = None
    index = start
    while index < end:
        if index in message.units and message.units[index][0] <= end:
            stop, found = message.units[index]
            long_enough = stop - index > 1 or len(message.folded(index)) > 1 or found == "%"
            if cue and long_enough and message.folded(index - 1) not in _NEGATIONS:
                unit = found
            index = stop
            continue
        cue = cue or message.folded(index) in _CUES
        index += 1
    return unit
