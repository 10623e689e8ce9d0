"""Logistic regression over sentence vectors, and naive Bayes over letters and words beside it.

Rasa's own LogisticRegressionClassifier does not let the strength of regularisation be set; with vectors of length one
its fixed value underfits badly. Training uses scikit-learn; predicting is one matrix product, and the model file holds
plain arrays, nothing that could run code.

The encoder does not know trade names, lay words and slips of the finger; letters and words do, but know nothing of
meaning. They only tell topics apart: whether a message is ours at all, and whether it is an emergency, is for the
vector, as any text has words that some topic has too.

Values drown the question beside them: "my father, 74, has Na 132 and the nurse used the word encephalopathy, what is
that" looks like a question on sodium. Where such a message leaves the classifier unsure, it is read once more without
the values, and that counts if it is clear.

What sounds like an emergency is read once more without the dangers that the message denies or puts into the past. And
it is heard clause by clause, as one clause of danger is drowned in the vector of a long calm message.
"""

from __future__ import annotations

import json
from typing import Any

import numpy
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from safetensors.numpy import load_file, save_file

from liverguide.understanding import naive_bayes
from liverguide.understanding.aside_examples import COMPOSED
from liverguide.understanding.clauses import clauses_of
from liverguide.understanding.lab_values import BESIDE_VALUES
from liverguide.understanding.ngrams import BUCKETS, letter_groups, word_groups
from liverguide.understanding.red_flags import beside_lowered
from liverguide.understanding.sentence_encoder import shared_encoder

