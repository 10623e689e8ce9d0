"""Training and understanding by the number of topics, on made-up ones with as many examples each.

Times are of the processor, so that other work on the machine counts little.
"""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Callable
from itertools import islice, product
from pathlib import Path
from typing import Any

import yaml

from bench.report import Report, Row
from bench.systems import Ours
from liverguide.understanding.parse import Parser

TOPICS = (70, 250, 1_000)
QUESTIONS_ASKED = 40
SUBJECTS = (
    *("anchor", "apple", "balloon", "basket", "bicycle", "blanket", "bottle", "bridge", "bucket", "butter"),
    *("candle", "carpet", "castle", "chair", "clock", "coffee", "curtain", "drum", "engine", "feather"),
    *("fence", "flute", "garden", "glove", "hammer", "harbour", "helmet", "island", "jacket", "kettle"),
    *("ladder", "lantern", "mirror", "needle", "orchard", "pencil", "piano", "pillow", "saddle", "window"),
)
ASPECTS = (
    *("age", "colour", "cost", "danger", "design", "flavour", "future", "history", "length", "maker"),
    *("market", "material", "name", "noise", "origin", "owner", "parts", "price", "repair", "shape"),
    *("size", "smell", "storage", "use", "weight"),
)
EXAMPLES = (
    "what is the {aspect} of the {subject}?",
    "tell me about the {aspect} of a {subject}",
    "{subject} {aspect}",
    "can you explain the {aspect} of this {subject} please",
    "my question is about the {subject} and its {aspect}",
    "I read something on {aspect} and {subject}, is it true?",
    "how much does the {aspect} matter for a {subject}",
    "who knows more about a {subject}'s {aspect}?",
)
QUESTION = "a friend asked me about the {aspect} of her {subject}, what do I say?"


def by_topics(report: Report, ours: Ours, folder: Path) -> None:
    """A row each for training from nothing and for understanding one message, at each number of topics."""
    for count in TOPICS:
        project, model = folder / f"topics-{count}", folder / f"topics-{count}.tar.gz"
        names = _write(project, count)
        shutil.rmtree(ours.training_folder / "vectors", ignore_errors=True)
        before = _of_children()
        ours.train(project / "data", folder, model, project / "domain.yml")
        seconds = _of_children() - before
        examples = count * len(EXAMPLES)
        report.add(Row(f"training on {count:,} topics ({examples:,} examples)", {"ours": [seconds]}, unit="s"))
        parse = Parser(model).parse
        asked = [
            QUESTION.format(aspect=a, subject=s) for a, s in islice(names, 0, None, max(1, count // QUESTIONS_ASKED))
        ]
        parse(asked[0])
        times = [_seconds(parse, text) for text in asked]
        report.add(Row(f"understanding among {count:,} topics", {"ours": times}))


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _seconds(do: Callable[[str], Any], text: str) -> float:
    began = time.thread_time()
    do(text)
    return time.thread_time() - began


def _write(project: Path, count: int) -> list[tuple[str, str]]:
    """Domain, rule and examples of so many topics; the topics, as aspect and subject."""
    chosen = list(islice(product(ASPECTS, SUBJECTS), count))
    intents = [f"{aspect}_of_{subject}" for aspect, subject in chosen]
    entries = [
        {"intent": intent, "examples": "".join(f"- {text.format(aspect=a, subject=s)}\n" for text in EXAMPLES)}
        for intent, (a, s) in zip(intents, chosen, strict=True)
    ]
    steps = [{"or": [{"intent": intent} for intent in intents]}, {"action": "action_answer"}]
    files = {
        "domain.yml": {"intents": intents, "actions": ["action_answer", "action_not_understood"]},
        "data/nlu/topics.yml": {"nlu": entries},
        "data/rules/topics.yml": {"rules": [{"rule": "a question about a topic", "steps": steps}]},
    }
    for name, content in files.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump({"version": "3.1", **content}, sort_keys=False), encoding="utf-8")
    return chosen
