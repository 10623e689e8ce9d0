"""Older values in brackets, where the message tells it only once: "INR 2.1 (1.4 three weeks ago), plt 66 (71)"."""

from __future__ import annotations

import itertools
from dataclasses import replace

from liverguide.labs.age import Age, newest
from liverguide.labs.chronology import ages
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER
from liverguide.labs.observations import Observation

_REACH = 4  # tokens from a value to the one in the bracket: "1.4 (was 1.1"


def date_bracketed(message: Message, observations: list[Observation]) -> list[Observation]:
    """The observations with the numbers in brackets said to be old, where the words of one bracket say so and the
    others have the same form.
    """
    if "(" not in message.vocabulary:
        return observations
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(observations)
        if first.test == second.test != OTHER and first.age is None and second.age is None
        if message.folded(first.value.end) == "(" and second.value.start - first.value.end <= _REACH
    ]
    if len(pairs) < 2:
        return observations
    told = [_told(message, first, second) for first, second in pairs]
    orders = {order for order in told if order is not None}
    if orders != {"old"}:
        return observations
    silent = {id(second) for (_, second), order in zip(pairs, told, strict=True) if order is None}
    return [replace(seen, age=Age(old=True)) if id(seen) in silent else seen for seen in observations]


def _told(message: Message, first: Observation, second: Observation) -> str | None:
    """Which of the two the bracket's words say is older: "old" the one in the bracket, "new" the one before."""
    said = ages(message, [(first.value.start, first.value.end), (second.value.start, second.value.end)])
    place = newest(said)
    return None if place is None else "old" if place == 0 else "new"
