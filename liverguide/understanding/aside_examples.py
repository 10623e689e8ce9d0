"""Rasa component: adds examples told among other things to the training data (see `asides`)."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from liverguide.understanding.asides import told_among_asides

# Marks the examples that were composed here.
COMPOSED = "composed"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class AsideExamples(GraphComponent):
    """Stands before the embeddings, which encode its examples with the others. It changes no message."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`questions` and `dangers`: how many are composed; `left_out`: intents that are no question."""
        return {"questions": 0, "dangers": 0, "left_out": [], "seed": 42}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AsideExamples:
        """Make the component (called by Rasa)."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The data with composed examples at its end."""
        examples = [
            (e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)
        ]
        composed = told_among_asides(
            examples, self._config["left_out"], self._config["questions"], self._config["dangers"], self._config["seed"]
        )
        messages = [Message({TEXT: text, INTENT: intent, COMPOSED: True}) for text, intent in composed]
        return training_data.merge(TrainingData(messages))

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages as they are."""
        return messages
