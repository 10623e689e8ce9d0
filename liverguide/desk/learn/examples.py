"""Labelled messages as training examples in the form of data/nlu, for an engineer to read, choose from and file."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping

# The intent of what no topic answers.
OUT_OF_SCOPE = "out_of_scope"
HEADER = """\
# Messages that the chat did not understand, or answered badly, with what staff say they should have been ({day}).
# FOR REVIEW: nothing reads this file by itself. An engineer reads every line, leaves out what is no good example, sees
# to it that no person's name or number is left (texts are redacted by patterns), and files the rest under data/nlu/.
# Square brackets were made round, and line breaks spaces.
"""
# A line begins with its own "- "; a leading "/" is an order to Rasa.
LEADING = re.compile(r"\A[\s/\-\u2044]+")
# [..](..) marks an entity, and ${..} a variable of the machine.
MARKUP = str.maketrans({"[": "(", "]": ")"})
VARIABLE = re.compile(r"\$(?=\{)")


def as_examples(said: Iterable[tuple[str, str]], day: datetime.date) -> str:
    """A YAML file of texts with their intents; of two labels of one text the first counts."""
    intents: dict[str, str] = {}
    for text, intent in said:
        example = as_example(text)
        if example:
            intents.setdefault(example, intent)
    by_intent: dict[str, list[str]] = {}
    for example, intent in intents.items():
        by_intent.setdefault(intent, []).append(example)
    return HEADER.format(day=day.isoformat()) + '\nversion: "3.1"\n\n' + _entries(by_intent)


def as_example(text: str) -> str:
    """One line that neither YAML nor Rasa reads anything into; empty if nothing is left."""
    printable = "".join(each if each.isprintable() else _instead_of(each) for each in text)
    one_line = " ".join(VARIABLE.sub("$ ", printable.translate(MARKUP)).split())
    return LEADING.sub("", one_line)


def _instead_of(unprintable: str) -> str:
    # Joiners and direction marks stand inside of words.
    return "" if unicodedata.category(unprintable) == "Cf" else " "


def _entries(by_intent: Mapping[str, Iterable[str]]) -> str:
    if not by_intent:
        return "nlu: []\n"
    entries = []
    for intent, examples in sorted(by_intent.items()):
        lines = "".join(f"    - {example}\n" for example in sorted(examples))
        entries.append(f"- intent: {intent}\n  examples: |\n{lines}")
    return "nlu:\n" + "\n".join(entries)
