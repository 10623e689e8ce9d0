"""A fixed part of the training data, on which all three systems can be trained within minutes."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import yaml

from liverguide.paths import PROJECT

EXAMPLES_OF_AN_INTENT = 20


def examples() -> dict[str, list[str]]:
    """All training examples by intent, in the order of the files."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((PROJECT / "data" / "nlu").rglob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in entry:
                found[entry["intent"]] += [line.removeprefix("- ") for line in entry["examples"].splitlines() if line]
    return found


def sample(most: int = EXAMPLES_OF_AN_INTENT) -> dict[str, list[str]]:
    """Up to so many examples of each intent, spread evenly over all that it has."""
    return {intent: texts[:: max(1, len(texts) // most)][:most] for intent, texts in examples().items()}


def write(folder: Path, chosen: dict[str, list[str]]) -> None:
    """Training data for Rasa: these examples and all rules."""
    (folder / "nlu").mkdir(parents=True, exist_ok=True)
    shutil.copytree(PROJECT / "data" / "rules", folder / "rules", dirs_exist_ok=True)
    entries = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in chosen.items()
    ]
    text = yaml.safe_dump({"version": "3.1", "nlu": entries}, allow_unicode=True, sort_keys=False)
    (folder / "nlu" / "sample.yml").write_text(text, encoding="utf-8")
