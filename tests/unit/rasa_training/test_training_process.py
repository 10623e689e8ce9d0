"""The process that trains or validates: the model is that of `rasa train`, and Rasa's checks are all made."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from liverguide import settings
from liverguide.paths import PROJECT

MESSAGES = ["hello there", "what is a meld score", "MELD 31", "hi", "how do I calculate it?", "¿qué tal?", "", "🙂"]


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    files = [f"--{name}={project / name}.yml" for name in ("domain", "config")] + [f"--data={project / 'data'}"]
    return subprocess.run(
        [sys.executable, "-m", "liverguide.rasa_training", *files, *arguments],
        cwd=PROJECT,
        env=dict(settings.complete(os.environ.copy())),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def understood(model: Path) -> list[Any]:
    """What Rasa's own agent reads from each message with the model."""
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    return [asyncio.run(agent.parse_message(message)) for message in MESSAGES]


def test_the_model_is_that_of_rasa_train(project: Path, state: Path, tmp_path: Path) -> None:
    done = run(project, "--train", str(tmp_path / "ours.tar.gz"))
    assert done.returncode == 0, done.stdout
    theirs = subprocess.run(
        [sys.executable, "-m", "rasa", "train", "--domain", "domain.yml", "--config", "config.yml", "--data", "data",
         "--out", str(tmp_path), "--fixed-model-name", "theirs"],
        cwd=project,
        env=dict(settings.complete(os.environ.copy())),
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert theirs.returncode == 0, theirs.stderr
    assert understood(tmp_path / "ours.tar.gz") == understood(tmp_path / "theirs.tar.gz")


def test_what_is_in_order_is_valid(project: Path) -> None:
    done = run(project, "--validate")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "before", "after", "told"),
    [
        ("data/nlu/b.yml", "intent: greet", "intent: greeting", "'greeting'"),
        ("data/nlu/b.yml", "- hello", "- what is MELD", "what is MELD"),
        ("data/rules/rules.yml", "action: action_greet", "action: action_wave", "action_wave"),
        ("data/nlu/b.yml", "examples:", "example:", "b.yml"),
    ],
)
def test_what_is_wrong_is_told(project: Path, file: str, before: str, after: str, told: str) -> None:
    place = project / file
    place.write_text(place.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    done = run(project, "--validate")
    assert done.returncode != 0
    assert told in done.stdout


def test_a_slot_that_the_domain_lacks_stops_the_training(project: Path, state: Path, tmp_path: Path) -> None:
    rules = project / "data" / "rules" / "rules.yml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace(
            "{intent: greet}, ", "{intent: greet}, {slot_was_set: [{mood: good}]}, "
        ),
        encoding="utf-8",
    )
    done = run(project, "--train", str(tmp_path / "model.tar.gz"))
    assert done.returncode != 0
    assert "mood" in done.stdout
    assert not (tmp_path / "model.tar.gz").exists()
