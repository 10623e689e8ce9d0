"""Numbers that are no lab values: ages, doses, weights, blood pressure, list numbering, limits, hypotheticals."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from liverguide.labs.catalogue import catalogue
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import BINDING, COUNTED, DOSE_WORDS, HYPOTHETICAL, LIMIT, NORMAL_QUESTION, NOT_COUNTED

_HYPOTHETICAL = re.compile(HYPOTHETICAL)
_LIMIT = re.compile(LIMIT)
_NORMAL_QUESTION = re.compile(NORMAL_QUESTION)
_CORRECTING = re.compile(
    r"\b(?:typed|wrote|written|said|put|entered|sorry|oops|correction|typo|meant|mistake|wrong|actually|instead)\b"
)
_BACK_TO_VALUES = frozenset(
    ["now", "today", "currently", "mine", "yours", "but", "my", "hers", "his", "whereas", "while"]
)
_LEADING_ZERO = re.compile(r"0\d+")  # the laboratory's own column, a part of a date, an identifier
_GENERAL = frozenset(
    [
        "trial",
        "study",
        "studies",
        "criteria",
        "inclusion",
        "patients",
        "people",
        "those",
        "required",
        "requires",
        "require",
        "qualify",
        "eligible",
    ]
)
_APPOINTMENT = frozenset(
    [
        *("call", "calls", "called", "calling", "ring", "phone", "phoned", "text", "texted", "reach", "reachable"),
        *("available", "appointment", "appt", "meet", "meeting", "drawn", "collected", "tomorrow", "tonight"),
        *(
            "anrufen",
            "llamar",
            "llame",
            "appeler",
            "awake",
            "arrive",
            "opens",
            "closes",
            "free",
            "busy",
        ),
    ]
)
_DAY_PARTS = ("this morning", "this evening", "this afternoon", "in the morning", "in the evening", "in the afternoon")
_TIME_LEADS = frozenset(["after", "before", "at", "until", "till", "by", "from", "around", "past", "between", "about"])
_CURRENCY = frozenset("$€£₹#№")


def _whole(value: Value) -> bool:
    return value.number.value.is_integer() and not value.number.thousands


def _mends(text: str) -> bool:
    """Whether a clause mends an earlier slip."""
    return _CORRECTING.search(text) is not None


class _Judge:
    def __init__(self, message: Message, values: list[Value], expecting: bool) -> None:
        self.message = message
        self.values = values
        self.expecting = expecting
        self.labels = frozenset(catalogue().labels)
        self.name_at = {name.start: name for name in message.names}
        self.name_ends = {name.end: name for name in message.names}
        self.numbering = self._numbering()
        self.value_starts = {value.number.start: value for value in values}
        self.limits = self._limits()

    def _numbering(self) -> set[int]:
        """Starts of numbers that number a list: "1. bilirubin 2.3 2. INR 1.5"."""
        found: set[int] = set()
        expected: int | None = None
        for value in self.values:
            at, end = value.number.start, value.number.end
            before = self.message.tokens[at - 1] if at else None
            sign = self.message.tokens[end] if end < len(self.message.tokens) else None
            after = self.message.tokens[end + 1] if end + 1 < len(self.message.tokens) else None
            pointed = (
                sign is not None
                and sign.glued
                and sign.text in (".", ")")
                and _whole(value)
                and value.number.value < 40
                and value.number.end == at + 1
            )
            lettered = after is not None and (after.kind == "word" or after.text == "(")
            line_start = (
                before is None
                or before.kind == "newline"
                or (before.text in ("(", "-", "*") and (at < 2 or self.message.tokens[at - 2].kind == "newline"))
            )
            bracket_open = before is not None and before.text == "("
            if (
                pointed
                and lettered
                and line_start
                and (
                    after is None
                    or after.glued is False
                    or after.text == "("
                    or (sign is not None and sign.text == ")")
                )
            ):
                found.add(at)
                expected = int(value.number.value) + 1
            elif (
                pointed
                and lettered
                and expected is not None
                and int(value.number.value) == expected
                and not self._name_touches(at)
            ):
                found.add(at)
                expected += 1
            elif (
                pointed
                and lettered
                and bracket_open is False
                and before is not None
                and before.text == ":"
                and value.number.value == 1
                and sign is not None
            ):
                if not self._name_touches(at - 1):
                    found.add(at)
                    expected = 2
            elif (
                pointed
                and sign is not None
                and sign.text == ")"
                and lettered
                and value.number.value == 1
                and not self._name_touches(at)
                and not bracket_open
            ):
                found.add(at)
                expected = 2
        return found

    def _name_touches(self, at: int) -> bool:
        """Whether a test's name, or its colon, stands right before token `at`."""
        while at > 0 and self.message.folded(at - 1) in (":", "=", "-", "is", "was", "of", "at"):
            at -= 1
        return at in self.name_ends

    def _limits(self) -> dict[int, list[tuple[int, int]]]:
        """Clause -> the stretches whose numbers are limits, wishes or suppositions."""
        limits: dict[int, list[tuple[int, int]]] = {}
        for clause, ((start, end), text) in enumerate(
            zip(self.message.clauses, self.message.clause_texts, strict=True)
        ):
            if supposed := _HYPOTHETICAL.search(text):
                limits.setdefault(clause, []).append((start + text[: supposed.start()].count(" "), end))
            for pattern in (_LIMIT, _NORMAL_QUESTION):
                for found in pattern.finditer(text):
                    if found[0] == "should be" and _mends(text):
                        continue  # "I typed 1.9 but it should be 1.7"
                    at = start + text[: found.start()].count(" ")
                    limits.setdefault(clause, []).append((at, self._limit_end(at, end)))
        return limits

    def _limit_end(self, at: int, end: int) -> int:
        """A limit reaches over its own numbers, not over the next test or "mine is 1.6"."""
        numbers = 0
        apart = False
        numbered = {number.start for number in self.message.numbers if at <= number.start < end}
        for index in range(at, end):
            if index in numbered:
                numbers += 1
            elif self.message.folded(index) in (",", ")", "and") and not numbers:
                apart = True
            elif (apart and index in self.name_at) or (
                numbers and (index in self.name_at or self.message.folded(index) in _BACK_TO_VALUES)
            ):
                return index
        return end

    def verdict(self, value: Value) -> bool:
        """Whether the value is excluded."""
        message, number = self.message, value.number
        at, end = number.start, number.end
        if at in self.numbering or _LEADING_ZERO.fullmatch(message.tokens[at].text):
            return True
        before = message.folded(at - 1)
        before_token = message.tokens[at - 1] if at else None
        after_token = message.tokens[end] if end < len(message.tokens) else None
        after = after_token.folded if after_token else ""
        if before in _CURRENCY or after in ("$", "€", "£", "°"):
            return True
        if (
            _whole(value)
            and (
                before in self.labels
                or (before == "." and message.folded(at - 2) == "no")
                or (before in ("no", "nr") and not self.expecting and at >= 1 and message.folded(at - 2) in self.labels)
            )
            and message.folded(at - 2) not in ("this", "last", "per", "next", "a")
        ):
            return True
        if (
            before_token is not None
            and before_token.kind == "word"
            and message.tokens[at].glued
            and number.start == at
            and message.tokens[at].kind == "number"
        ) and (
            at not in self.name_ends
            and before not in BINDING
            and before not in ("h", "l", "x")
            and at - 1 not in self._unit_tokens
        ):
            return True
        if (
            before == "by"
            and at >= 2
            and message.folded(at - 2)
            in (
                "rose",
                "risen",
                "fell",
                "fallen",
                "dropped",
                "increased",
                "decreased",
                "went",
                "up",
                "down",
                "jumped",
                "improved",
                "gone",
                "climbed",
                "worse",
            )
        ):
            return True
        if (
            before in ("increased", "rose", "up", "down", "dropped", "fell")
            and message.folded(end) in ("to", "from")
            and message.folded(at - 2) != "went"
            and end in self._number_follows
        ):
            return True
        if self._clock_time(value) or self._counts(value):
            return True
        if self._slash_of_life(value):
            return True
        if value.dose and self._is_dose(value):
            return True
        clause = message.clause_at(at)
        if any(start <= at < stop for start, stop in self.limits.get(clause, ())):
            return True
        return bool(
            number.inequality is not None
            and (
                self._asks(clause)
                or (message.folded(number.start) not in ("<", ">") and after in ("is", "are", "means", "counts"))
            )
        )

    def _clock_time(self, value: Value) -> bool:
        """ "please call after 5", "an appointment at 9": an hour of the day, unless a test is named in between."""
        message, at = self.message, value.number.start
        if not _whole(value) or value.number.value > 24 or value.unit is not None:
            return False
        if message.folded(at - 1) not in _TIME_LEADS and value.number.inequality is None:
            return False
        following = message.words(value.number.end, value.number.end + 3)
        if " ".join(following).startswith(_DAY_PARTS) and self._number_between(at):
            return True
        if following[:1] in (["for"], ["on"]) and any(
            value.number.end < name.start <= value.number.end + 3 for name in message.names
        ):
            return False
        start = max(message.clauses[message.clause_at(at)][0], at - 8)
        commas = [index for index in range(start, at) if message.folded(index) == ","]
        start = commas[-1] if commas else start
        named = bisect_left(self.message.name_end_order, at + 1)
        if named:
            start = max(start, self.message.name_end_order[named - 1])
        return any(word in _APPOINTMENT for word in message.words(start, at))

    def _number_between(self, at: int) -> bool:
        """Whether the test named before token `at` has a number of its own already."""
        named = bisect_left(self.message.name_end_order, at + 1)
        end = self.message.name_end_order[named - 1] if named else 0
        return any(end <= number.start < at for number in self.message.numbers)

    @cached_property
    def _unit_tokens(self) -> set[int]:
        return {index for start, (end, _) in self.message.units.items() for index in range(start, end)}

    @cached_property
    def _number_follows(self) -> set[int]:
        """Ends of numbers behind which "to" or "from" and another number stand."""
        return {value.number.end for value in self.values if value.number.end + 1 in self.value_starts}

    def _asks(self, clause: int) -> bool:
        start, end = self.message.clauses[clause]
        words = set(self.message.words(start, end))
        if words & _GENERAL:
            return True
        if self.message.folded(start) == "should":
            return True
        if "my" in words or "mine" in words or len(words) < 6:
            return False
        return self.message.folded(end - 1) == "?" or self.message.folded(start) in (
            "is",
            "does",
            "do",
            "if",
            "are",
            "when",
            "should",
            "can",
        )

    def _counts(self, value: Value) -> bool:
        message = self.message
        end = value.number.end
        at = end
        if (
            message.folded(at) == "-"
            and at + 1 < len(message.tokens)
            and message.tokens[at + 1].glued
            and message.tokens[at].glued
        ):
            at += 1
        if at >= len(message.tokens):
            return False
        token = message.tokens[at]
        if token.kind != "word":
            if token.text == "%" and value.unit == "%":
                return False
            return False
        if (
            value.number.end in message.units
            and message.units[end][1] not in ("g", "mg")
            and token.folded not in ("c", "m", "h")
        ):
            return self._units_of_blood(end)
        word = token.folded
        if word in COUNTED:
            if (
                word
                in (
                    "y",
                    "c",
                    "f",
                    "m",
                    "h",
                    "l",
                    "d",
                    "w",
                    "x",
                    "min",
                    "mo",
                    "st",
                    "nd",
                    "rd",
                    "th",
                    "mil",
                    "am",
                    "bar",
                    "mal",
                    "mol",
                    "in",
                )
                and not token.glued
                and word not in ("min", "mo", "x")
            ):
                return False
            if word in ("h", "l", "d") and token.text.isupper():
                return False  # a flag
            if word == "test" or (word in ("labs", "results", "tests", "values") and not _whole(value)):
                return False
            if word == "x":
                return (token.glued and message.folded(at + 1) != "10") or message.folded(at + 1) in (
                    "a",
                    "per",
                    "/",
                    "daily",
                    "weekly",
                )
            return word not in ("other", "more", "points") or _whole(value)
        if (
            word in ("of",)
            and _whole(value)
            and message.folded(at + 1)
            in ("the", "my", "his", "her", "our", "your", "us", "them", "these", "those", "five", "5", "3", "4", "6")
        ):
            return True
        plural = len(word) >= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
        if plural and word not in NOT_COUNTED and word not in BINDING and _whole(value) and at not in self.name_at:
            return True
        if (
            at in self.name_at
            and _whole(value)
            and message.folded(self.name_at[at].end)
            in ("tests", "checks", "transfusions", "infusions", "measurements", "results", "readings", "draws")
        ):
            return True
        if at in self.name_at and self.name_at[at].test == OTHER and word in ("meld", "score", "child"):
            return False
        return False

    def _units_of_blood(self, end: int) -> bool:
        return self.message.folded(end) in ("units", "unit", "u") and self.message.folded(end + 1) in (
            "of",
            "transfused",
            "blood",
            "insulin",
            "platelet",
            "platelets",
            "packed",
            "prbc",
            "ffp",
            "plasma",
            "daily",
        )

    def _is_dose(self, value: Value) -> bool:
        message = self.message
        around = message.words(value.start - 4, value.end + 4)
        return any(word in DOSE_WORDS for word in around) or (value.unit == "g" and value.number.value > 7)

    def _slash_of_life(self, value: Value) -> bool:
        """ "120/80" and "12/5": blood pressure and dates, unless two tests stand before ("AST/ALT 120/80")."""
        number = value.number
        for first, second in self._slash_pairs_at.get(number.start, ()):
            if number.start not in (first.number.start, second.number.start):
                continue
            if self._pair_of_names(first.number.start) or self._pair_of_names_after(second.end):
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
    def _slash_pairs(self) -> list[tuple[Value, Value]]:
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
    def _slash_pairs_at(self) -> dict[int, list[tuple[Value, Value]]]:
        pairs: dict[int, list[tuple[Value, Value]]] = {}
        for first, second in self._slash_pairs:
            for value in (first, second):
                pairs.setdefault(value.number.start, []).append((first, second))
        return pairs

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


def without_excluded(message: Message, values: list[Value], expecting: bool) -> list[Value]:
    """The values that may be lab values."""
    judge = _Judge(message, values, expecting)
    return [value for value in values if not judge.verdict(value)]
