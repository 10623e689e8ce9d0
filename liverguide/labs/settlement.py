"""One answer per test: the newest value, or the question to ask."""

from __future__ import annotations

import re
from collections import Counter

from liverguide.labs.age import newest
from liverguide.labs.catalogue import catalogue
from liverguide.labs.chronology import ages, headed
from liverguide.labs.corrections import may_supersede, starred, supersedes
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER
from liverguide.labs.observations import Observation
from liverguide.labs.reading import LabValue, Reason, Unclear
from liverguide.labs.reference_ranges import any_between
from liverguide.labs.unit_inference import Evidence, bare_system, combined, resolve, same_value, system_of

_DOUBT = re.compile(
    r"\b(?:i think|i guess|not sure|unsure|dunno|don't know|dont know|maybe|perhaps|can't read"
    r"|cant read|or so|probably)\b"
)
_SPELT_OUT = 5  # letters: "micromoles", but not "mg"
_OF_SYSTEM = frozenset(["units", "unit", "values"])
_SYSTEM_WORDS = _OF_SYSTEM | {"si"}
_MOST_VALUES = 24  # of one test in one message; beyond, no order can be trusted


def _votes(observations: list[Observation]) -> list[Evidence]:
    votes = []
    for observation in observations:
        if observation.test in catalogue() and not observation.uncertain:
            votes.append(system_of(catalogue()[observation.test], observation.value))
        elif observation.test == OTHER and observation.value.unit in ("mg/dL", "umol/L", "g/dL"):
            votes.append(Evidence("si" if observation.value.unit == "umol/L" else "conventional", 1))
        else:
            votes.append(Evidence(None, 0))
    return votes


def _stated_system(message: Message, observations: list[Observation]) -> Evidence:
    """A unit told for the whole message: "all in mg/dL", "that's micromoles per litre"."""
    systems: set[str] = set()
    near = {index for observation in observations for index in range(observation.value.start, observation.value.end)}
    for start, (end, unit) in message.units.items():
        if unit not in ("mg/dL", "umol/L") or start in near:
            continue
        own = any_between(message.name_end_order, start - 3, start + 1)
        whole = end - start > 1 or len(message.folded(start)) >= _SPELT_OUT
        if not own and "?" not in message.clause_words[message.clause_at(start)] and whole:
            systems.add("si" if unit == "umol/L" else "conventional")
    told = not message.vocabulary.isdisjoint(_SYSTEM_WORDS)
    for left, right in zip(message.tokens, message.tokens[1:], strict=False) if told else ():
        if right.folded in _OF_SYSTEM and left.folded in ("si", "us", "american", "conventional"):
            systems.add("si" if left.folded == "si" else "conventional")
        elif left.text == "in" and right.text == "SI":
            systems.add("si")
    if len(systems) != 1:
        return Evidence(None, 0)
    return Evidence("si" if "si" in systems else "conventional", 3)


def _by_test(observations: list[Observation]) -> dict[str, list[Observation]]:
    grouped: dict[str, list[Observation]] = {}
    for observation in observations:
        grouped.setdefault(observation.test, []).append(observation)
    return grouped


def _sizes(observations: list[Observation]) -> list[Evidence]:
    """What the sizes of one test's bare numbers tell about their unit system."""
    return [bare_system(catalogue()[mate.test], mate.value) for mate in observations if mate.test in catalogue()]


def _without(tally: Counter[Evidence], vote: Evidence) -> Evidence:
    """What all votes but this one speak for."""
    return combined([other for other, count in tally.items() if count > (other == vote)])


def _as_written(observation: Observation, evidence: Evidence) -> tuple[object, ...]:
    """All that the answer to an observation depends on."""
    value = observation.value
    number = value.number
    return (
        *(observation.test, evidence, number.readings, number.inequality, number.thousands, number.malformed),
        *(value.unit, value.flag, value.range, value.bare_range, value.change),
    )


