"""Reading lab values out of what a person types or pastes."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from liverguide.labs.catalogue import catalogue
from liverguide.labs.chronology import Age, ages, headed, newest
from liverguide.labs.corrections import TakenBack, absent, corrects, supersedes, taken_back
from liverguide.labs.exclusions import without_excluded
from liverguide.labs.linking import Item, link, read_gap
from liverguide.labs.message import Message, read_message
from liverguide.labs.names import OTHER, Name
from liverguide.labs.person import find_facts, read_person
from liverguide.labs.reading import LabValue, Reading, Reason, Unclear
from liverguide.labs.subjects import SELF, Mark, asked_about, find_marks, subject_of
from liverguide.labs.tables import read_tables
from liverguide.labs.unit_inference import Evidence, bare_system, combined, resolve, same_value, system_of
from liverguide.labs.values import Value, read_values
from liverguide.labs.vocabulary import BINDING

_IGNORED_COST = 6.5
_DOUBT = re.compile(
    r"\b(?:i think|i guess|not sure|unsure|dunno|don't know|dont know|maybe|perhaps|can't read"
    r"|cant read|or so|probably)\b"
)
_MOST_VALUES = 24  # of one test in one message; beyond, no order can be trusted
_FLUIDS = frozenset(
    [
        "urine",
        "urinary",
        "urin",
        "orina",
        "urina",
        "harn",
        "ascitic",
        "peritoneal",
        "csf",
        "dialysate",
        "pleural",
        "stool",
        "spot",
        "sweat",
        "semen",
        "saliva",
        "ascite",
    ]
)
_BLOOD = frozenset(
    ["blood", "serum", "plasma", "sangre", "blut", "suero", "chemistry", "lfts", "lft", "biochemistry", "sang"]
)


@dataclass(frozen=True)
class _Observation:
    """A value bound to a test."""

    test: str
    value: Value
    name: Name | Item | None
    uncertain: bool = False
    age: Age | None = None
    listed: bool = False
    two_tests: tuple[str, ...] = ()


def read_labs(text: str, expecting: str | None = None) -> Reading:
    """Lab values, open questions and facts about the person in a message of any kind and length.

    `expecting` is the analyte that was just asked for: a lone number is then read as that analyte's. Raises
    KeyError for an
    `expecting` that is no analyte.
    """
    if expecting is not None:
        catalogue()[expecting]
    message = read_message(text)
    marks = find_marks(message)
    facts, age_tokens = find_facts(message, marks)
    values = [value for value in read_values(message) if value.number.start not in age_tokens]
    values = without_excluded(message, values, expecting is not None)
    back = taken_back(message, values)
    refused = {id(value) for value in back.values}
    kept = [value for value in values if id(value) not in refused]
    names, closed, suspects = _names(message, kept, back)
    _units_of_names(message, names, kept)
    observations, missing = _bind(message, names, closed, suspects, kept)
    observations, unassigned = _expected(message, kept, observations, expecting)
    observations, withdrawn = _moved(message, observations, back)
    subject, observations, doubtful = _subjects(message, marks, observations)
    labs, unclear, earlier, dropped = _settle(message, observations)
    withdrawn.update({analyte: number for analyte, number in dropped.items() if analyte not in withdrawn})
    for analyte, question in doubtful.items():
        labs.pop(analyte, None)
        unclear[analyte] = question
    _parts_within_whole(labs, unclear)
    return Reading(
        labs=labs,
        unclear=unclear,
        earlier={analyte: value for analyte, value in earlier.items() if analyte in labs or analyte in unclear},
        person=read_person(message, facts, subject),
        withdrawn=withdrawn,
        missing=tuple(test for test in dict.fromkeys(missing) if test not in labs and test not in unclear),
        unassigned=unassigned,
        subject=subject,
        correction=bool(withdrawn) or corrects(message),
    )


def is_only_values(text: str) -> bool:
    """Whether a message holds nothing but test names, numbers, units, flags and dates: it reports values,
    whatever else it may seem.
    """
    message = read_message(text)
    if not message.numbers or not (message.names or len(message.tokens) <= 4):
        return False
    covered = {index for name in message.names for index in range(name.start, name.end)}
    covered |= {index for number in message.numbers for index in range(number.start, number.end)}
    covered |= {index for start, (end, _) in message.units.items() for index in range(start, end)}
    allowed = BINDING | {
        "h",
        "l",
        "to",
        "ref",
        "range",
        "reference",
        "normal",
        "flag",
        "unit",
        "and",
        "high",
        "low",
        "date",
        "panel",
        "liver",
        "function",
        "result",
    }
    for index, token in enumerate(message.tokens):
        if index not in covered and token.kind == "word" and token.folded not in allowed:
            return False
    return "?" not in [token.text for token in message.tokens]


def _names(message: Message, values: list[Value], back: TakenBack) -> tuple[list[Name], set[int], set[int]]:
    """The names that may own values, those (by start) said to have none, and those that may be of another body
    fluid.
    """
    closed: set[int] = set()
    suspects: set[int] = set()
    names: list[Name] = []
    value_starts = {value.start: value for value in values}
    fluid_header = False
    fluid_clause = -1
    for name in message.names:
        if name in back.names:
            continue
        if _not_available(message, name, value_starts):
            if names and names[-1].test != OTHER:
                closed.add(names[-1].start)
            continue
        header = _header_before(message, name.start)
        if header is not None:
            fluid_header = header
        test = name.test
        if test != OTHER and (fluid_header or _of_fluid(message, name)):
            test = OTHER
            fluid_clause = message.clause_at(name.start)
        elif (
            test in ("creatinine", "sodium", "albumin")
            and fluid_clause == message.clause_at(name.start)
            and not _BLOOD & set(message.words(name.start - 3, name.end))
        ):
            suspects.add(name.start)
        if test != OTHER and name.end < len(message.tokens) and message.folded(name.end) == "ratio" and test != "inr":
            test = OTHER
        if test != OTHER and message.folded(name.end) in (
            "infusion",
            "infusions",
            "drip",
            "transfusion",
            "transfusions",
            "bottle",
            "bottles",
            "diet",
            "restriction",
            "intake",
            "bicarbonate",
            "chloride",
            "clearance",
        ):
            test = OTHER
        if absent(message, name):
            closed.add(name.start)
        names.append(Name(test, name.start, name.end, name.qualifier))
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
    line = [other for other in message.names if message.clause_at(other.start) == message.clause_at(name.start)]
    if len(line) >= 3 and not any(
        message.clause_at(number.start) == message.clause_at(name.start) for number in message.numbers
    ):
        return False  # a heading of test names
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
    return any(other.end == before for other in message.names)


def _of_fluid(message: Message, name: Name) -> bool:
    before = message.words(name.start - 3, name.start)
    for word in reversed(before):
        if word in _FLUIDS:
            return True
        if word in _BLOOD or not word.isalnum():
            break
    if message.folded(name.start - 1) == "fluid":
        return True
    after = [
        word
        for word in message.words(name.end, name.end + 3)
        if word not in ("in", "(", "-", ",", "en", "im", "der", "the", "from")
    ]
    return bool(after) and after[0] in _FLUIDS


def _header_before(message: Message, start: int) -> bool | None:
    """Whether the name stands under a heading such as "URINE" or "Urine:" (True), or one that ends it (False)."""
    index = start - 1
    steps = 0
    while index >= 0 and steps < 4:
        token = message.tokens[index]
        word = token.folded
        alone = index + 1 < len(message.tokens) and (
            message.tokens[index + 1].kind == "newline" or message.folded(index + 1) == ":"
        )
        if word in _FLUIDS and alone:
            return True
        if word in _BLOOD and alone:
            return False
        if token.kind == "number":
            return None
        index -= 1
        steps += 1
    return None


def _units_of_names(message: Message, names: list[Name], values: list[Value]) -> None:
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
                    if (
                        end - index > 1
                        or unit == "%"
                        or bracketed
                        or (len(message.folded(index)) > 2 and unit != "ratio" and index == ends[at].end)
                    ):
                        value.unit = unit
                        break
        previous_end = value.end


def _bind(
    message: Message, names: list[Name], closed: set[int], suspects: set[int], values: list[Value]
) -> tuple[list[_Observation], list[str]]:
    observations: list[_Observation] = []
    cells = read_tables(message, values)
    cells = [cell for cell in cells if any(cell.name.start == name.start for name in names)]
    by_name = {name.start: name for name in names}
    observations += [_Observation(by_name[cell.name.start].test, cell.value, cell.name, age=cell.age) for cell in cells]
    used_values = {id(cell.value) for cell in cells}
    used_names = {cell.name.start for cell in cells}
    free_names = [name for name in names if name.start not in used_names]
    free_values = [value for value in values if id(value) not in used_values]
    suffixes = _qualified_behind(message, free_names, free_values)
    observations += suffixes
    bound = {id(observation.value) for observation in suffixes}
    bound_names = {observation.name.start for observation in suffixes if observation.name is not None}
    items = _items(
        message,
        [name for name in free_names if name.start not in bound_names],
        closed,
        [value for value in free_values if id(value) not in bound],
    )
    for found in link(message, items):
        if found.cost > _IGNORED_COST:
            continue
        uncertain = not found.sure or found.name.start in suspects
        observations.append(_Observation(found.test, found.value, found.name, uncertain=uncertain, listed=found.listed))
    observations = _pairs(message, items, observations)
    observations.sort(key=lambda observation: observation.value.start)
    _share_units(observations)
    missing = [name.test for name in names if name.start in closed and name.test in catalogue()]
    return observations, missing


def _items(message: Message, names: list[Name], closed: set[int], values: list[Value]) -> list[Item]:
    items = [Item(name.start, name.end, test=name.test, closed=name.start in closed) for name in names]
    items += [Item(value.start, value.end, value=value) for value in values]
    items.sort(key=lambda item: item.start)
    merged: list[Item] = []
    for item in items:
        before = merged[-1] if merged else None
        if (
            before is not None
            and before.value is None
            and item.value is None
            and before.test == item.test
            and item.test != OTHER
        ):
            # "Bilirubin total (TBIL)": one test named twice.
            before.end, before.closed = item.end, item.closed
            continue
        if before is not None and item.start < before.end:
            before.end = min(before.end, item.start)
        merged.append(item)
    return merged


def _qualified_behind(message: Message, names: list[Name], values: list[Value]) -> list[_Observation]:
    """ "bilirubin 2.3 total, 1.1 direct": qualifiers behind their numbers."""
    observations: list[_Observation] = []
    order: list[Name | Value] = sorted([*names, *values], key=lambda item: item.start)
    index = len(order) - 1
    while index > 0:
        name, value = order[index], order[index - 1]
        if (
            isinstance(name, Name)
            and name.qualifier
            and isinstance(value, Value)
            and _touching(message, value.end, name.start)
        ):
            following = order[index + 1] if index + 1 < len(order) else None
            ahead = isinstance(following, Value) and read_gap(message, name.end, following.start)
            leads = (
                ahead
                and not (ahead.comma or ahead.newlines or ahead.sentence or ahead.conjunction or ahead.unknown)
                and message.folded(name.end) != ")"
            )
            suffixed = bool(observations) and observations[-1].value is following
            if not leads or suffixed:
                observations.append(_Observation(name.test, value, name))
                index -= 2
                continue
        index -= 1
    return observations


def _touching(message: Message, start: int, end: int) -> bool:
    return all(word in ("(", "for", "was", "is", "the") for word in message.words(start, end)) and end - start <= 2


def _pairs(message: Message, items: list[Item], observations: list[_Observation]) -> list[_Observation]:
    """Two tests joined by a stroke: "PT/INR 1.4" is the INR, "AST/ALT 45" could be either."""
    result: list[_Observation] = []
    position = {id(item): index for index, item in enumerate(items)}
    taken = {id(observation.name) for observation in observations}
    for observation in observations:
        index = position.get(id(observation.name))
        before = items[index - 1] if index else None
        if (
            index is None
            or before is None
            or before.value is not None
            or id(before) in taken
            or before.test in (OTHER, observation.test)
            or observation.test == OTHER
            or before.closed
        ):
            result.append(_after_pt_inr(message, observation, observations))
            continue
        assert isinstance(observation.name, Item)
        between = message.words(before.end, observation.name.start)
        joined = between in (["/"], ["-"], ["\\"], [":"], ["("], ["and"], ["&"], ["and", "my"])
        if not joined or observation.value.start < observation.name.start:
            result.append(_after_pt_inr(message, observation, observations))
        elif {before.test, observation.test} == {"pt", "inr"}:
            test = "pt" if observation.value.unit == "s" else "pta" if observation.value.unit == "%" else "inr"
            result.append(_Observation(test, observation.value, observation.name, observation.uncertain))
        else:
            result.append(
                _Observation(
                    observation.test,
                    observation.value,
                    observation.name,
                    uncertain=True,
                    two_tests=(before.test or "",),
                )
            )
    return result


def _after_pt_inr(message: Message, observation: _Observation, observations: list[_Observation]) -> _Observation:
    """ "PT-INR 15.2/1.4": the seconds first."""
    name = observation.name
    if (
        observation.test != "inr"
        or name is None
        or not message.folded(name.start).startswith(("pt", "prothrombin", "tp", "quick"))
    ):
        return observation
    mates = [other for other in observations if other.name is name]
    if (
        len(mates) == 2
        and mates[0] is observation
        and mates[0].value.number.value >= 7
        and mates[1].value.number.value <= 6
        and mates[0].value.unit in (None, "s")
    ):
        return _Observation("pt", observation.value, name, observation.uncertain)
    return observation


def _share_units(observations: list[_Observation]) -> None:
    """ "total/direct bilirubin 3.2/1.8 mg/dL": a unit behind a list serves the whole list."""
    for left, right in zip(reversed(observations[:-1]), reversed(observations[1:]), strict=True):
        if (
            left.listed
            and right.listed
            and left.value.unit is None
            and right.value.unit is not None
            and left.test in catalogue()
        ) and right.value.unit in catalogue()[left.test].units:
            left.value.unit = right.value.unit


def _expected(
    message: Message, values: list[Value], observations: list[_Observation], expecting: str | None
) -> tuple[list[_Observation], tuple[float, ...]]:
    bound = {id(observation.value) for observation in observations}
    free = [value for value in values if id(value) not in bound and not value.bare_range]
    free += [value for value in values if id(value) not in bound and value.bare_range]
    if expecting is None or any(observation.test == expecting for observation in observations):
        return observations, tuple(value.number.value for value in free if not value.number.in_words and not value.dose)
    added = []
    for value in sorted(free, key=lambda value: value.start):
        word = message.tokens[value.start - 1] if value.start else None
        strange = (
            word is not None
            and word.kind == "word"
            and word.folded not in BINDING
            and word.folded not in ("than", "over", "under", "above", "below")
        )
        added.append(_Observation(expecting, value, None, uncertain=strange))
    return sorted([*observations, *added], key=lambda observation: observation.value.start), ()


def _moved(
    message: Message, observations: list[_Observation], back: TakenBack
) -> tuple[list[_Observation], dict[str, float]]:
    """Numbers moved to another test: the old owner loses them."""
    withdrawn: dict[str, float] = {}
    for name in back.names:
        if name.test not in catalogue():
            continue
        clause = message.clause_at(name.start)
        start, end = message.clauses[clause]
        for observation in observations:
            if start <= observation.value.start < end and observation.test != name.test:
                withdrawn[name.test] = observation.value.number.value
                observations = [
                    other
                    for other in observations
                    if not (other.test == name.test and other.value.number.value == observation.value.number.value)
                ]
                break
    for value in back.values:
        near = [
            name
            for name in message.names
            if name.test in catalogue() and message.clause_at(name.start) == message.clause_at(value.start)
        ]
        before = [name for name in near if name.start < value.start]
        owner = before[-1] if before else near[0] if near else None
        if owner is not None:
            withdrawn[owner.test] = value.number.value
            number = value.number.value
            observations = [
                other
                for other in observations
                if not (
                    other.test == owner.test
                    and other.value.number.value == number
                    and any(mate.test == owner.test and mate.value.number.value != number for mate in observations)
                )
            ]
    return observations, withdrawn


def _subjects(
    message: Message, marks: Sequence[Mark], observations: list[_Observation]
) -> tuple[str | None, list[_Observation], dict[str, Unclear]]:
    """Keep the values of the one person asked about; where that is not clear, every value is a question."""
    owners: list[str | None] = []
    starts = sorted(observation.value.start for observation in observations)
    for observation in observations:
        start = max(observation.value.start, observation.name.start if observation.name else 0)
        following = _next_start(starts, observation.value.end, len(message.tokens))
        owners.append(subject_of(marks, start, observation.value.end, following))
    known = {
        owner
        for observation, owner in zip(observations, owners, strict=True)
        if owner is not None and observation.test != OTHER
    }
    if len(known) == 1 and SELF not in known and _others_come_later(observations, owners):
        # "INR 1.5. My dad's creatinine is 2.4": the first value is hardly his.
        known.add(SELF)
        owners = [SELF if owner is None else owner for owner in owners]
    if len(known) <= 1:
        subject = next(iter(known), None)
        if subject is None and not observations:
            subjects = {mark.subject for mark in marks}
            subject = next(iter(subjects)) if len(subjects) == 1 else None
        return subject, observations, {}
    clauses = {message.clause_at(observation.value.start) for observation in observations}
    asked = asked_about(message, list(marks), clauses)
    if asked in known:
        return (
            asked,
            [observation for observation, owner in zip(observations, owners, strict=True) if owner in (asked, None)],
            {},
        )
    doubtful: dict[str, Unclear] = {}
    for observation in observations:
        answer = resolve(observation.test, observation.value, Evidence(None, 0))
        if answer is None:
            continue
        candidates = (answer,) if isinstance(answer, LabValue) else answer.candidates
        known_before = doubtful.get(answer.analyte)
        doubtful[answer.analyte] = Unclear(
            answer.analyte,
            "two_people",
            observation.value.number.value,
            (known_before.candidates if known_before else ()) + candidates,
        )
    return None, [], doubtful


def _others_come_later(observations: list[_Observation], owners: list[str | None]) -> bool:
    """Whether a value without owner stands before the first value that is said to be somebody's."""
    order = [owner for observation, owner in zip(observations, owners, strict=True) if observation.test != OTHER]
    return bool(order) and order[0] is None


