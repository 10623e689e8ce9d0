"""Rasa component: when to answer and when to ask back."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

NOT_UNDERSTOOD = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConfidenceBands(GraphComponent):
    """Replaces an unsure intent by `nlu_fallback`; the ranking keeps the guesses, so that the dialogue can ask.

    Only the classifier's guesses are judged, not what the language or the values of a message have decided.

    Settings: `answer_from`, the least confidence to answer with, and `lead`, the least distance to the second guess.
    """

    def __init__(self, answer_from: float, lead: float) -> None:
        self._answer_from = answer_from
        self._lead = lead

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Overridden in config.yml, where the reasons for the figures stand."""
        return {"answer_from": 0.5, "lead": 0.1}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConfidenceBands:
        """Make the component (called by Rasa)."""
        return cls(config["answer_from"], config["lead"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge each message."""
        for message in messages:
            intent = message.get(INTENT) or {"name": None, "confidence": 0.0}
            ranking = message.get(INTENT_RANKING_KEY) or []
            guessed = not ranking or intent == ranking[0]
            second = [guess["confidence"] for guess in ranking if guess["name"] != intent["name"]]
            lead = intent["confidence"] - max(second, default=0.0)
            unsure = guessed and (intent["confidence"] < self._answer_from or lead < self._lead)
            # Without a word there are no features, and the classifier's habit must not turn silence into a "yes".
            wordless = not any(character.isalnum() for character in message.get(TEXT) or "")
            if wordless or unsure:
                message.set(INTENT, {"name": NOT_UNDERSTOOD, "confidence": intent["confidence"]}, add_to_output=True)
        return messages
