"""The names in a message that may own its values."""

from __future__ import annotations

import itertools

from liverguide.labs.body_fluids import BLOOD, blood_after_fluid, fluid_header, of_other_fluid
from liverguide.labs.corrections import TakenBack, absent
from liverguide.labs.homonyms import means_something_else
from liverguide.labs.message import Message
from liverguide.labs.names import AMBIGUOUS, OTHER, Name
from liverguide.labs.reference_ranges import any_between
from liverguide.labs.values import Value

# "TP" is the total protein in a row of liver tests, the prothrombin time or activity elsewhere.
_TOTAL_PROTEIN = AMBIGUOUS + "tp"
_HEPATIC_PANEL = frozenset(["bilirubin", "direct_bilirubin", "albumin", "alp", "ast", "alt", "ggt"])
_WHOLE_PANEL = 2
_PROTEIN = (3.0, 9.0)  # g/dL; a prothrombin time is longer, an activity larger


def _past_signs(message: Message, at: int) -> int:
    while message.folded(at) in (":", "=", "-", "|", ".", "is", "was") or (
        at < len(message.tokens) and message.tokens[at].kind == "tab"
    ):
        at += 1
    return at


def _grams(value: Value | None) -> bool:
    return value is not None and value.unit is None and _PROTEIN[0] <= value.number.value < _PROTEIN[1]


def names_of_owners(message: Message, values: list[Value], back: TakenBack) -> tuple[list[Name], set[int], set[int]]:
    """The names that may own values, those (by start) said to have none, and those that may be of another body
    fluid.
    """
    closed: set[int] = set()
    suspects: set[int] = set()
    names: list[Name] = []
    value_starts = {value.start: value for value in values}
    under_fluid = False
    fluid_clause = -1
    refused = {name.start for name in back.names}
    panel = len({name.test for name in message.names} & _HEPATIC_PANEL) >= _WHOLE_PANEL
    for name in message.names:
        if name.start in refused:
            continue
        if _not_available(message, name, value_starts):
            if names and names[-1].test != OTHER:
                closed.add(names[-1].start)
            continue
        header = fluid_header(message, name.start)
        if header is not None:
            under_fluid = header
        elif under_fluid and _of_blood(message, name):
            under_fluid = False
        test = name.test
        if test != OTHER and (under_fluid or of_other_fluid(message, name)):
            test = OTHER
            fluid_clause = message.clause_at(name.start)
        elif (
            test in ("creatinine", "sodium", "albumin")
            and fluid_clause == message.clause_at(name.start)
            and not BLOOD & set(message.words(name.start - 3, name.end))
        ):
            suspects.add(name.start)
        if test != OTHER and message.folded(name.start - 1) in ("ascites", "aszites"):
            if any(other.test == test and _of_blood(message, other) for other in message.names):
                test = OTHER  # "ascites albumin 0.9, serum albumin 2.7"
            else:
                suspects.add(name.start)  # the ascites' albumin, or ascites and albumin
        if test == _TOTAL_PROTEIN and panel and _grams(value_starts.get(_past_signs(message, name.end))):
            test = OTHER
        if test != OTHER and means_something_else(message, name, value_starts):
            test = OTHER
        if absent(message, name):
            closed.add(name.start)
        names.append(Name(test, name.start, name.end, name.qualifier))
        if (
            test == OTHER
            and name.test != OTHER
            and (blood := blood_after_fluid(message, name, value_starts)) is not None
        ):
            names.append(Name(name.test, blood, blood + 1))
    for left, right in zip(reversed(names[:-1]), reversed(names[1:]), strict=True):
        # "I have no INR or creatinine": the list shares the lack.
        if left.start in closed and message.words(left.end, right.start) in (["or"], ["nor"], [",", "or"], ["/"]):
            closed.add(right.start)
    for left, right in itertools.pairwise(names):
        if (
            left.start in closed
            and message.words(left.end, right.start) in (["or"], ["nor"], ["or", "my"], ["or", "the"], ["/"])
            and not _number_next(message, right.end)
        ):
            closed.add(right.start)
    return names, closed, suspects


def _of_blood(message: Message, name: Name) -> bool:
    """ "Serum sodium", "blood: albumin"."""
    return not BLOOD.isdisjoint(message.words(name.start - 2, name.end))


def _number_next(message: Message, at: int) -> bool:
    while message.folded(at) in (":", "=", "is", "was", "of", "at"):
        at += 1
    return at < len(message.tokens) and message.tokens[at].kind == "number"


def _not_available(message: Message, name: Name, value_starts: dict[int, Value]) -> bool:
    """ "INR: NA" says that there is no INR; "Na 132" is sodium."""
    if (
        name.test != "sodium"
        or name.end - name.start != 1
        or message.folded(name.start) != "na"
        or message.tokens[name.start].text == "Na"
    ):
        return False
    clause = message.clause_at(name.start)
    line = message.names_by_clause[clause]
    if len(line) >= 3 and not any_between(message.number_starts, *message.clauses[clause]):
        return False  # a heading of test names
    if (
        len(line) >= 3
        and name.start == line[-1].start
        and sum(1 for value in value_starts.values() if message.clause_at(value.start) == clause) >= len(line)
    ):
        return False  # "bili inr creat na: 2.2 1.4 0.9 136"
    at = name.end
    while message.folded(at) in (":", "=", "is", "-", "|", "of", "was", "at") or (
        at < len(message.tokens) and message.tokens[at].kind == "tab"
    ):
        at += 1
    following = value_starts.get(at)
    if following is not None and 95 <= following.number.value <= 200:
        return False
    before = name.start
    while message.folded(before - 1) in (":", "=", "is", "-", "|", "was") or (
        before and message.tokens[before - 1].kind == "tab"
    ):
        before -= 1
    return before in message.name_end_set


def _line_of_its_own(message: Message, unit: int, value: int, previous: int) -> bool:
    """Whether a unit ends a line that has a value of its own: "Result 31, Test: Albumin, Unit: g/L"."""
    kinds = [token.kind for token in message.tokens[unit:value]]
    return "newline" in kinds and all(token.kind != "newline" for token in message.tokens[previous:unit])


def take_units_of_names(message: Message, names: list[Name], values: list[Value]) -> None:
    """Units before the number: "Bilirubin (mg/dL): 2.3"."""
    ends = sorted(names, key=lambda name: name.end)
    at = -1
    previous_end = -1
    for value in values:
        while at + 1 < len(ends) and ends[at + 1].end <= value.start:
            at += 1
        if value.unit is None and at >= 0 and ends[at].end > previous_end:
            for index in range(ends[at].end, value.start):
                if index in message.units and message.units[index][0] <= value.start:
                    end, unit = message.units[index]
                    bracketed = (
                        message.folded(index - 1) in ("(", "[", "|", ",", "in")
                        or message.tokens[index - 1].kind == "tab"
                    )
                    if previous_end >= 0 and _line_of_its_own(message, index, value.start, previous_end):
                        break
                    if (
                        end - index > 1
                        or unit == "%"
                        or bracketed
                        or (len(message.folded(index)) > 2 and unit != "ratio" and index == ends[at].end)
                    ):
                        value.unit = unit
                        break
        previous_end = value.end
