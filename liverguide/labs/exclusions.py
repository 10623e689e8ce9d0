"""Numbers that are no lab values: ages, doses, weights, blood pressure, list numbering, limits, hypotheticals."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from liverguide.labs.catalogue import catalogue
from liverguide.labs.clock_times import is_clock_time
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER
from liverguide.labs.prices import is_price
from liverguide.labs.subjects import relation
from liverguide.labs.time_words import is_year
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import BINDING, COUNTED, DOSE_WORDS, HYPOTHETICAL, LIMIT, NORMAL_QUESTION, NOT_COUNTED

_HYPOTHETICAL = re.compile(HYPOTHETICAL)
_LIMIT = re.compile(LIMIT)
_NORMAL_QUESTION = re.compile(NORMAL_QUESTION)
_CORRECTING = re.compile(
    r"\b(?:typed|wrote|written|said|put|entered|sorry|oops|correction|typo|meant|mistake|wrong|actually|instead|misread"
    r"|mistyped|misheard|misspoke)\b"
)
_BACK_TO_VALUES = frozenset(
    [
        *(
            "now",
            "today",
            "currently",
            "mine",
            "yours",
            "but",
            "my",
            "hers",
            "his",
            "whereas",
            "while",
            "i'm",
            "i",
            "i've",
        ),
        *("he's", "she's", "they", "they're", "it's", "we're", "ours", "me"),
    ]
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
_CURRENCY = frozenset("$€£₹#№")


def _whole(value: Value) -> bool:
    return value.number.value.is_integer() and not value.number.thousands


def _mends(text: str) -> bool:
    """Whether a clause mends an earlier slip."""
    return _CORRECTING.search(text) is not None


# "a count of 150 is the cut off"
_NAMED_LIMIT = re.compile(
    r"^(?:is|was|are|as|being) (?:the |a |an |our |their |usually |considered |regarded )*"
    r"(?:cut ?-? ?off|threshold|upper limit|lower limit|limit|minimum|maximum|target|goal|considered normal"
    r"|the normal)\b"
)
_DAILY = re.compile(
    r"^(?:per|a|each|every|/) (?:day|slice|serving|portion|meal|week|night|dose|kg)\b|^(?:daily|nightly|bd|tds|od)\b"
)
_EVERYBODY = re.compile(
    r"\b(?:wiki|wikipedia|guidelines?|textbook|video|podcast|article|leaflet"
    r"|how many \S+(?: \S+){0,4} (?:is|are|in|make|makes|equals?) (?:one|a|1|an)"
    r"|(?:is|does|are) (?:one|1|a) (?:mg|umol|micromol\w*|mmol|g)"
    r"|convert\w*(?: \S+){0,2} from (?:mg|umol|micromol\w*|mmol|g|mcmol)"
    r"|(?:goes|gets|climbs|rises|falls) (?:to|above|over|below|under)|(?:gets?|scores?|gives?|earns?) \S+ points?"
    r"|(?:healthy|normal|most|average|ordinary) (?:people|persons?|adults|folks|men|women))\b"
)
_ONES_OWN = frozenset(
    [
        *(
            "my",
            "mine",
            "his",
            "her",
            "hers",
            "our",
            "i",
            "i'm",
            "i've",
            "he",
            "she",
            "dad",
            "mum",
            "mom",
            "wife",
            "husband",
        ),
        *("me", "us", "patient", "pt", "mother", "father", "son", "daughter", "brother", "sister"),
    ]
)
# Words between a number and the things it counts.
_PRESENT = frozenset(["it's", "i'm", "currently", "now", "mine", "today"])
_COUNTING = frozenset(
    [
        *("blood", "separate", "more", "other", "different", "big", "small", "new", "lab", "liver", "little", "extra"),
        *(
            "full",
            "long",
            "hospital",
            "whole",
            "further",
            "hour",
            "good",
            "bad",
            "consecutive",
            "previous",
            "young",
            "grown",
        ),
        *("oral", "iv", "gastric", "failed", "endoscopic", "medical"),
    ]
)


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
                at = start + text[: supposed.start()].count(" ")
                limits.setdefault(clause, []).append((at, self._supposition_end(at, end)))
            for pattern in (_LIMIT, _NORMAL_QUESTION):
                for found in pattern.finditer(text):
                    if found[0] == "should be" and _mends(text):
                        continue  # "I typed 1.9 but it should be 1.7"
                    at = start + text[: found.start()].count(" ")
                    limits.setdefault(clause, []).append((at, self._limit_end(at, end)))
        return limits

    def _supposition_end(self, at: int, end: int) -> int:
        """ "If my INR goes to 2 what happens, it's 1.4 now": a supposition ends where the present begins."""
        for index in range(at + 1, end):
            if self.message.folded(index) in _PRESENT and self.message.folded(index - 1) in (",", "but", "-", "("):
                return index
        return end

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
            elif (apart and index in self.name_at and self.message.folded(index - 1) != "or") or (
                numbers
                and self.message.folded(index - 1) != "or"
                and (
                    index in self.name_at
                    or self.message.folded(index) in _BACK_TO_VALUES
                    or relation(self.message.folded(index)) is not None
                )
            ):
                return index
        return end

    def verdict(self, value: Value) -> bool:
        """Whether the value is excluded."""
        message, number = self.message, value.number
        at, end = number.start, number.end
        if message.tokens[at].kind == "number" and is_year(message, at):
            return True
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
        if is_clock_time(message, value) or self._counts(value) or is_price(message, value):
            return True
        if message.clause_at(at) in self._hearsay:
            return True
        if _NAMED_LIMIT.search(" ".join(message.words(value.end, value.end + 5))):
            return True
        if self._slash_of_life(value):
            return True
        if message.folded(end) in ("what", "of") and message.folded(end + 1) in (
            "what",
            "it",
            "i",
            "he",
            "she",
            "they",
        ):
            return True  # "half what it was"
        if (
            value.unit == "%"
            and message.folded(value.end) == "of"
            and message.folded(value.end + 1) not in ("normal", "norm")
        ):
            return True
        if value.unit is not None and _DAILY.search(" ".join(message.words(value.end, value.end + 3))):
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

    @cached_property
    def _hearsay(self) -> set[int]:
        """Clauses that tell what is read or said about everybody."""
        return {
            clause
            for clause, text in enumerate(self.message.clause_texts)
            if _EVERYBODY.search(text) and not _ONES_OWN & set(text.split())
        }

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
        if word in _COUNTING and _whole(value) and self._things_behind(at):
            return True
        if (word == "point" and value.number.malformed) or (word == "other" and message.folded(at + 1) == "way"):
            return False  # "1 point something", "AST 75 other way round"
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

    def _things_behind(self, at: int) -> bool:
        """ "12 blood draws", "three separate blood tests": a plural behind words that tell more of it."""
        end = at
        while self.message.folded(end) in _COUNTING and end - at < 3:
            end += 1
        word = self.message.folded(end)
        plural = len(word) >= 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
        return end not in self.name_at and (word in COUNTED or (plural and word not in NOT_COUNTED))

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
