"""Fails when understanding becomes worse on messages that nothing was trained or tuned on.

The figures are those of the reporting half (rows with an odd index), judged as in `make evaluate`. The limits lie a
little beside what was measured when they were set; tighten them after an improvement. `pytest -s` prints the figures.
"""

from __future__ import annotations

from typing import Any

import pytest

from .evaluation.figures import Figure
from .evaluation.judging import all_figures
from .evaluation.messages import Row, reporting_half, understood

FLOORS = {
    "questions: right topic as first choice": 0.93,
    "questions: right topic first, asked back or not": 0.95,
    "not ours: right intent": 0.83,
    "emergencies: noticed": 0.98,
    "emergencies: right kind": 0.85,
    "messages with values: all right, or rightly asked back": 0.91,
    "values: read rightly, of those given": 0.94,
    "values: unclear and asked back": 0.92,
    "messages with values: person read rightly": 0.94,
    "question with a value: both heard": 0.75,
}
CEILINGS = {
    "questions: asked back": 0.05,
    "questions: wrong topic with confidence": 0.035,
    "questions: false alarm": 0.015,
    "not ours: answered as if it were ours": 0.08,
    "not ours: false alarm": 0.02,
    "near misses: false alarm": 0.1,
    "values: wrong, of those taken": 0.02,
    "messages with values: false alarm": 0.04,
}


@pytest.fixture(scope="module")
def rows(answers: dict[str, dict[str, Any]]) -> dict[str, list[Row]]:
    """All four sets with what was understood."""
    return understood(lambda texts: [answers[text] for text in texts])


@pytest.fixture(scope="module")
def figures(rows: dict[str, list[Row]]) -> dict[str, Figure]:
    figures = {figure.name: figure for figure in all_figures(reporting_half(rows))}
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
