"""Rasa component: when to answer and when to ask back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.free_text import is_command

NOT_UNDERSTOOD = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConfidenceBands(GraphComponent):
    """Replaces an unsure intent by `nlu_fallback`; the ranking keeps the guesses, so that the dialogue can ask.

    Only the classifier's guesses are judged, not what the language or the values of a message have decided.

    Settings: `answer_from`, the least confidence to answer with, `lead`, the least distance to the second guess, and
    `light`, intents of which one is as good as another: "how are you" may be a greeting or small talk, and nobody needs
    to be asked which. Their confidences count together. Those of `declined`, intents whose answer says what can't be
    done here and claims nothing, count together with them, and are answered from `decline_from` on.
    """

    def __init__(
        self, answer_from: float, lead: float, light: Iterable[str], decline_from: float, declined: Iterable[str]
    ) -> None:
        self._answer_from = answer_from
        self._lead = lead
        self._light = frozenset(light)
        self._decline_from = decline_from
        self._declined = frozenset(declined)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Overridden in config.yml, where the reasons for the figures stand."""
        return {"answer_from": 0.6, "lead": 0.1, "light": [], "decline_from": 0.6, "declined": []}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConfidenceBands:
        """Make the component (called by Rasa)."""
        settings = ("answer_from", "lead", "light", "decline_from", "declined")
        return cls(**{name: config[name] for name in settings})

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge each message."""
        for message in messages:
            intent = message.get(INTENT) or {"name": None, "confidence": 0.0}
            ranking = message.get(INTENT_RANKING_KEY) or []
            unsure = (not ranking or intent == ranking[0]) and self._is_unsure(ranking)
            text = message.get(TEXT) or ""
            # Without a word there are no features, and the classifier's habit must not turn silence into a "yes".
            wordless = not any(character.isalnum() for character in text)
            if wordless or unsure or is_command(text):
                message.set(INTENT, {"name": NOT_UNDERSTOOD, "confidence": intent["confidence"]}, add_to_output=True)
        return messages

    def _is_unsure(self, ranking: list[dict[str, Any]]) -> bool:
        if not ranking:
            return True
        first = ranking[0]["name"]
        alike: frozenset[str] = frozenset({first})
        if first in self._declined:
            alike = self._light | self._declined
        elif first in self._light:
            alike = self._light
        confidence = sum(guess["confidence"] for guess in ranking if guess["name"] in alike)
        second = max((guess["confidence"] for guess in ranking if guess["name"] not in alike), default=0.0)
        enough = self._decline_from if first in self._declined else self._answer_from
        return bool(confidence < enough or confidence - second < self._lead)
