"""Rasa component: reads lab values, age, sex and dialysis out of a message."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.labs import is_only_values, read_message, reading_of, words_beside_values

READING = "reading"
BESIDE_VALUES = "beside_values"
ONLY_VALUES = "only_values"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LabValues(GraphComponent):
    """Sets `reading` and `only_values` (nothing else is said) on every message, and `beside_values`, what is said
    beside them, where there are values.
    """

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
            parts = read_message(message.get(TEXT) or "")
            reading = reading_of(parts)
            message.set(READING, asdict(reading), add_to_output=True)
            if reading.labs or reading.unclear:
                message.set(BESIDE_VALUES, words_beside_values(parts))
            message.set(ONLY_VALUES, is_only_values(parts))
        return messages
