"""Corrections that name no test: "Na 129 creat 1.3. Edit: 139" mends the sodium, not the creatinine named last."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.distance import DamerauLevenshtein

from liverguide.labs.catalogue import catalogue
from liverguide.labs.corrections import may_supersede, supersedes
from liverguide.labs.likeness import alike, unit_of
from liverguide.labs.message import Message
from liverguide.labs.observations import Observation
from liverguide.labs.reference_ranges import any_between

_SLIP = 1  # edits between a number and its mistyped form


def give_corrections_to_their_tests(message: Message, observations: list[Observation]) -> list[Observation]:
    """The observations with each nameless correction given to the test it fits; doubted where it may fit several."""
    if len(observations) < 3 or not may_supersede(message):
        return observations
    result = list(observations)
    latest: dict[str, Observation] = {}  # of each test, before the place looked at
    for place, seen in enumerate(observations):
        before = observations[place - 1] if place else None
        if before is not None and before.test in catalogue():
            latest[before.test] = before
        if before is None or before.test != seen.test or seen.test not in catalogue():
            continue
        if not _nameless(message, before, seen):
            continue
        firsts = {test: other for test, other in latest.items() if test != seen.test}
        fits = [test for test, first in firsts.items() if alike(catalogue()[test], first.value, seen.value)]
        if not alike(catalogue()[seen.test], before.value, seen.value):
            if unit_of(catalogue()[seen.test], seen.value) is not None:
                continue
            if len(fits) == 1:
                result[place] = replace(seen, test=fits[0], name=firsts[fits[0]].name)
            else:
                result[place] = replace(seen, doubted=True)
                result[place - 1] = replace(before, doubted=True)
            continue
        nearer = [test for test in fits if _slip(firsts[test], seen)]
        if nearer and not _slip(before, seen):
            result = [replace(other, doubted=True) if other.test in (seen.test, *nearer) else other for other in result]
    return result


def _nameless(message: Message, before: Observation, seen: Observation) -> bool:
    """Whether words of correction and no name lead to a value, and none follows it."""
    start, end = before.value.end, seen.value.start
    if any_between(message.name_starts, start, end) or not supersedes(message.words(start, end)):
        return False
    behind = message.words(seen.value.end, seen.value.end + 1)
    stop = seen.value.end + (4 if behind and behind[0] in ("for", "is", "was", "on", "as", "of") else 1)
    return not any_between(message.name_starts, seen.value.end, stop)


def _slip(first: Observation, second: Observation) -> bool:
    written, mended = f"{first.value.number.value:g}", f"{second.value.number.value:g}"
    return DamerauLevenshtein.distance(written, mended) <= _SLIP or written.replace(".", "") == mended.replace(".", "")