ARRAYS = "classifier.safetensors"
EMERGENCY = "emergency"
OURS, NOT_OURS, DANGER = range(3)
DANGER_IN_ALL = "danger"
DANGER_IN_REST = "danger_in_rest"
DANGER_IN_PART = "danger_in_part"
# A question beside values is short: of 5,502 examples with values none says more than 300 characters beside them.
# Of much longer texts the encoder reads both ends only, as it has done before.
LONGEST_BESIDE = 1_000
# A clause that is no likelier an emergency than that is not read with its neighbours.
DOUBTFUL = 0.5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Gives every message a ranking of intents with probabilities that add up to 1."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before this in the pipeline."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C` is the inverse of regularisation; a message with values is read again without them if its first guess is
        under `unsure` and an emergency under `suspicion`, and that reading counts from `clear` on.

        `gate_C` is the inverse of regularisation where danger is told from everything else.

        `meaning`, `letters` and `words` are the weights of the vector and of naive Bayes where topics are told apart.
        The intents of `not_ours` are taken for `not_ours_odds` times as likely as training leaves them, which makes
        each as rare as one topic of many.
        """
        return {
            "C": 3.0,
            "gate_C": 10.0,
            "max_iter": 300,
            "ranking_length": 10,
            "unsure": 0.8,
            "suspicion": 0.1,
            "clear": 0.95,
            "meaning": 0.8,
            "letters": 3.0,
            "words": 2.0,
            "not_ours": [],
            "not_ours_odds": 1.0,
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be importable."""
        return ["sklearn", "safetensors"]

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._intents: list[str] = []
        self._weights: NDArray[numpy.float32] = numpy.zeros((0, 0), numpy.float32)
        self._bias: NDArray[numpy.float32] = numpy.zeros(0, numpy.float32)
        # Danger against everything else: weights, and the bias at the end.
        self._gate: NDArray[numpy.float32] = numpy.zeros(0, numpy.float32)
        self._letters: NDArray[numpy.float16] = numpy.zeros((BUCKETS, 0), numpy.float16)
        self._words: NDArray[numpy.float16] = numpy.zeros((BUCKETS, 0), numpy.float16)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Make an untrained classifier (called by Rasa)."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples that have an intent and a text."""
        examples = [e for e in training_data.intent_examples if e.get(INTENT) and e.get(TEXT)]
        vectors = self._features(examples)
        model = self._regression(self._config["C"]).fit(vectors, [e.get(INTENT) for e in examples])
        self._intents = [str(intent) for intent in model.classes_]
        self._gate = self._learned_gate(vectors, examples)
        weights, bias = model.coef_, model.intercept_
        if len(self._intents) == 2:  # scikit-learn keeps one row for two classes
            weights, bias = numpy.concatenate([-weights, weights]) / 2, numpy.concatenate([-bias, bias]) / 2
        self._weights, self._bias = weights.astype(numpy.float32), bias.astype(numpy.float32)
        classes = [self._intents.index(e.get(INTENT)) for e in examples]
        texts = [e.get(TEXT) for e in examples]
        count = len(self._intents)
        self._letters = naive_bayes.learned(zip(map(letter_groups, texts), classes, strict=True), BUCKETS, count)
        self._words = naive_bayes.learned(zip(map(word_groups, texts), classes, strict=True), BUCKETS, count)
        self._persist()
        return self._resource

    def _regression(self, strength: float) -> Any:
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(
            C=strength, max_iter=self._config["max_iter"], class_weight="balanced", random_state=42
        )

    def _learned_gate(self, vectors: NDArray[numpy.float32], examples: list[Message]) -> NDArray[numpy.float32]:
        # A danger told among remarks is mostly remarks: composed examples would teach the gate to hear danger in those.
        told = numpy.array([not e.get(COMPOSED) for e in examples])
        danger = numpy.array([e.get(INTENT) == EMERGENCY for e in examples])
        if len(set(danger[told])) < 2:
            return numpy.zeros(0, numpy.float32)
        model = self._regression(self._config["gate_C"]).fit(vectors[told], danger[told])
        gate: NDArray[numpy.float32] = numpy.concatenate([model.coef_[0], model.intercept_]).astype(numpy.float32)
        return gate

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking` and `danger` on each message; `danger_in_rest`, that of what is said beside
        denied and past dangers, where there are such; `danger_in_part`, the greatest of any clause read with its
        neighbours, where there are several.
        """
        if not self._intents:  # not trained yet
            return messages
        for message in messages:
            vector = self._features([message])[0]
            chances = self._chances(vector, message.get(TEXT) or "")
            message.set(DANGER_IN_ALL, self._danger(vector))
            beside = message.get(BESIDE_VALUES) or ""
            if (
                0 < len(beside) <= LONGEST_BESIDE
                and chances.max() < self._config["unsure"]
                and not self._suspects_danger(chances)
            ):
                without_values = self._chances(shared_encoder().encode(beside), beside)
                if without_values.max() >= self._config["clear"]:
                    chances = without_values
            elif self._suspects_danger(chances) and (rest := beside_lowered(message.get(TEXT) or "")) is not None:
                message.set(DANGER_IN_REST, self._danger_in(rest))
            if (danger := self._danger_in_part(message.get(TEXT) or "")) is not None:
                message.set(DANGER_IN_PART, danger)
            best = numpy.argsort(-chances)[: self._config["ranking_length"]]
            ranking = [{"name": self._intents[i], "confidence": float(chances[i])} for i in best]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _chances(self, vector: NDArray[numpy.float32], text: str) -> NDArray[numpy.float32]:
        meaning = self._weights @ vector + self._bias
        all_told = (
            self._config["meaning"] * meaning
            + self._config["letters"] * naive_bayes.evidence(self._letters, letter_groups(text))
            + self._config["words"] * naive_bayes.evidence(self._words, word_groups(text))
        )
        chances = numpy.zeros_like(meaning)
        kinds = self._kinds()
        for kind, share in enumerate(self._shares_of_kinds(_shares(meaning), kinds)):
            of_kind = kinds == kind
            if of_kind.any():
                chances[of_kind] = share * _shares(all_told[of_kind])
        return chances

    def _shares_of_kinds(self, chances: NDArray[numpy.float32], kinds: NDArray[numpy.int64]) -> list[float]:
        ours, not_ours, danger = (float(chances[kinds == kind].sum()) for kind in (OURS, NOT_OURS, DANGER))
        not_ours *= self._config["not_ours_odds"]
        # Nothing may make a danger less likely than the vector finds it.
        scale = (1.0 - danger) / (ours + not_ours) if ours + not_ours else 0.0
        return [ours * scale, not_ours * scale, danger]

    def _kinds(self) -> NDArray[numpy.int64]:
        kinds = {EMERGENCY: DANGER, **dict.fromkeys(self._config["not_ours"], NOT_OURS)}
        return numpy.array([kinds.get(intent, OURS) for intent in self._intents])

    def _suspects_danger(self, chances: NDArray[numpy.float32]) -> bool:
        return EMERGENCY in self._intents and bool(chances[self._intents.index(EMERGENCY)] >= self._config["suspicion"])

    def _danger_in(self, rest: str) -> float:
        """How much danger there is in the rest of a message; nothing that is said is no danger."""
        return self._danger(shared_encoder().encode(rest)) if rest else 0.0

    def _danger(self, vector: NDArray[numpy.float32]) -> float:
        """From 0 to 1, the mean of two opinions: emergency among all intents, and danger against everything else."""
        if EMERGENCY not in self._intents:
            return 0.0
        share = float(_shares(self._weights @ vector + self._bias)[self._intents.index(EMERGENCY)])
        if not len(self._gate):
            return share
        return (share + float(1 / (1 + numpy.exp(-(self._gate[:-1] @ vector + self._gate[-1]))))) / 2

    def _danger_in_part(self, text: str) -> float | None:
        """The greatest chance of an emergency in one clause, that must stand up to being read together with the clause
        before it and with the one behind it; None where there are no several clauses.
        """
        clauses = clauses_of(text) if len(text) <= LONGEST_BESIDE and EMERGENCY in self._intents else []
        if not clauses:
            return None
        greatest = 0.0
        for place, danger in enumerate(self._dangers(clauses)):
            if danger > max(greatest, DOUBTFUL):
                pairs = [" ".join(clauses[max(place - 1, 0) : place + 1]), " ".join(clauses[place : place + 2])]
                greatest = max(greatest, min(danger, *self._dangers(pairs)))
        return greatest

    def _dangers(self, texts: list[str]) -> list[float]:
        return list(map(self._danger, shared_encoder().encode_all(texts)))

    def _features(self, messages: list[Message]) -> NDArray[numpy.float32]:
        rows = []
        for message in messages:
            _, dense = message.get_dense_features(TEXT)
            rows.append(dense.features[0])
        return numpy.stack(rows)

    def _persist(self) -> None:
        with self._storage.write_to(self._resource) as folder:
            arrays: dict[str, NDArray[Any]] = {"weights": self._weights, "bias": self._bias, "gate": self._gate}
            arrays |= {"letters": self._letters, "words": self._words}
            save_file(arrays, folder / ARRAYS)
            (folder / "intents.json").write_text(json.dumps(self._intents), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Load a trained classifier (called by Rasa)."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            arrays = load_file(folder / ARRAYS)
            component._weights, component._bias = arrays["weights"], arrays["bias"]
            component._gate = arrays["gate"]
            component._letters, component._words = arrays["letters"], arrays["words"]
            component._intents = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        return component


def _shares(scores: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    exponentials = numpy.exp(scores - scores.max())
    shares: NDArray[numpy.float32] = exponentials / exponentials.sum()
    return shares
