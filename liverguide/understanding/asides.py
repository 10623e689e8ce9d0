"""Training examples told as people tell them: a question or a danger among remarks on life, health and the weather.

A sentence encoder takes the mean of a message's words, so whoever tells much drowns the one question in it, and to a
classifier that has mostly seen short calm messages and long alarmed ones a long calm one sounds like danger. Composed
examples show that remarks change nothing: a question stays what it is, and so does a danger.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("asides.yml")
EMERGENCY = "emergency"
# Examples of these lengths, in words, are put among remarks; longer ones are stories themselves.
SHORTEST, LONGEST = 3, 18
# How many remarks stand around an example, and how often.
AROUND = (1, 2, 2, 3, 3, 4)
AROUND_DANGER = (0, 1, 1, 2, 3)
QUESTION_BESIDE_DANGER = 0.6
STOPS = re.compile(r"[.,!]")

Example = tuple[str, str]


@lru_cache(maxsize=1)
def asides() -> tuple[str, ...]:
    """The remarks of `asides.yml`."""
    groups: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(remark for group in groups.values() for remark in group)


def told_among_asides(
    examples: Sequence[Example], left_out: Collection[str], questions: int, dangers: int, seed: int
) -> list[Example]:
    """Composed examples, the same ones for the same arguments.

    Args:
        examples: texts with their intents.
        left_out: intents of which no example is composed.
        questions: how many calm ones, evenly over the intents.
        dangers: how many with a danger in them.
        seed: of the random choices.
    """
    chance = random.Random(seed)
    calm: dict[str, list[str]] = {}
    danger: list[str] = []
    for text, intent in examples:
        if SHORTEST <= len(text.split()) <= LONGEST and intent not in left_out:
            (danger if intent == EMERGENCY else calm.setdefault(intent, [])).append(text)
    intents = sorted(calm)
    composed: list[Example] = []
    for number in range(questions if intents else 0):
        intent = intents[number % len(intents)]
        around = chance.sample(asides(), chance.choice(AROUND))
        # Most people come to the point last.
        at = chance.choice((len(around), len(around), len(around), 0, len(around) // 2))
        told = [*around[:at], chance.choice(calm[intent]), *around[at:]]
        composed.append((_joined(told, chance), intent))
    for _ in range(dangers if danger and intents else 0):
        told = [*chance.sample(asides(), chance.choice(AROUND_DANGER)), chance.choice(danger)]
        chance.shuffle(told)
        if len(told) == 1 or chance.random() < QUESTION_BESIDE_DANGER:
            question = chance.choice(calm[chance.choice(intents)])
            told.insert(chance.choice((0, len(told))), question)
        composed.append((_joined(told, chance), EMERGENCY))
    return composed


def _joined(sentences: Sequence[str], chance: random.Random) -> str:
    """As typed with care, dictated without stops, in one breath with commas, or all in small letters."""
    text = " ".join(each if each[-1] in ".?!" else each + chance.choice((".", "", "", "...")) for each in sentences)
    style = chance.random()
    if style < 0.25:
        return STOPS.sub("", text).lower()
    if style < 0.4:
        return ", ".join(each.rstrip(".!") for each in sentences).lower()
    return text.lower() if style < 0.5 else text
