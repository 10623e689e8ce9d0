"""What the assistant says around the curated answers: greetings, questions, refusals (content/phrases.yml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from liverguide.library.errors import ContentError
from liverguide.library.yaml_files import read_yaml


def load_phrases(file: Path) -> dict[str, str]:
    """All phrases by dotted id, such as `score.ask_sex`.

    Raises:
        ContentError: a phrase is not text.
    """
    return dict(_flat(read_yaml(file), file, ""))


def _flat(data: Any, file: Path, prefix: str) -> list[tuple[str, str]]:
    if isinstance(data, str):
        return [(prefix, data.strip())]
    if isinstance(data, dict):
        return [pair for key, value in data.items() for pair in _flat(value, file, f"{prefix}.{key}".lstrip("."))]
    raise ContentError(file, prefix or "the file", "is not text", "Write the phrase as text")
