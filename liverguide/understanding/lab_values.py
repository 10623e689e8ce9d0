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

from liverguide.labs import read_labs, words_beside_values

READING = "reading"
BESIDE_VALUES = "beside_values"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LabValues(GraphComponent):
    """Sets `reading` on every message, and `beside_values`, what is said beside them, where there are values."""

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
            if reading.labs or reading.unclear:
                message.set(BESIDE_VALUES, words_beside_values(text))
        return messages
