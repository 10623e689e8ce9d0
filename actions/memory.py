"""Takes up what a message tells: lab values, what is unclear about them, age, sex, dialysis."""

from __future__ import annotations

from typing import Any

from actions.turn import Turn


def remember_reading(turn: Turn) -> None:
    """Put this message's values into the slots; the newest value of an analyte counts."""
    remember(turn, turn.reading)


def remember(turn: Turn, reading: dict[str, Any]) -> None:
    """Put a reading into the slots."""
    labs, unclear = reading.get("labs") or {}, reading.get("unclear") or {}
    if labs or unclear:
        known = {**(turn.get("labs") or {}), **labs}
        open_now = {a: u for a, u in (turn.get("unclear") or {}).items() if a not in labs}
        turn.set(labs={a: lab for a, lab in known.items() if a not in unclear}, unclear={**open_now, **unclear})
        turn.set(skipped=[a for a in turn.get("skipped") or [] if a not in labs])
    taken_back = reading.get("withdrawn") or {}
    if taken_back:
        known = turn.get("labs") or {}
        turn.set(labs={a: lab for a, lab in known.items() if a in labs or lab["value"] != taken_back.get(a)})
    if reading.get("earlier"):
        turn.set(earlier_labs={**(turn.get("earlier_labs") or {}), **reading["earlier"]})
    # False for "often enough" means only that it was not said, so it takes nothing back.
    said = {
        fact: value
        for fact, value in (reading.get("person") or {}).items()
        if value is not None and (fact, value) != ("dialysis_often_enough", False)
    }
    if said:
        turn.set(person={**(turn.get("person") or {}), **said})


def skip(turn: Turn, question: str) -> None:
    """Note that the person cannot answer a question."""
    turn.set(skipped=[*(turn.get("skipped") or []), question])
    turn.set(unclear={a: u for a, u in (turn.get("unclear") or {}).items() if a != question})
