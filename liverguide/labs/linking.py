"""Which number belongs to which test: the cheapest way to bind names and values in their order.

A message is read as a row of names and values. Each way of grouping them (a name and its value, a value and its
name, lists of names with lists of values, names and numbers left alone) has a cost made of what stands between.
The cheapest grouping wins; a number that a nearly as cheap grouping would give to another test is uncertain.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

from liverguide.labs.catalogue import catalogue
from liverguide.labs.gaps import (
    compares,
    cost_name_first,
    cost_of_series,
    cost_value_first,
    pairs_values,
    read_gap,
    same_list,
    says_when,
)
from liverguide.labs.likeness import alike
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER
from liverguide.labs.values import Value

_LONE_NAME, _LONE_OTHER, _LONE_VALUE = 1.0, 0.4, 5.0
_SURE = 3.6
_MARGIN = 0.45
_GIVEN = frozenset(["for", "with", "if", "from", "given", "using", "based", "when", "and", "please"])
_GIVEN_COST = 3.0
_TORN_LIST = 3.3
_LOOSE_DOSE = 3.0
_YOUNGEST = 16  # an age behind a value is no second value
_LONGEST_LIST = 10
_LONGEST_SERIES = 6


@dataclass
class Item:
    """A name or a value at its place in the message."""

    start: int
    end: int
    test: str | None = None
    value: Value | None = None
    closed: bool = False
    """The person said that they do not have this test's value."""


@dataclass(frozen=True)
class Link:
    """A value bound to a test. `sure` is False where another reading is nearly as good."""

    test: str
    value: Value
    name: Item
    cost: float
    sure: bool
    listed: bool = False


class _Group(NamedTuple):
    end: int
    cost: float
    pairs: tuple[tuple[int, int, float, bool], ...]  # (name index, value index, cost, listed)


