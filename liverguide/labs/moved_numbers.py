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
    r"|that number is|this one is|(?:that|this|it) (?:belongs to|goes (?:to|with))"
    r"|(?:the |that |this )?(?P<number>\d[\d.,]*) (?:is|was|belongs to|goes (?:to|with))) "
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
    given: set[int] = set()
    result = list(observations)
    taken = {seen.name.start for seen in observations if seen.name is not None}
    for place, seen in enumerate(observations):
        if seen.test not in catalogue() or (
            place + 1 < len(observations) and observations[place + 1].value is seen.value
        ):
            continue
        owner = _new_owner(message, names, starts, seen)
        if owner is None:
            continue
        if owner.start in taken:
            if _told_again(observations, owner, seen):
                given.add(id(seen))
                lost[seen.test] = seen.value.number.value
            continue
        result[place] = replace(seen, test=owner.test, name=owner, uncertain=False)
        lost[seen.test] = seen.value.number.value
    result = [seen for seen in result if id(seen) not in given]
    kept = {seen.test for seen in result}
    return result, {test: number for test, number in lost.items() if test not in kept}


def _told_again(observations: list[Observation], owner: Name, seen: Observation) -> bool:
    """ "Bilirubin 2.2, wait, the 2.2 belongs to INR": the same number, said once more for its true test."""
    return any(
        other.name is not None
        and other.name.start == owner.start
        and other.value is not seen.value
        and other.value.number.value == seen.value.number.value
        and other.value.start < owner.start
        for other in observations
    )


def _new_owner(message: Message, names: list[Name], starts: list[int], seen: Observation) -> Name | None:
    """The test that the words behind a value give it to; None where that test has a number of its own."""
    end = max(seen.value.end, seen.name.end if seen.name is not None else 0)  # "4.1 for albumin but that's potassium"
    first = bisect_left(starts, end)
    for name in names[first : first + 1]:
        if name.start - end > _REACH or name.test == seen.test or not (name.test in catalogue() or name.test == OTHER):
            return None
        if (
            seen.test in catalogue()
            and catalogue()[seen.test].at_most == name.test
            and _whole_named_only(message, seen, name)
        ):
            return None  # "total/direct 3.9/2.2, that's bilirubin in mg/dl"
        said = _MOVING.search(" ".join(message.words(end, name.start)) + " ")
        if said is None or (said["number"] and not _same_number(said["number"], seen)):
            return None
        at = name.end
        while message.folded(at) in (":", "=", "is", "was", "of", "at", "(", "/"):
            at += 1
        return None if at in message.number_start_set or at in message.name_start_set else name
    return None


def _whole_named_only(message: Message, seen: Observation, name: Name) -> bool:
    """Whether a part was told by a short word alone and the name behind tells of what it is a part."""
    root = message.folded(name.start)[:4]
    own = message.words(seen.name.start, seen.name.end) if seen.name is not None else []
    return len(root) > 3 and not any(word.startswith(root) for word in own)


def _same_number(text: str, seen: Observation) -> bool:
    return text.replace(",", ".").rstrip(".") == f"{seen.value.number.value:g}"
