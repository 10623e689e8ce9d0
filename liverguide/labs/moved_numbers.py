"""Numbers that the words behind them give to another test: "platelets 98, actually that's the ALP"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from liverguide.labs.catalogue import catalogue
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER, Name
from liverguide.labs.observations import Observation

_REACH = 14  # tokens from a number to the test that it is given to
_MOVING = re.compile(
    r"^(?:[,.;:!?()-]|\n|\.\.\.|actually|sorry|oops|ups|whoops|wait|no|nope|oh|hmm|i|mean|scratch|that|correction|hang"
    r"|hold|on|my|bad|mistake|hm|ah|damn|and|but|typo|wrong|line|apologies|i'm|nein|perdon|pardon| )*?"
    r"(?:that's|thats|that was|that is|that 's|this is|this was|it's|its|it is|it was|that one is|that one's"
    r"|that number is|this one is|(?P<number>\d[\d.,]*) (?:is|was)) "
    r"(?:actually |really |for )?(?:the |my |his |her |our )?$"
)


def move_numbers(
    message: Message, names: list[Name], observations: list[Observation]
) -> tuple[list[Observation], dict[str, float]]:
    """The observations with each such number under its true test, and what the first tests lost."""
    if not observations:
        return observations, {}
    starts = [name.start for name in names]
    lost: dict[str, float] = {}
    result = list(observations)
    taken = {seen.name.start for seen in observations if seen.name is not None}
    for place, seen in enumerate(observations):
        if seen.test not in catalogue() or (
            place + 1 < len(observations) and observations[place + 1].value is seen.value
        ):
            continue
        owner = _new_owner(message, names, starts, seen)
        if owner is None or owner.start in taken:
            continue
        result[place] = replace(seen, test=owner.test, name=owner, uncertain=False)
        lost[seen.test] = seen.value.number.value
    kept = {seen.test for seen in result}
    return result, {test: number for test, number in lost.items() if test not in kept}


def _new_owner(message: Message, names: list[Name], starts: list[int], seen: Observation) -> Name | None:
    """The test that the words behind a value give it to; None where that test has a number of its own."""
    first = bisect_left(starts, seen.value.end)
    for name in names[first : first + 1]:
        if (
            name.start - seen.value.end > _REACH
            or name.test == seen.test
            or not (name.test in catalogue() or name.test == OTHER)
        ):
            return None
        said = _MOVING.search(" ".join(message.words(seen.value.end, name.start)) + " ")
        if said is None or (said["number"] and not _same_number(said["number"], seen)):
            return None
        at = name.end
        while message.folded(at) in (":", "=", "is", "was", "of", "at", "(", "/"):
            at += 1
        return None if at in message.number_start_set or at in message.name_start_set else name
    return None


def _same_number(text: str, seen: Observation) -> bool:
    return text.replace(",", ".").rstrip(".") == f"{seen.value.number.value:g}"
