"""No message of the blind sets stands among the training examples, nearly the same neither."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from rapidfuzz import fuzz, process

from liverguide.paths import PROJECT

SETS = ("questions", "labs", "emergencies", "not_ours")
# Short texts differ in a letter and mean something else.
FEWEST_WORDS = 5
NEARLY_THE_SAME = 90


def normalised(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@pytest.fixture(scope="module")
def training() -> list[str]:
    found = []
    for file in sorted((PROJECT / "data" / "nlu").rglob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            found += [normalised(example) for example in re.findall(r"^\s*- (.+)$", entry["examples"], re.MULTILINE)]
    assert len(found) > 1000
    return found


def blind_texts(name: str) -> list[str]:
    rows = yaml.safe_load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))
    return [normalised(row["text"]) for row in rows]


@pytest.mark.parametrize("name", SETS)
def test_no_blind_message_is_a_training_example(training: list[str], name: str) -> None:
    leaked = (set(blind_texts(name)) & set(training)) - {""}
    assert not leaked, "remove these from data/nlu, never from the blind set"


@pytest.mark.parametrize("name", SETS)
def test_no_blind_message_is_nearly_a_training_example(training: list[str], name: str) -> None:
    long = [text for text in blind_texts(name) if len(text.split()) >= FEWEST_WORDS]
    assert long
    likeness = process.cdist(long, training, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME)
    leaked = [training[likeness[row].argmax()] for row in range(len(long)) if likeness[row].max()]
    assert not leaked, "remove these from data/nlu, never from the blind set"


def test_a_leak_would_be_found(training: list[str]) -> None:
    long = next(text for text in training if len(text.split()) >= FEWEST_WORDS)
    changed = long.upper().replace(" ", ", ") + "?"
    assert fuzz.ratio(normalised(changed), long) >= NEARLY_THE_SAME
