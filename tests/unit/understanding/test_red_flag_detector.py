"""How the patterns and the classifier together decide on an alarm."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.intent_classifier import DANGER_IN_ALL, DANGER_IN_PART
from liverguide.understanding.red_flag_detector import RedFlagDetector

DETECTOR = RedFlagDetector(alarm_from=0.3, alarm_from_when_lowered=0.5, alarm_from_in_part=0.9, calm_under=0.01)
PLAIN_DANGER = "my husband has been vomiting blood since this morning"
PLAIN_CALM = "which of the two routes do people mostly choose"


def red_flag(text: str, danger: float | None, part: float | None = None) -> str | None:
    """`danger`: of the whole, by both opinions; the first alone is the emergency's place in the ranking."""
    calm = {"name": "varices_bleeding", "confidence": 0.9}
    message = Message({TEXT: text, INTENT: calm})
    if danger is not None:
        ranking = [calm, {"name": "emergency", "confidence": danger}]
        message = Message({TEXT: text, INTENT: calm, INTENT_RANKING_KEY: ranking, DANGER_IN_ALL: danger})
    if part is not None:
        message.set(DANGER_IN_PART, part)
    found: str | None = DETECTOR.process([message])[0].get("red_flag")
    return found


def test_patterns_raise_the_alarm_whatever_the_classifier_believes() -> None:
    assert red_flag(PLAIN_DANGER, 0.02) == "bleeding"


def test_a_classifier_that_is_sure_of_calm_overrules_the_patterns() -> None:
    assert red_flag(PLAIN_DANGER, 0.005) is None


@pytest.mark.parametrize(
    "text", ["I don't want to live any more with this", "i am going to kill myself tonight i think"]
)
def test_nothing_talks_away_self_harm(text: str) -> None:
    assert red_flag(text, 0.0001) == "self_harm"


def test_a_telegram_is_not_talked_away() -> None:
    assert red_flag("vomiting blood now", 0.0001) == "bleeding"


def test_the_classifier_raises_the_alarm_where_no_pattern_speaks() -> None:
    assert red_flag(PLAIN_CALM, 0.29) is None
    assert red_flag(PLAIN_CALM, 0.3) == "other"


def test_without_the_classifier_the_patterns_decide() -> None:
    assert red_flag(PLAIN_DANGER, None) == "bleeding"
    assert red_flag(PLAIN_CALM, None) is None


def test_one_clause_of_danger_is_heard_in_a_calm_message() -> None:
    assert red_flag(PLAIN_CALM, 0.1, part=0.89) is None
    assert red_flag(PLAIN_CALM, 0.1, part=0.9) == "other"


def test_a_classifier_that_is_sure_of_calm_overrules_a_clause() -> None:
    assert red_flag(PLAIN_CALM, 0.005, part=0.99) is None


def test_a_clause_of_what_the_patterns_lowered_is_not_heard_alone() -> None:
    assert red_flag("he has no fever and no bleeding, " + PLAIN_CALM, 0.1, part=0.99) is None
