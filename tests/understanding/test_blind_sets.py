"""Measures understanding on messages that nothing was trained or tuned on, and fails when it becomes worse.

The figures are those of the reporting half (rows with an odd index). The limits lie a little beside what was measured
when they were set; tighten them after an improvement. `pytest -s` prints the figures with their counts.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent
SETS = ("questions", "labs", "emergencies", "not_ours")
VALUE_TOLERANCE = 0.005
# Answers that say "I don't know that" in one way or another; all else would be an answer to something not asked.
HARMLESS = {"out_of_scope", "chitchat", "other_language", "abuse", "personal_medical_advice", "nlu_fallback"}


@dataclass(frozen=True)
class Row:
    """A labelled message and what was understood."""

    index: int
    label: dict[str, Any]
    answer: dict[str, Any]


@dataclass(frozen=True)
class Figure:
    """So many of so many."""

    name: str
    found: int
    of: int

    @property
    def share(self) -> float:
        return self.found / self.of

    def __str__(self) -> str:
        return f"{self.name:<58} {self.found:>4} of {self.of:>4}  {self.share:7.1%}"


FLOORS = {
    "questions: right intent": 0.76,
    "not ours: right intent": 0.46,
    "not ours: right, or harmless": 0.79,
    "emergencies: noticed": 0.94,
    "emergencies: right kind": 0.84,
    "values: read rightly, of those given": 0.90,
    "values: unclear and asked back": 0.95,
    "messages with values: all read rightly": 0.86,
    "messages with values: person read rightly": 0.91,
}
CEILINGS = {
    "questions: asked back": 0.14,
    "questions: false alarm": 0.06,
    "not ours: false alarm": 0.05,
    "near misses: false alarm": 0.13,
    "values: wrong, of those taken": 0.04,
    "messages with values: false alarm": 0.02,
}


def counted(name: str, judged: Iterable[bool]) -> Figure:
    results = list(judged)
    return Figure(name, sum(results), len(results))


def right_intent(row: Row) -> bool:
    return row.answer["intent"] in [row.label["intent"], *row.label.get("also", [])]


def same_value(found: float, expected: float) -> bool:
    return abs(found - expected) <= VALUE_TOLERANCE * abs(expected)


def wrong_values(row: Row) -> list[str]:
    """Analytes taken with a value that the message does not give: the worst mistake, nobody asks back."""
    expected = row.label.get("labs", {})
    return [
        analyte
        for analyte, lab in row.answer["labs"].items()
        if analyte not in expected or not same_value(lab["value"], expected[analyte])
    ]


def right_values(row: Row) -> int:
    taken = set(row.answer["labs"]) & set(row.label.get("labs", {}))
    return len(taken - set(wrong_values(row)))


def right_reading(row: Row) -> bool:
    return (
        set(row.answer["labs"]) == set(row.label.get("labs", {}))
        and not wrong_values(row)
        and row.answer["unclear"] == sorted(row.label.get("unclear", []))
    )


def right_person(row: Row) -> bool:
    """Said outright must be read; `person_either` may be read; nothing else may."""
    said, either = row.label.get("person", {}), row.label.get("person_either", {})
    return all(
        value == said[key] if key in said else value in (None, either.get(key))
        for key, value in row.answer["person"].items()
    )


def is_emergency(row: Row) -> bool:
    return row.label["red_flag"] is not None


def right_kind(row: Row) -> bool:
    return row.answer["red_flag"] in [row.label["red_flag"], *row.label.get("also", [])]


def all_figures(half: dict[str, list[Row]]) -> Iterator[Figure]:
    questions, labs, emergencies, not_ours = (half[name] for name in SETS)
    yield counted("questions: right intent", map(right_intent, questions))
    yield counted("questions: asked back", (row.answer["intent"] == "nlu_fallback" for row in questions))
    yield counted("questions: false alarm", (row.answer["red_flag"] is not None for row in questions))
    yield counted("not ours: right intent", map(right_intent, not_ours))
    harmless = (right_intent(row) or row.answer["intent"] in HARMLESS for row in not_ours)
    yield counted("not ours: right, or harmless", harmless)
    yield counted("not ours: false alarm", (row.answer["red_flag"] is not None for row in not_ours))
    danger = [row for row in emergencies if is_emergency(row)]
    yield counted("emergencies: noticed", (row.answer["red_flag"] is not None for row in danger))
    yield counted("emergencies: right kind", map(right_kind, danger))
    no_danger = [row for row in emergencies if not is_emergency(row)]
    yield counted("near misses: false alarm", (row.answer["red_flag"] is not None for row in no_danger))
    given = sum(len(row.label.get("labs", {})) for row in labs)
    taken = sum(len(row.answer["labs"]) for row in labs)
    yield Figure("values: read rightly, of those given", sum(map(right_values, labs)), given)
    yield Figure("values: wrong, of those taken", sum(len(wrong_values(row)) for row in labs), taken)
    doubtful = [(row, analyte) for row in labs for analyte in row.label.get("unclear", [])]
    yield counted("values: unclear and asked back", (analyte in row.answer["unclear"] for row, analyte in doubtful))
    yield counted("messages with values: all read rightly", map(right_reading, labs))
    yield counted("messages with values: person read rightly", map(right_person, labs))
    yield counted("messages with values: false alarm", (row.answer["red_flag"] is not None for row in labs))


@pytest.fixture(scope="module")
def rows(run_parse: Callable[[bytes], subprocess.CompletedProcess[bytes]]) -> dict[str, list[Row]]:
    """All four sets, understood in one run."""
    labelled = {name: yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8")) for name in SETS}
    lines = [json.dumps({"text": label["text"]}) for name in SETS for label in labelled[name]]
    answers = iter([json.loads(line) for line in run_parse("\n".join(lines).encode()).stdout.splitlines()])
    return {name: [Row(index, label, next(answers)) for index, label in enumerate(labelled[name])] for name in SETS}


@pytest.fixture(scope="module")
def figures(rows: dict[str, list[Row]]) -> dict[str, Figure]:
    reporting = {name: [row for row in found if row.index % 2] for name, found in rows.items()}
    figures = {figure.name: figure for figure in all_figures(reporting)}
    print("\n\nBlind sets, reporting half")
    for figure in figures.values():
        print(f"  {figure}")
    return figures


def test_every_message_is_answered(rows: dict[str, list[Row]]) -> None:
    for found in rows.values():
        for row in found:
            assert row.answer["text"] == row.label["text"]


@pytest.mark.parametrize("name", FLOORS)
def test_not_worse_than(figures: dict[str, Figure], name: str) -> None:
    assert figures[name].share >= FLOORS[name], str(figures[name])


@pytest.mark.parametrize("name", CEILINGS)
def test_not_more_than(figures: dict[str, Figure], name: str) -> None:
    assert figures[name].share <= CEILINGS[name], str(figures[name])


def test_every_figure_has_a_limit(figures: dict[str, Figure]) -> None:
    assert set(figures) == set(FLOORS) | set(CEILINGS)
