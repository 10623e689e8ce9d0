"""Two numbers with a stroke between: blood pressure and dates, unless two tests stand before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from liverguide.labs.message import Message
from liverguide.labs.time_words import tells_time
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import BINDING

_ONWARDS = frozenset(["->", "→", "to", "then"])
_REACH = 14  # tokens between two pairs


class SlashedPairs:
    """The pairs of numbers that a stroke joins."""

    def __init__(self, message: Message, values: list[Value]) -> None:
        self.message = message
        self.values = values

    def no_value(self, value: Value) -> bool:
        """ "120/80" and "12/5": blood pressure and dates, unless two tests stand before ("AST/ALT 120/80")."""
        number = value.number
        for first, second in self._pairs_at.get(number.start, ()):
            if number.start not in (first.number.start, second.number.start):
                continue
            if (
                self._pair_of_names(first.number.start)
                or self._goes_on(first.number.start)
                or self._pair_of_names_after(second.end)
            ):
                return False
            a, b = first.number.value, second.number.value
            if not (a.is_integer() and b.is_integer()):
                return False
            if first.unit or (second.unit and second.unit != "kPa"):
                return False
            if second.number.inequality:
                return False
            date = (1 <= a <= 31 and 1 <= b <= 12) or (1 <= a <= 12 and 1 <= b <= 31)
            pressure = 70 <= a <= 250 and 40 <= b <= 150 and a > b
            of_ten = b in (5, 10) and a <= b
            return date or pressure or of_ten
        return False

    @cached_property
    def _pairs(self) -> list[tuple[Value, Value]]:
        pairs = []
        for first, second in zip(self.values, self.values[1:], strict=False):
            if (
                second.number.start == first.number.end + 1
                and self.message.folded(first.number.end) == "/"
                and self.message.tokens[second.number.start].glued
            ):
                pairs.append((first, second))
        return pairs

    @cached_property
    def _pairs_at(self) -> dict[int, list[tuple[Value, Value]]]:
        pairs: dict[int, list[tuple[Value, Value]]] = {}
        for first, second in self._pairs:
            for value in (first, second):
                pairs.setdefault(value.number.start, []).append((first, second))
        return pairs

    def _goes_on(self, at: int) -> bool:
        """Whether a pair of the same tests stands shortly before: "AST/ALT 88/61 in May, now 70/55"."""
        if not tells_time(self.message.folded(at - 1)) and self.message.folded(at - 1) not in _ONWARDS:
            return False
        before = [first for first, _ in self._pairs if at - _REACH <= first.number.start < at]
        return (
            bool(before)
            and self._pair_of_names(before[-1].number.start)
            and not any(before[-1].number.start < name < at for name in self.message.name_starts)
        )

    def _pair_of_names(self, at: int) -> bool:
        """Whether at least two names stand before token `at` with nothing but separators between them."""
        last = bisect_right(self.message.name_end_order, at)
        names = [name for name in self.message.names[max(0, last - 2) : last] if name.start >= at - 14]
        if len(names) < 2 or names[-1].test == names[-2].test:
            return False
        gap = self.message.words(names[-2].end, names[-1].start)
        trailing = self.message.words(names[-1].end, at)
        return (
            len(gap) <= 3
            and all(word in ("/", "and", "&", ",", "-", "\\", "(", "+", "my", ":") for word in gap)
            and all(word in BINDING or not word.isalpha() for word in trailing)
        )

    def _pair_of_names_after(self, end: int) -> bool:
        first = bisect_left(self.message.name_starts, end)
        names = self.message.names[first : first + 2]
        if len(names) < 2:
            return False
        gap = self.message.words(names[0].end, names[1].start)
        leading = self.message.words(end, names[0].start)
        return (
            len(gap) <= 2
            and all(word in ("/", "and", "&", ",") for word in gap)
            and all(word in BINDING for word in leading)
        )
