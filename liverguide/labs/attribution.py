"""The values of the one person asked about; where that is not clear, every value is a question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from liverguide.labs.animals import ANIMAL
from liverguide.labs.focus import asked_about
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER
from liverguide.labs.observations import Observation
from liverguide.labs.reading import LabValue, Unclear
from liverguide.labs.subjects import BYSTANDER, SELF, Mark, subject_of
from liverguide.labs.unit_inference import Evidence, resolve


def keep_one_person(
    message: Message, marks: Sequence[Mark], observations: list[Observation]
) -> tuple[str | None, list[Observation], dict[str, Unclear]]:
    """Keep the values of the one person asked about; where that is not clear, every value is a question."""
    owners: list[str | None] = []
    starts = sorted(observation.value.start for observation in observations)
    places = [mark.index for mark in marks]
    for observation in observations:
        start = max(observation.value.start, observation.name.start if observation.name else 0)
        following = _next_start(starts, observation.value.end, len(message.tokens))
        owners.append(subject_of(marks, places, start, observation.value.end, following))
    if ANIMAL in owners:
        human = [at for at, owner in enumerate(owners) if owner != ANIMAL]
        observations, owners = [observations[at] for at in human], [owners[at] for at in human]
    if BYSTANDER in owners:
        kept = [
            (observation, owner) for observation, owner in zip(observations, owners, strict=True) if owner != BYSTANDER
        ]
        if any(observation.test != OTHER for observation, _ in kept):
            observations, owners = [found for found, _ in kept], [owner for _, owner in kept]
        else:
            return None, [], _questions(observations)
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
    if known == {SELF, "neighbour"}:
        # "My neighbour had bilirubin 22 and lived. I have 2.7": told for comparison.
        return SELF, [seen for seen, owner in zip(observations, owners, strict=True) if owner in (SELF, None)], {}
    if (only := _one_with_more(observations, owners)) is not None:
        shared = {seen.test for seen, owner in zip(observations, owners, strict=True) if owner != only}
        return (
            only,
            [seen for seen in observations if seen.test not in shared],
            _questions([seen for seen in observations if seen.test in shared]),
        )
    return None, [], _questions(observations)


def _one_with_more(observations: list[Observation], owners: list[str | None]) -> str | None:
    """The one person who has tests that nobody else has: "Mum: bilirubin 3.4, INR 1.6. Me: bilirubin 0.8"."""
    people: dict[str, set[str | None]] = {}
    for seen, owner in zip(observations, owners, strict=True):
        if seen.test != OTHER:
            people.setdefault(seen.test, set()).add(owner)
    alone = {next(iter(found)) for found in people.values() if len(found) == 1}
    if len(alone) != 1 or len(alone) == len(people) or not any(len(found) > 1 for found in people.values()):
        return None
    return alone.pop()


def _questions(observations: list[Observation]) -> dict[str, Unclear]:
    """The values of which it is not clear whose they are."""
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
    return doubtful


def _others_come_later(observations: list[Observation], owners: list[str | None]) -> bool:
    """Whether a value without owner stands before the first value that is said to be somebody's."""
    order = [owner for observation, owner in zip(observations, owners, strict=True) if observation.test != OTHER]
    return bool(order) and order[0] is None


def _next_start(starts: list[int], end: int, last: int) -> int:
    at = bisect_left(starts, end)
    return starts[at] if at < len(starts) else last