def _next_start(starts: list[int], end: int, last: int) -> int:
    at = bisect_left(starts, end)
    return starts[at] if at < len(starts) else last


def _votes(observations: list[_Observation]) -> list[Evidence]:
    votes = []
    for observation in observations:
        if observation.test in catalogue() and not observation.uncertain:
            votes.append(system_of(catalogue()[observation.test], observation.value))
        elif observation.test == OTHER and observation.value.unit in ("mg/dL", "umol/L", "g/dL"):
            votes.append(Evidence("si" if observation.value.unit == "umol/L" else "conventional", 1))
        else:
            votes.append(Evidence(None, 0))
    return votes


def _stated_system(message: Message, observations: list[_Observation]) -> Evidence:
    """A unit told for the whole message: "all in mg/dL", "that's micromoles per litre"."""
    systems: set[str] = set()
    near = {index for observation in observations for index in range(observation.value.start, observation.value.end)}
    for start, (end, unit) in message.units.items():
        if unit not in ("mg/dL", "umol/L") or start in near:
            continue
        clause = message.clauses[message.clause_at(start)]
        own = any(name.end <= start <= name.end + 3 for name in message.names)
        if not own and "?" not in message.words(*clause) and end - start > 1:
            systems.add("si" if unit == "umol/L" else "conventional")
    for left, right in zip(message.tokens, message.tokens[1:], strict=False):
        if right.folded in ("units", "unit", "values") and left.folded in ("si", "us", "american", "conventional"):
            systems.add("si" if left.folded == "si" else "conventional")
        elif left.text == "in" and right.text == "SI":
            systems.add("si")
    if len(systems) != 1:
        return Evidence(None, 0)
    return Evidence("si" if "si" in systems else "conventional", 2)


