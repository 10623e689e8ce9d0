"""Splits messages into tokens with spaCy's English rules (a blank pipeline: no trained model is needed)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer as SpacyRules

# A message without a single word still gets a token, so that every later component finds features.
NO_WORDS = "<no_words>"
# spaCy's rules take time with the square of such a run: 10,000 "$" would hold up everybody for 18 s.
RUN_OF_SIGNS = re.compile(r"[^\w\s]{20,}")


@lru_cache(maxsize=1)
def _rules() -> SpacyRules:
    import spacy

    return spacy.blank("en").tokenizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyTokenizer(Tokenizer):
    """Rasa's tokenizer interface over spaCy's tokenization rules."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings that Rasa's tokenizers share."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["spacy"]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The data as it is: nothing learns from tokens, and cutting 60,000 examples takes a tenth of a training."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Words of the attribute with their places; punctuation alone is left out."""
        # As many spaces in their place, so that words keep their positions.
        text = RUN_OF_SIGNS.sub(lambda run: " " * len(run.group()), message.get(attribute))
        words = [Token(t.text, t.idx) for t in _rules()(text) if not (t.is_space or t.is_punct)]
        return words or [Token(NO_WORDS, 0)]
