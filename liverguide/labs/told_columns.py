"""Columns of which a message says in words whose or how old they are: "second column mine: AST 45 | 92"."""

from __future__ import annotations

import re

from liverguide.labs.message import Message
from liverguide.labs.observations import Observation
from liverguide.labs.subjects import Mark

_MIDDLE = -2
_PLACES = {
    "middle": _MIDDLE,
    **dict.fromkeys(["first", "1st", "left", "lefthand"], 0),
    **dict.fromkeys(["second", "2nd"], 1),
    **dict.fromkeys(["third", "3rd"], 2),
    **dict.fromkeys(["last", "right", "righthand", "final"], -1),
}
_COLUMN = re.compile(
    r"\b(?:(first|second|third|middle|left|right|last|final|lefthand|righthand|1 st|2 nd|3 rd)(?: - hand| hand)?"
    r"(?: (column|col|columns|number|numbers|figure|figures|value|values|one|ones|reading|set)\b)?"
    r"|(column|col) (1|2|3|one|two|three|a|b|c)\b)"
)
_NUMERALS = {"1": 0, "2": 1, "3": 2, "one": 0, "two": 1, "three": 2, "a": 0, "b": 1, "c": 2}
_SKIPPED_BEFORE = re.compile(
    r"\b(?:skip|ignore|disregard|not|forget|leave out|drop|never mind|don't (?:use|read|take))(?: the| my)?$"
)
_TAKEN_BEFORE = re.compile(
    r"\b(?:mine|ours|hers|his|me|the patient|the patient's|use|read|take|look at|only|just|want|need|counts?)"
    r"(?: (?:is|are|only|just|in|at|the|,|on))*$"
)
_SKIPPED_AFTER = re.compile(
    r"^(?:(?:that's|that|is|are|it's|was|,|:|=|-|\(|of|belongs? to|for|the|my|our|from|one) )*"
    r"(?:(?:brother|sister|neighbou?r|friend|mate|colleague|roommate|donor|someone|somebody|another|other|old|older"
    r"|previous|prior|normal|normals|reference|ref|range|ranges|limits?|last (?:year|month|week|time)|past"
    r"|before|wrong)\b)"
)
_TAKEN_AFTER = re.compile(
    r"^(?:(?:that's|that|is|are|it's|was|,|:|=|-|\(|of|belongs? to|for|the|my|our|from|one|who|he's|she's) )*"
    r"(?:mine|me|this (?:year|month|week|time)|ours|hers|his|patient|patient's|newest?|latest|current|today"
    r"|today's|now|recent|counts?|matters?|right one"
    r"|one (?:that|which) (?:counts|matters)|real|result|results|what counts)\b"
)
_PATIENT = re.compile(r"\b(?:is|'s|he's|she's) (?:the )?(?:patient|ill one|sick one|one with|one who)\b")
_BETWEEN = frozenset(["|", "/", ",", "-", "and", "vs", "then"])


def take_told_column(
    message: Message, observations: list[Observation], marks: list[Mark]
) -> tuple[list[Observation], list[Mark]]:
    """Of rows of several values the one whose column the message names; the people named with columns own no values."""
    if not message.vocabulary & {"column", "columns", "col", "first", "left", "middle", "right", "second"}:
        return observations, marks
    rows = _rows(message, observations)
    if not rows:
        return observations, marks
    width = {len(row) for row in rows}
    told = _told(message, max(width))
    if told is None or len(width) != 1:
        return observations, marks
    place, end = told
    dropped = {id(seen) for row in rows for at, seen in enumerate(row) if at != place}
    first = min(row[0].name.start if row[0].name else row[0].value.start for row in rows)
    return (
        [seen for seen in observations if id(seen) not in dropped],
        [mark for mark in marks if mark.index > max(end, first)],
    )


def _rows(message: Message, observations: list[Observation]) -> list[list[Observation]]:
    """Values of one test that stand side by side."""
    rows: list[list[Observation]] = []
    for seen in observations:
        last = rows[-1][-1] if rows else None
        if last is not None and last.test == seen.test and _side_by_side(message, last.value.end, seen.value.start):
            rows[-1].append(seen)
        else:
            rows.append([seen])
    return [row for row in rows if len(row) > 1]


def _side_by_side(message: Message, start: int, end: int) -> bool:
    return end - start <= 2 and all(
        message.folded(index) in _BETWEEN or message.tokens[index].kind == "tab" for index in range(start, end)
    )


def _told(message: Message, width: int) -> tuple[int, int] | None:
    """The place of the column that counts, and where the words about columns end."""
    text = " ".join(message.all_words)
    if (
        "column" not in text
        and "col " not in text
        and not re.search(r"\b(?:first|second|left|right|third) (?:one|number|figure|value|is)", text)
    ):
        return None
    taken: set[int] = set()
    skipped: set[int] = set()
    end = 0
    for found in _COLUMN.finditer(text):
        word = found[1]
        at = _NUMERALS[found[4]] if word is None else _PLACES[word.replace(" ", "")]
        place = at if at >= 0 else width // 2 if at == _MIDDLE else width - 1
        lead, tail = text[max(0, found.start() - 40) : found.start()].rstrip(), text[found.end() :].lstrip()
        stop = _COLUMN.search(tail)
        tail = tail[: stop.start()] if stop else tail
        if _SKIPPED_BEFORE.search(lead) or _SKIPPED_AFTER.search(tail):
            skipped.add(place)
        elif _TAKEN_BEFORE.search(lead) or _TAKEN_AFTER.search(tail) or _PATIENT.search(tail[:60]):
            taken.add(place)
        else:
            continue
        end = text[: found.end()].count(" ")
    if not taken and len(skipped) == width - 1:
        taken = set(range(width)) - skipped
    if len(taken) != 1 or taken & skipped:
        return None
    place = taken.pop()
    return (place, end) if place < width else None