def _by_test(observations: list[_Observation]) -> dict[str, list[_Observation]]:
    grouped: dict[str, list[_Observation]] = {}
    for observation in observations:
        grouped.setdefault(observation.test, []).append(observation)
    return grouped


def _sizes(observations: list[_Observation]) -> list[Evidence]:
    """What the sizes of one test's bare numbers tell about their unit system."""
    return [bare_system(catalogue()[mate.test], mate.value) for mate in observations if mate.test in catalogue()]


def _settle(
    message: Message, observations: list[_Observation]
) -> tuple[dict[str, LabValue], dict[str, Unclear], dict[str, LabValue], dict[str, float]]:
    """One answer per analyte: the newest value, or the question to ask."""
    votes = _votes(observations)
    stated = _stated_system(message, observations)
    grouped: dict[str, list[tuple[_Observation, LabValue | Unclear]]] = {}
    doubts: dict[str, Unclear] = {}
    tally = Counter([*votes, stated])
    sizes = {test: Counter(_sizes(mates)) for test, mates in _by_test(observations).items()}
    for observation, vote in zip(observations, votes, strict=True):
        evidence = combined([other for other, count in tally.items() if count > (other == vote)])
        if evidence.system is None and observation.test in catalogue():
            own = bare_system(catalogue()[observation.test], observation.value)
            evidence = combined([other for other, count in sizes[observation.test].items() if count > (other == own)])
        answer = resolve(observation.test, observation.value, evidence)
        if answer is None:
            continue
        if observation.uncertain:
            answer = _question(answer, "uncertain_link")
        elif isinstance(answer, LabValue) and answer.confirm and _doubted(message, observation.value.end):
            answer = _question(answer, "implausible")
        for test in observation.two_tests:
            if test in catalogue():
                other = resolve(test, observation.value, evidence)
                if other is not None:
                    doubts[test] = _question(other, "uncertain_link")
        grouped.setdefault(answer.analyte, []).append((observation, answer))
    labs: dict[str, LabValue] = {}
    unclear: dict[str, Unclear] = {}
    earlier: dict[str, LabValue] = {}
    dropped: dict[str, float] = {}
    for analyte, found in grouped.items():
        latest, old, replaced = _latest(message, found)
        if replaced is not None:
            dropped[analyte] = replaced
        if latest is None:
            candidates = tuple(
                candidate
                for _, answer in found
                for candidate in ((answer,) if isinstance(answer, LabValue) else answer.candidates)
            )
            unclear[analyte] = Unclear(analyte, "contradictory", None, candidates)
        elif isinstance(latest, LabValue):
            labs[analyte] = latest
        else:
            unclear[analyte] = latest
        if old is not None:
            earlier[analyte] = old
    for analyte, question in doubts.items():
        if analyte not in labs:
            unclear[analyte] = question
    return labs, unclear, earlier, dropped


