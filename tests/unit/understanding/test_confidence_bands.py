"""When to answer and when to ask back."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.confidence_bands import ConfidenceBands
from liverguide.understanding.free_text import as_free_text

BANDS = ConfidenceBands(
    answer_from=0.6, lead=0.1, light=["greet", "chitchat"], decline_from=0.4, declined=["out_of_scope", "abuse"]
)


def judged(text: str, **guesses: float) -> str:
    ranking = [{"name": name, "confidence": confidence} for name, confidence in guesses.items()]
    message = Message({TEXT: text, INTENT: ranking[0], INTENT_RANKING_KEY: ranking})
    BANDS.process([message])
    return str(message.get(INTENT)["name"])


@pytest.mark.parametrize(
    ("guesses", "intent"),
    [
        ({"ascites": 0.9, "cirrhosis": 0.05}, "ascites"),
        ({"ascites": 0.5, "cirrhosis": 0.2}, "nlu_fallback"),
        ({"ascites": 0.62, "cirrhosis": 0.55}, "nlu_fallback"),
        ({"chitchat": 0.45, "greet": 0.4, "help": 0.1}, "chitchat"),
        ({"chitchat": 0.35, "greet": 0.3, "help": 0.3}, "chitchat"),
        ({"chitchat": 0.3, "help": 0.3, "greet": 0.2}, "nlu_fallback"),
        ({"out_of_scope": 0.45, "ascites": 0.3}, "out_of_scope"),
        ({"out_of_scope": 0.3, "chitchat": 0.2, "ascites": 0.2}, "out_of_scope"),
        ({"out_of_scope": 0.35, "ascites": 0.3}, "nlu_fallback"),
        ({"out_of_scope": 0.45, "ascites": 0.4}, "nlu_fallback"),
        ({"ascites": 0.45, "out_of_scope": 0.3}, "nlu_fallback"),
    ],
)
def test_bands(guesses: dict[str, float], intent: str) -> None:
    assert judged("some words", **guesses) == intent


def test_silence_is_never_an_answer() -> None:
    assert judged("\U0001f610", affirm=1.0) == "nlu_fallback"


@pytest.mark.parametrize("order", ["/restart", " /deny ", '/affirm{"a": "b"}'])
def test_an_order_to_the_machine_is_not_understood(order: str) -> None:
    assert judged(as_free_text(order), cancel=1.0) == "nlu_fallback"


def test_what_values_or_language_decided_is_not_judged() -> None:
    ranking = [{"name": "chitchat", "confidence": 0.3}]
    message = Message(
        {TEXT: "INR 1.4", INTENT: {"name": "report_labs", "confidence": 1.0}, INTENT_RANKING_KEY: ranking}
    )
    BANDS.process([message])
    assert message.get(INTENT)["name"] == "report_labs"
