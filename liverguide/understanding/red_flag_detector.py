"""Rasa component: raises an emergency above every other understanding of a message."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from liverguide.understanding.confidence_bands import NOT_UNDERSTOOD
from liverguide.understanding.foreign_dangers import foreign_danger
from liverguide.understanding.intent_classifier import DANGER_IN_ALL, DANGER_IN_PART, DANGER_IN_REST
from liverguide.understanding.lab_values import ONLY_VALUES, READING
from liverguide.understanding.language import LANGUAGE
from liverguide.understanding.language_identification import ENGLISH
from liverguide.understanding.red_flags import Assessment, Kind, assess
from liverguide.understanding.red_flags.red_flag import KINDS_BY_URGENCY

RED_FLAG = "red_flag"
EMERGENCY = "emergency"
WORD = re.compile(r"[^\W\d_]+")
# Of one or two words only the patterns judge ("chest pain"): the classifier sees danger in any word it does not know.
LEAST_WORDS = 3
# The classifier knows that there is danger, not which; the patterns may have seen the kind, though they took it to be
# denied, past or supposed.
UNKNOWN_KIND: Kind = "other"
# What the classifier may not talk away, however calm a message sounds to it: people say this in few and quiet words,
# and who took too much often feels well when asking.
NEVER_CALMED = frozenset({"self_harm", "overdose"})
# A figure that is told with its measure ("temp 38.7 tonight") is no matter of tone.
FIGURE = re.compile(r"\d")
# A telegram like "rigors after the tap" tells the patterns more than the classifier.
LEAST_WORDS_TO_CALM = 6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RedFlagDetector(GraphComponent):
    """Sets `red_flag` to a kind or None; where it is set, the intent is `emergency`.

    Settings: the classifier's confidence that raises the alarm by itself, `alarm_from`, and the higher one that does so
    where the patterns found the danger denied, past or hypothetical, `alarm_from_when_lowered`; and the one that does
    so in a single clause of a long message, `alarm_from_in_part`. Below `calm_under` the classifier is so sure that
    nobody is in danger that what the patterns saw does not count, nor what one clause sounds like.
    """

    def __init__(
        self, alarm_from: float, alarm_from_when_lowered: float, alarm_from_in_part: float, calm_under: float
    ) -> None:
        self._alarm_from = alarm_from
        self._alarm_from_when_lowered = alarm_from_when_lowered
        self._alarm_from_in_part = alarm_from_in_part
        self._calm_under = calm_under

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Overridden in config.yml, where the reasons for the figures stand."""
        return {"alarm_from": 0.2, "alarm_from_when_lowered": 0.5, "alarm_from_in_part": 0.95, "calm_under": 0.01}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RedFlagDetector:
        """Make the component (called by Rasa)."""
        return cls(
            config["alarm_from"],
            config["alarm_from_when_lowered"],
            config["alarm_from_in_part"],
            config["calm_under"],
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Look at each message."""
        for message in messages:
            assessment = assess(message.get(TEXT) or "")
            kind: Kind | None = assessment.flag.kind if assessment.flag else None
            if kind and self._calm(message, kind) and not _measured(message, assessment):
                kind = None
            kind = kind or foreign_danger(message.get(TEXT) or "", message.get(LANGUAGE) or ENGLISH)
            kind = kind or self._second_opinion(message, assessment)
            message.set(RED_FLAG, kind, add_to_output=True)
            if kind:
                message.set(INTENT, {"name": EMERGENCY, "confidence": 1.0}, add_to_output=True)
            elif (message.get(INTENT) or {}).get("name") == EMERGENCY:
                # A danger that is denied or long past: ask what is meant rather than alarm or ignore.
                message.set(INTENT, {**message.get(INTENT), "name": NOT_UNDERSTOOD}, add_to_output=True)
        return messages

    def _calm(self, message: Message, kind: str) -> bool:
        danger = message.get(DANGER_IN_ALL)
        if kind in NEVER_CALMED or (message.get(LANGUAGE) or ENGLISH) != ENGLISH or danger is None:
            return False
        enough_words = len(WORD.findall(message.get(TEXT) or "")) >= LEAST_WORDS_TO_CALM
        return enough_words and self._sure_of_calm(message)

    def _sure_of_calm(self, message: Message) -> bool:
        guesses = {guess["name"]: guess["confidence"] for guess in message.get(INTENT_RANKING_KEY) or []}
        # Outside the ranking it can be no likelier than the last one in it.
        return bool(guesses) and guesses.get(EMERGENCY, min(guesses.values())) < self._calm_under

    def _second_opinion(self, message: Message, assessment: Assessment) -> Kind | None:
        text = message.get(TEXT) or ""
        if message.get(ONLY_VALUES):
            return None
        # The classifier has learned few dangers that are not told in English: any foreign word is strange to it.
        foreign = (message.get(LANGUAGE) or ENGLISH) != ENGLISH
        needed = self._alarm_from_when_lowered if assessment.lowered or foreign else self._alarm_from
        danger = message.get(DANGER_IN_ALL) or 0.0
        rest = message.get(DANGER_IN_REST)
        if rest is not None:
            danger, needed = rest, self._alarm_from_when_lowered if foreign else self._alarm_from
        if len(WORD.findall(text)) < LEAST_WORDS or (
            danger < needed and not self._danger_in_part(message, assessment, foreign)
        ):
            return None
        seen = {mention.kind for mention in assessment.lowered} | {flag.kind for flag in assessment.flags}
        return next((kind for kind in KINDS_BY_URGENCY if kind in seen), UNKNOWN_KIND)

    def _danger_in_part(self, message: Message, assessment: Assessment, foreign: bool) -> bool:
        """Whether one clause sounds like an emergency. What the patterns lowered is heard as a whole only, for a clause
        by itself knows nothing of the "if" and the "no" in the one before it.
        """
        if assessment.lowered or foreign or self._sure_of_calm(message):
            return False
        return bool(message.get(DANGER_IN_PART, 0.0) >= self._alarm_from_in_part)


def _measured(message: Message, assessment: Assessment) -> bool:
    """Whether the alarm was seen in a figure. Among lab values figures belong to many things."""
    reading = message.get(READING) or {}
    if assessment.flag is None or reading.get("labs") or reading.get("unclear"):
        return False
    return FIGURE.search(assessment.flag.phrase) is not None
