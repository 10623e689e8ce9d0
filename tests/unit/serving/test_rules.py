"""What `rule_predictions` relies on: a rule has one message, named by its intent, and one action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from liverguide.paths import PROJECT


def rules() -> Iterator[dict[str, Any]]:
    for file in sorted((PROJECT / "data" / "rules").glob("*.yml")):
        yield from yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule["rule"]))
def test_a_rule_has_one_message_and_one_action(rule: dict[str, Any]) -> None:
    message, action = rule["steps"]
    assert all(set(each) == {"intent"} for each in message.get("or", [message]))
    assert set(action) == {"action"}
    assert not rule.get("conversation_start")
    assert all(set(condition) == {"slot_was_set"} for condition in rule.get("condition", []))


def test_there_are_no_stories() -> None:
    assert not list((PROJECT / "data").rglob("stories*"))
