"""Sets of values told twice in one order, named only once: "AST 1240 ALT 2015 on admission, today 310 and 640"."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from liverguide.labs.catalogue import catalogue
from liverguide.labs.chronology import ages
from liverguide.labs.likeness import alike
from liverguide.labs.message import Message
from liverguide.labs.names import Name
from liverguide.labs.observations import Observation
from liverguide.labs.values import Value

_LISTING = frozenset([",", "and", "&", "/", "y", "e", "et", "und", "|", "-", "respectively"])
_LONGEST_SIGN = 2  # tokens: ", and"
_FEWEST, _MOST = 2, 6
_REACH = 12  # tokens between the sets


def read_second_sets(
    message: Message, names: Sequence[Name], values: Sequence[Value], observations: list[Observation]
) -> list[Observation]:
    """The observations with each number of a second set bound to the test at its place in the first one.

    Without this, the last test would own the whole second set and the others would keep values that are told to be old.
    """
    if len(values) < 2 * _FEWEST or len(observations) < _FEWEST:
        return observations
    owner = {id(seen.value): seen for seen in observations}
    ordered = sorted(values, key=lambda value: value.start)
    for at in range(_FEWEST, len(ordered) - 1):
        if ordered[at + 1].start - ordered[at].end > _LONGEST_SIGN:
            continue
        second = _list_from(message, ordered, at)
        if not _FEWEST <= len(second) <= _MOST or at < len(second):
            continue
        first = [owner.get(id(value)) for value in ordered[at - len(second) : at]]
        named = [seen for seen in first if seen is not None and _owns(seen)]
        if len(named) == len(second) and len(_list_from(message, ordered, at - len(second))) == len(second):
            named = _listed(message, names, named)
        if len(named) != len(second) or not _follows(message, named, second, owner):
            continue
        old, new = ages(message, [(named[-1].value.start, named[-1].value.end), (second[0].start, second[0].end)])
        if old.plain and new.plain:
            continue
        moved = {id(value) for value in second}
        moved |= {id(seen.value) for seen in named}
        kept = [seen for seen in observations if id(seen.value) not in moved]
        kept += [replace(seen, age=old) for seen in named]
        kept += [
            replace(seen, value=value, age=new, uncertain=False) for seen, value in zip(named, second, strict=True)
        ]
        return sorted(kept, key=lambda seen: seen.value.start)
    return observations


def _list_from(message: Message, values: Sequence[Value], at: int) -> list[Value]:
    """The values from one on that stand in a list without anything else between them."""
    found = [values[at]]
    for value in values[at + 1 :]:
        between = message.words(found[-1].end, value.start)
        if not between or any(word not in _LISTING for word in between):
            break
        found.append(value)
    return found


def _listed(message: Message, names: Sequence[Name], found: list[Observation]) -> list[Observation]:
    """The values of one test as those of a list of tests that stands before them: "AST and ALT 88 and 61 in May"."""
    owners = {seen.name.start for seen in found if seen.name is not None}
    last = next((place for place, name in enumerate(names) if name.start in owners), -1)
    row = names[max(0, last + 1 - len(found)) : last + 1]
    joined = all(
        all(word in _LISTING for word in message.words(left.end, right.start))
        for left, right in itertools.pairwise(row)
    )
    if len(owners) != 1 or len(row) != len(found) or not joined or any(name.test not in catalogue() for name in row):
        return found
    return [replace(seen, test=name.test, name=name, uncertain=False) for seen, name in zip(found, row, strict=True)]


def _owns(seen: Observation) -> bool:
    return seen.name is not None and seen.test in catalogue() and seen.age is None and not seen.value.bare_range


def _follows(
    message: Message, named: Sequence[Observation], second: Sequence[Value], owner: dict[int, Observation]
) -> bool:
    """Whether the second set goes on about the tests of the first one."""
    if len({seen.test for seen in named}) < len(named):
        return False
    start, end = named[-1].value.end, second[0].start
    names = message.name_starts
    if all(word in _LISTING for word in message.words(start, end)):
        return False
    if end - start > _REACH or bisect_left(names, second[-1].end) != bisect_left(names, start):
        return False
    last = named[-1].name
    if last is None or any(
        (seen := owner.get(id(value))) is not None and (seen.name is None or seen.name.start != last.start)
        for value in second
    ):
        return False
    return all(alike(catalogue()[seen.test], seen.value, value) for seen, value in zip(named, second, strict=True))
