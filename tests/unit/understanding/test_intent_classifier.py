"""What the vector and what letters and words decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from liverguide.understanding.intent_classifier import TopicClassifier

# A vector of three numbers stands for the encoder's: it can't tell the two markers apart.
MARKER, COURT, DANGER = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
EXAMPLES = [
    ("marker_albumin", MARKER, ["what is albumin", "my albumin is low", "albumin please"]),
    ("marker_sodium", MARKER, ["what is sodium", "my sodium is low", "sodium please"]),
    ("out_of_scope", COURT, ["trials in court", "who won the match", "the landlord kept the deposit"]),
    ("emergency", DANGER, ["he vomits blood", "she can't be woken", "blood everywhere"]),
]
CONFIG = {**TopicClassifier.get_default_config(), "C": 100.0, "not_ours": ["out_of_scope"]}
CONTEXT = ExecutionContext(GraphSchema({}))


def message(text: str, vector: tuple[float, ...], **data: Any) -> Message:
    found = Message({TEXT: text, **data})
    features = numpy.array([vector], dtype=numpy.float32)
    found.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, "test"))
    return found


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    storage = LocalModelStorage(tmp_path)
    classifier = TopicClassifier.create(CONFIG, storage, Resource("topics"), CONTEXT)
    classifier.train(
        TrainingData([message(t, vector, intent=intent) for intent, vector, texts in EXAMPLES for t in texts])
    )
    return storage


def chances(storage: LocalModelStorage, text: str, vector: tuple[float, ...], **settings: Any) -> dict[str, float]:
    """As a process that only answers has them: loaded, not trained."""
    classifier = TopicClassifier.load({**CONFIG, **settings}, storage, Resource("topics"), CONTEXT)
    judged = classifier.process([message(text, vector)])[0]
    assert judged.get(INTENT) == judged.get(INTENT_RANKING_KEY)[0]
    return {guess["name"]: guess["confidence"] for guess in judged.get(INTENT_RANKING_KEY)}


@pytest.mark.parametrize(("text", "topic"), [("albumen", "marker_albumin"), ("sodum", "marker_sodium")])
def test_letters_tell_topics_apart_that_the_vector_cannot(storage: LocalModelStorage, text: str, topic: str) -> None:
    found = chances(storage, text, MARKER)
    assert max(found, key=lambda intent: found[intent]) == topic
    blind = chances(storage, text, MARKER, letters=0.0, words=0.0)
    assert blind["marker_albumin"] == pytest.approx(blind["marker_sodium"], rel=0.01)


def test_chances_add_up_to_one(storage: LocalModelStorage) -> None:
    assert sum(chances(storage, "albumin in court", COURT, not_ours_odds=3.0).values()) == pytest.approx(1.0)


@pytest.mark.parametrize("vector", [MARKER, COURT, DANGER])
@pytest.mark.parametrize("text", ["he vomits blood", "albumin", "who won the match"])
@pytest.mark.parametrize("odds", [0.5, 1.0, 3.0])
def test_a_danger_is_as_likely_as_the_vector_finds_it(
    storage: LocalModelStorage, text: str, vector: tuple[float, ...], odds: float
) -> None:
    by_vector = chances(storage, "", vector)["emergency"]
    assert chances(storage, text, vector, not_ours_odds=odds)["emergency"] == pytest.approx(by_vector, rel=1e-4)


def test_words_of_ours_do_not_make_a_message_ours(storage: LocalModelStorage) -> None:
    assert chances(storage, "albumin sodium", COURT)["out_of_scope"] == pytest.approx(
        chances(storage, "", COURT)["out_of_scope"], rel=1e-4
    )


def test_the_odds_of_what_is_not_ours(storage: LocalModelStorage) -> None:
    def odds(of: float) -> float:
        found = chances(storage, "", COURT, not_ours_odds=of)
        return found["out_of_scope"] / (found["marker_albumin"] + found["marker_sodium"])

    assert odds(2.0) == pytest.approx(2 * odds(1.0), rel=1e-3)
