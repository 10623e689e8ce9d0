"""The training examples of a folder, read and checked in one pass.

Rasa parses each file six times with a parser in pure Python, and copies and hashes all examples for each file that it
adds: minutes, where this takes seconds. What comes out is what Rasa's reader makes of the same files (a test compares).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field
from rasa.shared.nlu.training_data.entities_parser import ENTITY_REGEX
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from liverguide.library.errors import ContentError
from liverguide.library.yaml_files import StrictModel, as_model, read_yaml

LINE_BEGINS = "-"


class _Entry(StrictModel):
    intent: str = Field(min_length=1)
    examples: str


class _ExampleFile(StrictModel):
    version: Literal["3.1"]
    nlu: list[_Entry]


def read_examples(folder: Path) -> TrainingData:
    """All examples of the folder, in the order of files and lines, each once.

    Raises:
        ContentError: a file is missing or holds something else than examples of intents.
    """
    files = sorted(folder.rglob("*.yml"))
    if not files:
        raise ContentError(folder, "the folder", "holds no training examples", "Restore its files")
    return TrainingData([example for file in files for example in _examples(file)])


def _examples(file: Path) -> Iterator[Message]:
    for entry in as_model(_ExampleFile, read_yaml(file), file, "the file").nlu:
        for line in entry.examples.splitlines():
            text = line[len(LINE_BEGINS) :].strip(" ")
            if not line.startswith(LINE_BEGINS) or not text:
                raise ContentError(file, entry.intent, f"{line!r} is no example", "Begin each line with '- '")
            if "[" in text and ENTITY_REGEX.search(text):
                raise ContentError(file, entry.intent, f"{line!r} marks an entity", "Write it without [..](..)")
            yield Message.build(text, entry.intent)
