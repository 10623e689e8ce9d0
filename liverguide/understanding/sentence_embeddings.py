"""Rasa featurizer: one sentence vector per message."""

from __future__ import annotations

import os
from typing import Any

import numpy
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from liverguide.paths import state_folder
from liverguide.understanding import embedding_model
from liverguide.understanding.sentence_encoder import SentenceEncoder, shared_encoder
from liverguide.understanding.vector_cache import encode_with_cache


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbeddings(DenseFeaturizer, GraphComponent):
    """Sets the MiniLM vector of a message as its dense sentence feature."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before this in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`model` is part of the configuration so that other weights give another training fingerprint."""
        return {**DenseFeaturizer.get_default_config(), "model": embedding_model.identity()}

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["onnxruntime", "tokenizers"]

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """A model file that names other weights than the installed ones must not answer anybody."""
        if config["model"] != embedding_model.identity():
            raise embedding_model.EmbeddingModelError(
                "The assistant was trained with another sentence-embedding model than the installed one. "
                "Run `make train`."
            )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbeddings:
        """Make the component (called by Rasa)."""
        cls.validate_config(config)
        return cls(execution_context.node_name, config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the sentence vector to each message."""
        self._featurize(messages)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the sentence vector to each training example."""
        examples = [e for e in training_data.training_examples if e.get(TEXT)]
        encoder = SentenceEncoder(threads=os.cpu_count() or 1)
        folder = state_folder() / "vectors"
        texts = [example.get(TEXT) for example in examples]
        self._add(examples, encode_with_cache(texts, encoder.encode_all, folder, embedding_model.onnx_path().stem))
        return training_data

    def _featurize(self, messages: list[Message]) -> None:
        self._add(messages, shared_encoder().encode_all([message.get(TEXT) or "" for message in messages]))

    def _add(self, messages: list[Message], vectors: NDArray[numpy.float32]) -> None:
        for message, vector in zip(messages, vectors, strict=True):
            message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
