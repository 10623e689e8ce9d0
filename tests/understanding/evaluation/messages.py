"""The labelled messages and what a system understood of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1]
SETS = ("questions", "labs", "emergencies", "not_ours")

# Text in, the documented form of `python -m liverguide parse` out (docs/parse.md), in the same order.
Understand = Callable[[list[str]], Iterable[dict[str, Any]]]


@dataclass(frozen=True)
class Row:
    """A labelled message and what was understood."""

    index: int
    label: dict[str, Any]
    answer: dict[str, Any]

    @property
    def text(self) -> str:
        text: str = self.label["text"]
        return text

    @property
    def intents(self) -> list[str]:
        """Intents that are right; none where the set says nothing about it."""
        if "intent" not in self.label:
            return []
        return [self.label["intent"], *self.label.get("also", [])]


@dataclass(frozen=True)
class Half:
    """One half of every set: even rows are there for choosing thresholds, odd ones for reporting."""

    questions: list[Row]
    labs: list[Row]
    emergencies: list[Row]
    not_ours: list[Row]


def labelled(name: str) -> list[dict[str, Any]]:
    """The rows of one set."""
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return rows


def understood(understand: Understand) -> dict[str, list[Row]]:
    """All sets, understood in one go."""
    sets = {name: labelled(name) for name in SETS}
    answers = iter(understand([label["text"] for name in SETS for label in sets[name]]))
    return {name: [Row(index, label, next(answers)) for index, label in enumerate(sets[name])] for name in SETS}


def choosing_half(rows: dict[str, list[Row]]) -> Half:
    """The rows on which versions are compared and thresholds set."""
    return Half(**{name: found[::2] for name, found in rows.items()})


def reporting_half(rows: dict[str, list[Row]]) -> Half:
    """The rows that are looked at only for published figures."""
    return Half(**{name: found[1::2] for name, found in rows.items()})
