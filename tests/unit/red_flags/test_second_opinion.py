"""Of which kind an alarm is that the classifier raises, and what it may not talk away."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.intent_classifier import DANGER_IN_ALL
from liverguide.understanding.red_flag_detector import RED_FLAG, RedFlagDetector
from liverguide.understanding.red_flags import assess

DETECTOR = RedFlagDetector(alarm_from=0.2, alarm_from_when_lowered=0.5, alarm_from_in_part=0.9, calm_under=0.01)


def kind_of(text: str, danger: float) -> str | None:
    message = Message({TEXT: text, INTENT: {"name": "ascites", "confidence": 0.9}, DANGER_IN_ALL: danger})
    kind: str | None = DETECTOR.process([message])[0].get(RED_FLAG)
    return kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If he vomits blood what do we do", "bleeding"),
        ("what if someone took too many pills", "overdose"),
        ("which of the two routes do people mostly choose", "other"),
    ],
)
def test_an_alarm_of_the_classifier_takes_the_kind_that_the_patterns_doubted(text: str, kind: str) -> None:
    assert assess(text).flag is None
    assert kind_of(text, 0.6) == kind


def test_the_classifier_talks_no_overdose_away() -> None:
    assert kind_of("i took 20 paracetamol because my tooth hurt so much", 0.0001) == "overdose"
