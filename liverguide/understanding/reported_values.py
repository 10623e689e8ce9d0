"""Rasa component: a message of values reports them, whatever else it may seem."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.lab_values import ONLY_VALUES, READING

# A message that only looks like one of these and carries values is a report of values.
NO_SUBJECT_OF_THEIR_OWN = frozenset({"out_of_scope", "chitchat", "other_language", "abuse", "privacy_data"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ReportedValues(GraphComponent):
    """Sets `report_labs` on messages of nothing but values, and on such as have values but no subject of ours."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReportedValues:
        """Make the component (called by Rasa)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge each message."""
        for message in messages:
            reading = message.get(READING) or {}
            if not any(reading.get(read) for read in ("labs", "unclear", "unassigned")):
                continue
            intent = message.get(INTENT) or {}
            no_subject = bool(reading.get("labs")) and intent.get("name") in NO_SUBJECT_OF_THEIR_OWN
            if no_subject or message.get(ONLY_VALUES):
                message.set(INTENT, {"name": "report_labs", "confidence": 1.0}, add_to_output=True)
        return messages
