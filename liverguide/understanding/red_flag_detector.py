"""Rasa component: raises an emergency above every other understanding of a message."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.red_flags import find_red_flag

RED_FLAG = "red_flag"
EMERGENCY = "emergency"
# The classifier's own alarm, where no pattern speaks: only when it is this sure.
UNKNOWN_KIND = "other"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RedFlagDetector(GraphComponent):
    """Sets `red_flag` to a kind or None; where it is set, the intent is `emergency`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings: the patterns are data of `red_flags`."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagDetector:
        """Make the component (called by Rasa)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message."""
        for message in messages:
            flag = find_red_flag(message.get(TEXT) or "")
            intent = message.get(INTENT) or {}
            kind = flag.kind if flag else (UNKNOWN_KIND if intent.get("name") == EMERGENCY else None)
            message.set(RED_FLAG, kind, add_to_output=True)
            if kind:
                message.set(INTENT, {"name": EMERGENCY, "confidence": 1.0}, add_to_output=True)
        return messages
