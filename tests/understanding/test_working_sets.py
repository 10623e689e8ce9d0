"""Holds what was reached on the messages that were worked on (`working/`). They are not blind: a figure here says only
that nothing was lost.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rapidfuzz import fuzz, process

from .evaluation.judging import answered_as_ours, right_intent, same_value
from .evaluation.messages import Row as Labelled
from .test_no_leak import FEWEST_WORDS, NEARLY_THE_SAME, SETS, blind_texts, normalised

HERE = Path(__file__).parent / "working"
LABS = {"labs": 1, "labs_2": 0, "labs_3": 0}  # the most values that may be wrong
OTHERS = ("dangers", "questions", "not_ours")
LEAST_READ = 0.96
MOST_MISSED = 2
MOST_RAISED = 0.2
LEAST_ANSWERED = 0.86
MOST_QUESTIONS_RAISED = 0.035
MOST_ANSWERED_AS_OURS = 0.075

Row = tuple[dict[str, Any], dict[str, Any]]


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def judged(answers: dict[str, dict[str, Any]]) -> dict[str, list[Row]]:
    """All sets with what was understood."""
    return {name: [(row, answers[row["text"]]) for row in rows(name)] for name in (*LABS, *OTHERS)}


def allowed(row: dict[str, Any], analyte: str, value: float) -> bool:
    return any(
        analyte in values and same_value(value, values[analyte])
        for values in (row.get("labs", {}), row.get("labs_either", {}))
    )


def wrong(row: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    return [analyte for analyte, lab in answer["labs"].items() if not allowed(row, analyte, lab["value"])]


def as_labelled(row: dict[str, Any], answer: dict[str, Any]) -> bool:
    either = row.get("labs_either")
    free = {*(either or {}), *row.get("unclear_either", []), *(row.get("unclear", []) if either is not None else [])}
    return (
        not wrong(row, answer)
        and set(answer["labs"]) - free == set(row.get("labs", {})) - free
        and set(answer["unclear"]) - free == set(row.get("unclear", [])) - free
    )


@pytest.mark.parametrize("name", LABS)
def test_hardly_a_value_is_wrong(judged: dict[str, list[Row]], name: str) -> None:
    found = [(row["text"], wrong(row, answer)) for row, answer in judged[name] if wrong(row, answer)]
    assert len(found) <= LABS[name], found


@pytest.mark.parametrize("name", LABS)
def test_values_are_read_as_labelled(judged: dict[str, list[Row]], name: str) -> None:
    missed = [row["text"] for row, answer in judged[name] if not as_labelled(row, answer)]
    assert len(missed) <= (1 - LEAST_READ) * len(judged[name]), missed


def test_emergencies_are_noticed(judged: dict[str, list[Row]]) -> None:
    missed = [row["text"] for row, answer in judged["dangers"] if row["red_flag"] and answer["red_flag"] is None]
    assert len(missed) <= MOST_MISSED, missed


def test_near_misses_are_seldom_raised(judged: dict[str, list[Row]]) -> None:
    calm = [(row, answer) for row, answer in judged["dangers"] if not row["red_flag"] and not row.get("either")]
    raised = [row["text"] for row, answer in calm if answer["red_flag"] is not None]
    assert len(raised) <= MOST_RAISED * len(calm), raised


def test_a_question_among_remarks_is_answered(judged: dict[str, list[Row]]) -> None:
    told = [Labelled(0, row, answer) for row, answer in judged["questions"]]
    missed = [row.text for row in told if not right_intent(row)]
    assert len(missed) <= (1 - LEAST_ANSWERED) * len(told), missed


def test_a_question_among_remarks_is_seldom_raised(judged: dict[str, list[Row]]) -> None:
    raised = [row["text"] for row, answer in judged["questions"] if answer["red_flag"] is not None]
    assert len(raised) <= MOST_QUESTIONS_RAISED * len(judged["questions"]), raised


def test_what_is_not_ours_is_seldom_answered(judged: dict[str, list[Row]]) -> None:
    answered = [row["text"] for row, answer in judged["not_ours"] if answered_as_ours(Labelled(0, row, answer))]
    assert len(answered) <= MOST_ANSWERED_AS_OURS * len(judged["not_ours"]), answered


@pytest.mark.parametrize("name", [*LABS, *OTHERS])
def test_no_message_is_nearly_a_blind_one(name: str) -> None:
    blind = [text for other in SETS for text in blind_texts(other)]
    long = [text for row in rows(name) if len((text := normalised(row["text"])).split()) >= FEWEST_WORDS]
    likeness = process.cdist(long, blind, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME)
    assert not [long[row] for row in range(len(long)) if likeness[row].max()], "remove these from the working set"
