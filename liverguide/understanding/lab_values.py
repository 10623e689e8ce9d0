"""Rasa component: reads lab values, age, sex and dialysis out of a message."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.labs import is_only_values, read_labs

READING = "reading"
# A message that only looks like one of these and carries values is a report of values.
NO_SUBJECT_OF_THEIR_OWN = frozenset({"out_of_scope", "chitchat", "other_language", "abuse", "privacy_data"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LabValues(GraphComponent):
    """Sets `reading` on every message; a message of nothing but values gets the intent `report_labs`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: the analytes are data of `liverguide.labs`."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LabValues:
        """Make the component (called by Rasa)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Read each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            reading = read_labs(text)
            message.set(READING, asdict(reading), add_to_output=True)
            intent = message.get(INTENT) or {}
            if is_only_values(text) or (reading.labs and intent.get("name") in NO_SUBJECT_OF_THEIR_OWN):
                message.set(INTENT, {"name": "report_labs", "confidence": 1.0}, add_to_output=True)
        return messages
