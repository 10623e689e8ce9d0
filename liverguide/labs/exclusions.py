"""Numbers that are no lab values: ages, doses, weights, blood pressure, list numbering, limits, hypotheticals."""

from __future__ import annotations

import re
from functools import cached_property

from liverguide.labs.catalogue import catalogue
from liverguide.labs.clock_times import is_clock_time
from liverguide.labs.counted_things import counts_things
from liverguide.labs.hearsay import hearsay
from liverguide.labs.limits import find_limits
from liverguide.labs.list_numbering import list_numbers
from liverguide.labs.message import Message
from liverguide.labs.prices import is_price
from liverguide.labs.slashed_pairs import SlashedPairs
from liverguide.labs.time_words import is_year
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import BINDING, DOSE_WORDS

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
_CHANGING = frozenset(
    [
        *(
            "lower",
            "lowers",
            "lowered",
            "reduce",
            "reduces",
            "reduced",
            "raise",
            "raises",
            "raised",
            "increase",
            "increases",
        ),
        *(
            "decrease",
            "decreases",
            "improve",
            "improves",
            "drop",
            "drops",
            "cut",
            "cuts",
            "change",
            "changes",
            "changed",
        ),
    ]
)
_NUMBERED_PARTS = frozenset(["version", "chapter", "section", "figure", "appendix", "edition"])
_MOST_PARTS = 40
# "Reported by: 221"
_SIGNED = re.compile(
    r"\b(?:reported|signed|verified|authori[sz]ed|approved|validated|released|collected|drawn|ordered|requested|printed"
    r"|received|entered) (?:off )?by(?: :)?$"
)
_CURRENCY = frozenset("$€£₹#№")

# "a count of 150 is the cut off"
_NAMED_LIMIT = re.compile(
    r"^(?:is|was|are|as|being) (?:the |a |an |our |their |usually |considered |regarded )*"
    r"(?:cut ?-? ?off|threshold|upper limit|lower limit|limit|minimum|maximum|target|goal|considered normal"
    r"|the normal)\b"
)
_DAILY = re.compile(
    r"^(?:per|a|each|every|/) (?:day|slice|serving|portion|meal|week|night|dose|kg)\b|^(?:daily|nightly|bd|tds|od)\b"
)


# With which words these begin: most numbers need no search.
_LEADS_TO_LIMIT = frozenset(["is", "was", "are", "as", "being"])
_LEADS_TO_DAY = frozenset(["per", "a", "each", "every", "/", "daily", "nightly", "bd", "tds", "od"])


# "AST 2.1 x ULN", "ALT three times the upper limit": how often a limit, and no value.
_MULTIPLE = re.compile(
    r"^(?:x|times|veces|vezes|fois|mal|fold|- fold|volte) ?(?:\( )?(?:the |above |over |higher than |lo |la |le |o "
    r"|die |upper |usual )*"
    r"(?:uln|lln|limit|limits|normal|norm|normals|baseline|higher|lsn|lsvn|upper|normale|oberer?n?)\b"
    r"|^(?:- )?fold\b"
)
_LEADS_TO_MULTIPLE = frozenset(["x", "times", "veces", "vezes", "fois", "mal", "fold", "-", "volte"])


class _Judge:
    def __init__(self, message: Message, values: list[Value], expecting: bool) -> None:
        self.message = message
        self.values = values
        self.expecting = expecting
        self.labels = frozenset(catalogue().labels)
        self.numbering = list_numbers(message, values)
        self.value_starts = {value.number.start: value for value in values}
        self.limits = find_limits(message)
        self.hearsay = hearsay(message)
        self.slashed = SlashedPairs(message, values)

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
        if value.whole and before in ("these", "those") and value.number.value < _MOST_PARTS:
            return True  # "which of these 4 do you need"
        if before == "ratio" and message.folded(at - 2) in (",", ";"):
            return True  # "creat 1.0, ratio 1.8"
        if before in _CURRENCY or after in ("$", "€", "£", "°"):
            return True
        if (
            value.whole
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
            at not in message.name_end_set
            and before not in BINDING
            and before not in ("h", "l", "x")
            and at - 1 not in self._unit_tokens
        ):
            return True
        if before in _NUMBERED_PARTS or self._one_of_several(at, end) or self._signed(at):
            return True
        if before == "by" and _CHANGING & set(message.words(at - 5, at - 1)):
            return True  # "did it lower bilirubin by 3.4"
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
        if is_clock_time(message, value) or counts_things(message, value) or is_price(message, value):
            return True
        if at < self.hearsay.get(message.clause_at(at), 0):
            return True
        if message.folded(value.end) in _LEADS_TO_LIMIT and _NAMED_LIMIT.search(
            " ".join(message.words(value.end, value.end + 5))
        ):
            return True
        if self.slashed.no_value(value):
            return True
        if after in _LEADS_TO_MULTIPLE and _MULTIPLE.search(" ".join(message.words(end, end + 6))):
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
        if (
            value.unit is not None
            and message.folded(value.end) in _LEADS_TO_DAY
            and _DAILY.search(" ".join(message.words(value.end, value.end + 3)))
        ):
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
    def _unit_tokens(self) -> set[int]:
        return {index for start, (end, _) in self.message.units.items() for index in range(start, end)}

    @cached_property
    def _number_follows(self) -> set[int]:
        """Ends of numbers behind which "to" or "from" and another number stand."""
        return {value.number.end for value in self.values if value.number.end + 1 in self.value_starts}

    def _signed(self, at: int) -> bool:
        words = self.message.words(at - 3, at)
        return "by" in words and _SIGNED.search(" ".join(words)) is not None

    def _one_of_several(self, at: int, end: int) -> bool:
        """ "Page 1 of 2"."""
        message = self.message
        if "of" not in message.vocabulary:
            return False
        for first, second in ((at, end + 1), (at - 2, at)):
            if (
                message.folded(first + 1) == "of"
                and message.folded(first).isdigit()
                and message.folded(second).isdigit()
            ):
                return int(message.folded(first)[:6]) <= int(message.folded(second)[:6]) < _MOST_PARTS
        return False

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

    def _is_dose(self, value: Value) -> bool:
        message = self.message
        around = message.words(value.start - 4, value.end + 4)
        return any(word in DOSE_WORDS for word in around) or (value.unit == "g" and value.number.value > 7)


def without_excluded(message: Message, values: list[Value], expecting: bool) -> list[Value]:
    """The values that may be lab values."""
    if not values:
        return []
    judge = _Judge(message, values, expecting)
    return [value for value in values if not judge.verdict(value)]
