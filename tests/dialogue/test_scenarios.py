"""Plays the conversations in scenarios/*.yml against the running servers.

A scenario is a name and a list of steps. A step has `user` (words typed) or `tap` (a button's title), and what must be
true of the whole answer: `says` and `never_says` (texts, upper and lower case alike), `topics` (all of them among the
messages' topics), `first_topic`, `buttons` (titles, all of them offered).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.dialogue.conversation import Assistant

STEP_KEYS = {"user", "tap", "says", "never_says", "topics", "first_topic", "buttons"}


def _scenarios() -> list[Any]:
    found = []
    for file in sorted((Path(__file__).parent / "scenarios").glob("*.yml")):
        for scenario in yaml.safe_load(file.read_text(encoding="utf-8")):
            found.append(pytest.param(scenario["steps"], id=f"{file.stem}: {scenario['name']}"))
    return found


def _listed(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


@pytest.mark.parametrize("steps", _scenarios())
def test_scenario(steps: list[dict[str, Any]], assistant: Assistant) -> None:
    for number, step in enumerate(steps, start=1):
        assert set(step) <= STEP_KEYS, f"unknown key in step {number}: {set(step) - STEP_KEYS}"
        if "tap" in step:
            assistant.tap(step["tap"])
        else:
            assistant.say(step["user"])
        _check(step, assistant, f"step {number} ({step.get('user', step.get('tap'))!r}) got:\n{assistant.text}")


def _check(step: dict[str, Any], assistant: Assistant, told: str) -> None:
    words = assistant.text.casefold()
    for text in _listed(step.get("says")):
        assert text.casefold() in words, f"not said: {text!r}; {told}"
    for text in _listed(step.get("never_says")):
        assert text.casefold() not in words, f"said: {text!r}; {told}"
    for topic in _listed(step.get("topics")):
        assert topic in assistant.topics, f"topic {topic!r} not among {assistant.topics}; {told}"
    if "first_topic" in step:
        assert assistant.topics[0] == step["first_topic"], f"{assistant.topics}; {told}"
    offered = [button["title"] for button in assistant.buttons]
    for title in _listed(step.get("buttons")):
        assert title in offered, f"button {title!r} not among {offered}; {told}"
