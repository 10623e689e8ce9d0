"""The examples the encoder learns from: those of `data/nlu`, alone and among remarks, with slips of the finger."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import yaml

from liverguide.paths import PROJECT
from liverguide.understanding.aside_examples import AsideExamples
from liverguide.understanding.asides import told_among_asides

EXAMPLE = re.compile(r"^\s*- (.+)$", re.MULTILINE)
WORD = re.compile(r"[a-zA-Z]{5,}")


def training_examples() -> list[tuple[str, str]]:
    """Texts and their intents, in the order of the files."""
    found = []
    for file in sorted((PROJECT / "data" / "nlu").rglob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            found += [(text, entry["intent"]) for text in EXAMPLE.findall(entry["examples"])]
    return found


def composed_examples(examples: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Examples told among remarks, the same ones that the classifier learns from (`config.yml`)."""
    pipeline = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    name = f"{AsideExamples.__module__}.{AsideExamples.__name__}"
    own = next(component for component in pipeline if component["name"] == name)
    settings = {**AsideExamples.get_default_config(), **own}
    return told_among_asides(
        examples, settings["left_out"], settings["questions"], settings["dangers"], settings["seed"]
    )


def with_a_slip(text: str, chance: random.Random) -> str:
    """The text with one longer word mistyped: letters swapped, dropped, doubled or replaced by a neighbour."""
    words = list(WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + chance.choice("aeiourstnlm") + text[at + 1 :]


def batches(lengths: list[int], size: int, chance: random.Random) -> Iterator[list[int]]:
    """Indices of all examples, shuffled, texts of like length together: padding costs time."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    pool = size * 20
    found: list[list[int]] = []
    for start in range(0, len(order), pool):
        alike = sorted(order[start : start + pool], key=lambda index: lengths[index])
        found += [alike[i : i + size] for i in range(0, len(alike), size)]
    chance.shuffle(found)
    yield from found