def settle(
    message: Message, observations: list[Observation]
) -> tuple[dict[str, LabValue], dict[str, Unclear], dict[str, LabValue], dict[str, float]]:
    """One answer per analyte: the newest value, or the question to ask."""
    votes = _votes(observations)
    stated = _stated_system(message, observations)
    grouped: dict[str, list[tuple[Observation, LabValue | Unclear]]] = {}
    doubts: dict[str, Unclear] = {}
    tally = Counter([*votes, stated])
    sizes = {test: Counter(_sizes(mates)) for test, mates in _by_test(observations).items()}
    others = {vote: _without(tally, vote) for vote in tally}
    answers: dict[tuple[object, ...], LabValue | Unclear | None] = {}
    for observation, vote in zip(observations, votes, strict=True):
        evidence = others[vote]
        if evidence.system is None and observation.test in catalogue():
            own = bare_system(catalogue()[observation.test], observation.value)
            evidence = _without(sizes[observation.test], own)
        written = _as_written(observation, evidence)
        if written not in answers:
            answers[written] = resolve(observation.test, observation.value, evidence)
        answer = answers[written]
        if answer is None:
            continue
        if observation.doubted:
            answer = _question(answer, "ambiguous_number")
        elif observation.uncertain:
            answer = _question(answer, "uncertain_link")
        elif (isinstance(answer, LabValue) and answer.confirm and _point_lost(message, observation)) or (
            isinstance(answer, LabValue) and answer.confirm and _doubted(message, observation.value.end)
        ):
            answer = _question(answer, "implausible")
        for test in observation.two_tests:
            if test in catalogue():
                other = resolve(test, observation.value, evidence)
                if other is not None:
                    doubts[test] = _question(other, "uncertain_link")
        grouped.setdefault(answer.analyte, []).append((observation, answer))
    mending = may_supersede(message)
    labs: dict[str, LabValue] = {}
    unclear: dict[str, Unclear] = {}
    earlier: dict[str, LabValue] = {}
    dropped: dict[str, float] = {}
    for analyte, found in grouped.items():
        latest, old, replaced = _latest(message, found, mending)
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


def _point_lost(message: Message, observation: Observation) -> bool:
    """ "Creatinine 13 mg/dL (0.7-1.2)": a whole number beside a range with decimals may have lost its point."""
    value = observation.value
    if value.range is None or not message.folded(value.number.end - 1).isdigit():
        return False
    return any(limit is not None and not limit.is_integer() for limit in value.range)


def _doubted(message: Message, end: int) -> bool:
    """Whether the person doubts what they wrote: "creatinine 11.2 mg/dl? it says that I think"."""
    said = " ".join(message.words(end, end + 8))
    return said.startswith("?") or _DOUBT.search(said) is not None


def _question(answer: LabValue | Unclear, reason: Reason) -> Unclear:
    if isinstance(answer, LabValue):
        return Unclear(answer.analyte, reason, answer.written_value, (answer,))
    return answer


def _latest(
    message: Message, found: list[tuple[Observation, LabValue | Unclear]], mending: bool
) -> tuple[LabValue | Unclear | None, LabValue | None, float | None]:
    """The newest answer (None: contradictory), the one before it, and a number that was replaced.

    `mending`: whether any words of the message could say that one value replaces another.
    """
    replaced = None
    for index in range(len(found) - 1, 0, -1) if mending else ():
        between = message.words(found[index - 1][0].value.end, found[index][0].value.start)
        start = found[index][0].value.number.start
        if (supersedes(between) or starred(message, start)) and found[index][0].age is None:
            replaced = found[index - 1][0].value.number.value
            if index > 1 or not _same(found[index - 1][1], found[index][1]):
                found = found[index:]
            break
    distinct: list[tuple[Observation, LabValue | Unclear]] = []
    for observation, answer in found:
        if len(distinct) > _MOST_VALUES:
            break
        twin = next((place for place, (_, other) in enumerate(distinct) if _same(answer, other)), None)
        if twin is None:
            distinct.append((observation, answer))
        elif isinstance(distinct[twin][1], Unclear):
            distinct[twin] = (observation, answer)
    exact = [answer for _, answer in distinct if isinstance(answer, LabValue) and answer.inequality is None]
    if exact:
        # "dropped below 50, they're 46": the number that was only a bound is no second value.
        distinct = [entry for entry in distinct if not _bounds(message, entry[0], exact)]
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


def _bounds(message: Message, observation: Observation, exact: list[LabValue]) -> bool:
    """Whether a number that is open-ended in words ("below 50") holds for the values that are told exactly."""
    number, unit = observation.value.number, observation.value.unit
    if number.inequality is None or message.folded(number.start) in ("<", ">"):
        return False
    return all(
        (unit is None or unit == value.written_unit)
        and (value.written_value < number.value if number.inequality == "<" else value.written_value > number.value)
        for value in exact
    )


def _unchanged(message: Message, found: list[tuple[Observation, LabValue | Unclear]]) -> LabValue | None:
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


def question_parts_beyond_whole(labs: dict[str, LabValue], unclear: dict[str, Unclear]) -> None:
    """A part cannot exceed its whole: direct bilirubin above total is a slip in one of the two."""
    for analyte in list(labs):
        whole = catalogue()[analyte].at_most
        if whole is None or whole not in labs or labs[analyte].value <= labs[whole].value * 1.02:
            continue
        for wrong in (analyte, whole):
            value = labs.pop(wrong)
            unclear[wrong] = Unclear(wrong, "contradictory", value.written_value, (value,))
