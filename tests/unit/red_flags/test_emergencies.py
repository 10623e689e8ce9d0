"""Every emergency is noticed and given its kind; what only mentions one is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from liverguide.understanding.red_flags import assess, find_red_flag
from liverguide.understanding.red_flags.red_flag import KINDS_BY_URGENCY

HERE = Path(__file__).parent
TOLERATED_FALSE_ALARMS = 0.05


def examples(name: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return told


EMERGENCIES = [
    pytest.param(kind, text, id=f"{kind}: {text[:50]}")
    for kind in KINDS_BY_URGENCY
    for texts in (*examples(kind).values(), examples("told_indirectly")[kind])
    for text in texts
]
NEAR_MISSES = [text for texts in examples("near_misses").values() for text in texts]
MIXED = examples("mixed")


@pytest.mark.parametrize(("kind", "text"), EMERGENCIES)
def test_an_emergency_is_noticed_with_its_kind(kind: str, text: str) -> None:
    flag = find_red_flag(text)
    assert flag is not None, assess(text).lowered
    assert flag.kind == kind


@pytest.mark.parametrize("text", MIXED["emergency"])
def test_an_emergency_among_other_matters_is_noticed(text: str) -> None:
    assert find_red_flag(text) is not None, assess(text).lowered


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_a_near_miss_is_left_alone(text: str) -> None:
    assert find_red_flag(text) is None


def test_false_alarms_on_hard_near_misses_stay_rare() -> None:
    raised = [text for text in MIXED["near_miss"] if find_red_flag(text) is not None]
    assert len(raised) <= TOLERATED_FALSE_ALARMS * len(MIXED["near_miss"]), raised


@pytest.mark.parametrize("kind", KINDS_BY_URGENCY)
def test_each_kind_is_tried_in_both_languages(kind: str) -> None:
    tried = examples(kind)
    assert len(tried["en"]) >= 25
    assert len(tried["es"]) >= 10


def test_enough_near_misses_are_tried() -> None:
    assert len(NEAR_MISSES) >= 150
