"""Hours of the day: "please call after 5", "an appointment on the 14th at 9.30"."""

from __future__ import annotations

import re
from bisect import bisect_left

from liverguide.labs.message import Message
from liverguide.labs.time_words import is_weekday
from liverguide.labs.values import Value

_APPOINTMENT = frozenset(
    [
        *("call", "calls", "called", "calling", "ring", "phone", "phoned", "text", "texted", "reach", "reachable"),
        *("available", "appointment", "appt", "meet", "meeting", "drawn", "collected", "tomorrow", "tonight", "see"),
        *("anrufen", "llamar", "llame", "appeler", "awake", "arrive", "opens", "closes", "free", "busy", "booked"),
    ]
)
_DAY_PARTS = ("this morning", "this evening", "this afternoon", "in the morning", "in the evening", "in the afternoon")
_TIME_LEADS = frozenset(["after", "before", "at", "until", "till", "by", "from", "around", "past", "between", "about"])
_DOTTED = re.compile(r"(?:0?[6-9]|1\d|2[0-3])[.][0-5]\d")
_BOOKING = _APPOINTMENT | {
    "next",
    "seen",
    "come",
    "checked",
    "book",
    "slot",
    "test",
    "tests",
    "done",
    "monday",
    "today",
}
_NEAR = 10  # tokens


def is_clock_time(message: Message, value: Value) -> bool:
    """Whether the number is an hour of the day, unless a test is named in between."""
    at = value.number.start
    if value.unit is not None:
        return False
    lead = message.folded(at - 1)
    if lead in _TIME_LEADS and _DOTTED.fullmatch(message.tokens[at].text) and at - 1 not in message.name_end_set:
        return _booking_near(message, at)
    if not value.number.value.is_integer() or value.number.thousands or value.number.value > 24:
        return False
    if lead not in _TIME_LEADS and value.number.inequality is None:
        return False
    following = message.words(value.number.end, value.number.end + 3)
    if " ".join(following).startswith(_DAY_PARTS) and _number_between(message, at):
        return True
    if following[:1] in (["for"], ["on"]) and any(
        index in message.name_start_set for index in range(value.number.end + 1, value.number.end + 4)
    ):
        return False
    start = max(message.clauses[message.clause_at(at)][0], at - 8)
    commas = [index for index in range(start, at) if message.folded(index) == ","]
    start = commas[-1] if commas else start
    named = bisect_left(message.name_end_order, at + 1)
    if named:
        start = max(start, message.name_end_order[named - 1])
    if lead == "at" and is_weekday(message.folded(at - 2)):
        return True  # "on Monday at 10"
    return any(word in _APPOINTMENT for word in message.words(start, at))


def _booking_near(message: Message, at: int) -> bool:
    words = message.words(at - _NEAR, at + 5)
    ordinal = any(
        word in ("st", "nd", "rd", "th") and message.tokens[max(0, at - _NEAR) + place].glued
        for place, word in enumerate(words)
    )
    return ordinal or any(word in _BOOKING or is_weekday(word) for word in words)


def _number_between(message: Message, at: int) -> bool:
    """Whether the test named before token `at` has a number of its own already."""
    named = bisect_left(message.name_end_order, at + 1)
    end = message.name_end_order[named - 1] if named else 0
    place = bisect_left(message.number_starts, end)
    return place < len(message.number_starts) and message.number_starts[place] < at