class _Linker:
    def __init__(self, message: Message, items: list[Item]) -> None:
        self.message = message
        self.items = items
        self.gaps = [read_gap(message, left.end, right.start) for left, right in itertools.pairwise(items)]
        self.names = [item.value is None for item in items]
        self.lists = [same_list(gap) for gap in self.gaps]
        self.runs = self._runs()
        """How many names, or values, stand in one list from each item on."""

    def _runs(self) -> list[int]:
        runs = [1] * len(self.items)
        for index in range(len(self.items) - 2, -1, -1):
            joined = self.lists[index] or (not self.names[index] and self.gaps[index].transition)
            if joined and self.names[index] == self.names[index + 1]:
                runs[index] = runs[index + 1] + 1
        return runs

    def is_name(self, index: int) -> bool:
        return self.names[index]

    def alone(self, index: int) -> float:
        item = self.items[index]
        if item.value is None:
            return 0.1 if item.closed else _LONE_OTHER if item.test == OTHER else _LONE_NAME
        return 0.8 if item.value.dose or item.value.number.in_words else _LONE_VALUE

    def groups(self, start: int) -> list[_Group]:
        found = [_Group(start + 1, self.alone(start), ())]
        if self.is_name(start):
            self._name_first(start, found)
        else:
            self._value_first(start, found)
        return found

    def _bind_cost(self, name: int, value: int, cost: float) -> float:
        item, number = self.items[name], self.items[value].value
        assert number is not None
        if item.closed:
            return 99.0
        if number.number.in_words and cost > 0.3:
            return 99.0
        if number.dose and cost > (_LOOSE_DOSE if self._loosely_measured(name, value) else 1.0):
            return 99.0
        return cost

    def _loosely_measured(self, name: int, value: int) -> bool:
        """ "My bilirubin tripled since spring to 3.3 mg": the test's own sloppy unit, and no strange word before it."""
        test, number = self.items[name].test, self.items[value].value
        if test not in catalogue() or number is None or test is None or value <= name:
            return False
        return number.unit in catalogue()[test].loose_units and not self.gaps[value - 1].strange_end

    def _name_first(self, start: int, found: list[_Group]) -> None:
        count = len(self.items)
        if start + 1 < count and not self.is_name(start + 1):
            cost = self._bind_cost(start, start + 1, cost_name_first(self.gaps[start]))
            if self.items[start].test == OTHER and self.gaps[start].words[:1] and self.gaps[start].words[0] in _GIVEN:
                cost += _GIVEN_COST  # "the MELD for 3.2 bilirubin, 1.8 INR"
            pairs = [(start, start + 1, cost, False)]
            total = cost
            found.append(_Group(start + 2, total, tuple(pairs)))
            self._extend(start, start + 2, total, pairs, found)
        self._names_in_list(start, found)

    def _names_in_list(self, start: int, found: list[_Group]) -> None:
        """A list of names before as many values: "bilirubin, INR, creatinine: 2.2, 1.8, 1.4"."""
        width = self.runs[start]
        if width == 1 and start + 1 < len(self.items) and self.names[start + 1] and compares(self.gaps[start]):
            width += self.runs[start + 1]
        names = start + width
        if not 1 < width <= _LONGEST_LIST or names + width > len(self.items):
            return
        if any(self.names[names : names + width]):
            return
        if not all(pairs_values(self.gaps[index]) for index in range(names, names + width - 1)):
            return
        cost = 0.6 + self._bind_cost(names - 1, names, cost_name_first(self.gaps[names - 1]))
        if start and self.names[start - 1] and self.lists[start - 1]:
            cost += _TORN_LIST  # "bilirubin, INR and creatinine were 2.2 and 1.4"
        if self.gaps[names - 2].newlines and not self.gaps[names - 1].newlines:
            return  # the values stand on the line of the last name alone
        if any(self.items[index].closed for index in range(start, names)):
            return
        pairs = tuple((start + offset, names + offset, cost, True) for offset in range(width))
        found.append(_Group(names + width, cost, pairs))

    def _extend(
        self, name: int, value: int, total: float, pairs: list[tuple[int, int, float, bool]], found: list[_Group]
    ) -> None:
        """Further values of the same test."""
        pairs = list(pairs)
        while value < len(self.items) and not self.is_name(value) and len(pairs) < _LONGEST_SERIES:
            gap = self.gaps[value - 1]
            cost = cost_of_series(gap)
            moves = gap.transition and (says_when(gap) or bool({"or", "to", "->", "→"} & set(gap.words)))
            if cost is None or not (moves or self._alike(name, pairs[0][1], value)):
                return  # "INR 1.2, 54": an age, no second INR
            total += cost
            pairs.append((name, value, cost, False))
            value += 1
            found.append(_Group(value, total, tuple(pairs)))

    def _alike(self, name: int, first: int, value: int) -> bool:
        test = self.items[name].test
        known, number = self.items[first].value, self.items[value].value
        if test is None or test not in catalogue() or known is None or number is None or number.unit is not None:
            return True
        whole = number.number.value.is_integer() and number.number.value >= _YOUNGEST
        torn = known.number.value.is_integer() and self.gaps[value - 1].empty  # "creatinine 1 45"
        if not whole or torn or number.number.malformed or number.bare_range:
            return True
        return alike(catalogue()[test], known, number)

    def _value_first(self, start: int, found: list[_Group]) -> None:
        count = len(self.items)
        if start + 1 < count and self.is_name(start + 1):
            cost = self._bind_cost(start + 1, start, cost_value_first(self.gaps[start]))
            pairs = [(start + 1, start, cost, False)]
            found.append(_Group(start + 2, cost, tuple(pairs)))
            if start + 2 < count and not self.is_name(start + 2):
                series = cost_of_series(self.gaps[start + 1])
                if series is not None and self.gaps[start + 1].transition:
                    self._extend(start + 1, start + 2, cost + 0.3, pairs, found)
        self._values_in_list(start, found)

    def _values_in_list(self, start: int, found: list[_Group]) -> None:
        """Values before their name or before as many names: "2.2 and 1.8 for bilirubin and INR"."""
        width = self.runs[start]
        values = start + width
        if not 1 < width <= _LONGEST_LIST or values >= len(self.items) or not self.names[values]:
            return
        cost = self._bind_cost(values, start, cost_value_first(self.gaps[values - 1]))
        if width == 2 and self.gaps[start].transition:
            pairs = ((values, start, 0.4 + cost, False), (values, start + 1, 0.4 + cost, False))
            found.append(_Group(values + 1, 0.4 + cost, pairs))
        if values + width > len(self.items) or not all(self.names[values : values + width]):
            return
        if all(self.lists[values : values + width - 1]):
            listed = tuple((values + offset, start + offset, 1.0 + cost, True) for offset in range(width))
            found.append(_Group(values + width, 1.0 + cost, listed))

    def solve(self) -> list[Link]:
        count = len(self.items)
        groups = [self.groups(index) for index in range(count)]
        rest = [0.0] * (count + 1)
        for index in range(count - 1, -1, -1):
            rest[index] = min(group.cost + rest[group.end] for group in groups[index])
        upto = [float("inf")] * (count + 1)
        upto[0] = 0.0
        for index in range(count):
            for group in groups[index]:
                upto[group.end] = min(upto[group.end], upto[index] + group.cost)
        # The cheapest whole reading that gives value v to test t, to see how near the runner-up is.
        reading: dict[int, dict[str, float]] = {}
        for index in range(count):
            for group in groups[index]:
                through = upto[index] + group.cost + rest[group.end]
                for name, value, cost, _ in group.pairs:
                    if cost >= 50:
                        continue
                    tests = reading.setdefault(value, {})
                    test = self.items[name].test or OTHER
                    tests[test] = min(tests.get(test, float("inf")), through)
        links: list[Link] = []
        index = 0
        while index < count:
            group = min(groups[index], key=lambda option: option.cost + rest[option.end])
            for name, value, cost, listed in group.pairs:
                item = self.items[name]
                number = self.items[value].value
                assert number is not None
                assert item.test is not None
                rivals = [total for test, total in reading.get(value, {}).items() if test != item.test]
                near = bool(rivals) and min(rivals) - rest[0] < _MARGIN
                if cost < 50:
                    links.append(Link(item.test, number, item, cost, cost <= _SURE and not near, listed))
            index = group.end
        return links


def link(message: Message, items: list[Item]) -> list[Link]:
    """Bind the values of a message to its tests. Items must be in order of their place."""
    return _Linker(message, items).solve() if items else []
