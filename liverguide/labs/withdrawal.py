"""Numbers that moved from one test to another: the old owner loses them."""

from __future__ import annotations

from liverguide.labs.catalogue import catalogue
from liverguide.labs.corrections import TakenBack
from liverguide.labs.message import Message
from liverguide.labs.observations import Observation


def move_withdrawn(
    message: Message, observations: list[Observation], back: TakenBack
) -> tuple[list[Observation], dict[str, float]]:
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
