"""Numbers that moved from one test to another: the old owner loses them."""

from __future__ import annotations

from bisect import bisect_left

from liverguide.labs.catalogue import catalogue
from liverguide.labs.corrections import TakenBack
from liverguide.labs.message import Message
from liverguide.labs.names import Name
from liverguide.labs.observations import Observation


def move_withdrawn(
    message: Message, observations: list[Observation], back: TakenBack
) -> tuple[list[Observation], dict[str, float]]:
    """Numbers moved to another test: the old owner loses them."""
    withdrawn: dict[str, float] = {}
    left: dict[str, set[float]] = {}  # the numbers that each test keeps
    by_clause: dict[int, list[Observation]] = {}
    for seen in observations:
        left.setdefault(seen.test, set()).add(seen.value.number.value)
        by_clause.setdefault(message.clause_at(seen.value.start), []).append(seen)
    for name in back.names:
        if name.test not in catalogue():
            continue
        for seen in by_clause.get(message.clause_at(name.start), ()):
            number = seen.value.number.value
            if seen.test != name.test and number in left[seen.test]:
                withdrawn[name.test] = number
                left.get(name.test, set()).discard(number)
                break
    known = [name for name in message.names if name.test in catalogue()]
    starts = [name.start for name in known]
    for value in back.values:
        owner = _nearest(message, known, starts, value.start)
        if owner is not None:
            number = value.number.value
            withdrawn[owner.test] = number
            if left.get(owner.test, set()) - {number}:
                left[owner.test].discard(number)
    return [seen for seen in observations if seen.value.number.value in left[seen.test]], withdrawn


def _nearest(message: Message, names: list[Name], starts: list[int], at: int) -> Name | None:
    """The last name before a token, else the first behind it, within its clause."""
    place = bisect_left(starts, at)
    for name in (*names[max(0, place - 1) : place], *names[place : place + 1]):
        if message.clause_at(name.start) == message.clause_at(at):
            return name
    return None