def _doubted(message: Message, end: int) -> bool:
    """Whether the person doubts what they wrote: "creatinine 11.2 mg/dl? it says that I think"."""
    said = " ".join(message.words(end, end + 8))
    return said.startswith("?") or _DOUBT.search(said) is not None


def _question(answer: LabValue | Unclear, reason: Reason) -> Unclear:
    if isinstance(answer, LabValue):
        return Unclear(answer.analyte, reason, answer.written_value, (answer,))
    return answer


def _latest(
    message: Message, found: list[tuple[_Observation, LabValue | Unclear]]
) -> tuple[LabValue | Unclear | None, LabValue | None, float | None]:
    """The newest answer (None: contradictory), the one before it, and a number that was replaced."""
    replaced = None
    for index in range(len(found) - 1, 0, -1):
        between = message.words(found[index - 1][0].value.end, found[index][0].value.start)
        if supersedes(between) and found[index][0].age is None:
            replaced = found[index - 1][0].value.number.value
            if not _same(found[index - 1][1], found[index][1]):
                found = found[index:]
            break
    distinct: list[tuple[_Observation, LabValue | Unclear]] = []
    for observation, answer in found:
        if len(distinct) > _MOST_VALUES:
            break
        twin = next((place for place, (_, other) in enumerate(distinct) if _same(answer, other)), None)
        if twin is None:
            distinct.append((observation, answer))
        elif isinstance(distinct[twin][1], Unclear):
            distinct[twin] = (observation, answer)
    if len(distinct) == 1:
        return distinct[0][1], _unchanged(message, found), replaced
    if len(distinct) > _MOST_VALUES:
        return None, None, replaced
    spans = [(observation.value.start, observation.value.end) for observation, _ in distinct]
    said = ages(message, spans)
    said = [
        observation.age if observation.age is not None else age
        for (observation, _), age in zip(distinct, said, strict=True)
    ]
    first = newest(said)
    if first is None:
        return None, None, replaced
    rest = [index for index in range(len(distinct)) if index != first]
    second = (
        rest[0]
        if len(rest) == 1
        else next((rest[place] for place in [newest([said[index] for index in rest])] if place is not None), None)
    )
    old = distinct[second][1] if second is not None else None
    return distinct[first][1], old if isinstance(old, LabValue) else None, replaced


def _unchanged(message: Message, found: list[tuple[_Observation, LabValue | Unclear]]) -> LabValue | None:
    """The older of two equal values, where two times were told ("before creat 0.6, after creat 0.6")."""
    if len(found) < 2 or len(found) > _MOST_VALUES:
        return None
    said = ages(message, [(observation.value.start, observation.value.end) for observation, _ in found])
    told = [
        observation.age if observation.age is not None else age
        for (observation, _), age in zip(found, said, strict=True)
    ]
    told = [
        headed(message, observation.value.start) if age.plain else age
        for (observation, _), age in zip(found, told, strict=True)
    ]
    if any(age.plain or age.weak_old or age.mere_is for age in told):
        return None
    first = newest(told)
    rest = [answer for index, (_, answer) in enumerate(found) if index != first]
    return rest[-1] if first is not None and isinstance(rest[-1], LabValue) else None


def _same(first: LabValue | Unclear, second: LabValue | Unclear) -> bool:
    if isinstance(first, LabValue) and isinstance(second, LabValue):
        return same_value(first, second)
    if isinstance(first, Unclear) and isinstance(second, Unclear):
        return first.number == second.number and first.reason == second.reason
    lab, question = (first, second) if isinstance(first, LabValue) else (second, first)
    assert isinstance(lab, LabValue)
    assert isinstance(question, Unclear)
    return any(same_value(candidate, lab) for candidate in question.candidates)


def _parts_within_whole(labs: dict[str, LabValue], unclear: dict[str, Unclear]) -> None:
    """A part cannot exceed its whole: direct bilirubin above total is a slip in one of the two."""
    for analyte in list(labs):
        whole = catalogue()[analyte].at_most
        if whole is None or whole not in labs or labs[analyte].value <= labs[whole].value * 1.02:
            continue
        for wrong in (analyte, whole):
            value = labs.pop(wrong)
            unclear[wrong] = Unclear(wrong, "contradictory", value.written_value, (value,))
