"""What the assistant says around the curated answers: greetings, questions, refusals (content/phrases.yml, apps/)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from liverguide.library.errors import ContentError
from liverguide.library.yaml_files import read_yaml

# Each messaging app's own phrases, a file per app: `privacy` of telegram.yml is `app.telegram.privacy`.
APPS = "apps"


def load_phrases(content: Path) -> dict[str, str]:
    """All phrases by dotted id, such as `score.ask_sex`: those of phrases.yml, and those of each messaging app.

    Raises:
        ContentError: a phrase is not text.
    """
    phrases = dict(_flat(read_yaml(content / "phrases.yml"), content / "phrases.yml", ""))
    for file in app_files(content):
        phrases.update(_flat(read_yaml(file), file, f"app.{file.stem}"))
    return phrases


def phrase_file(entry: str) -> str:
    """The file in content/ in which a phrase stands."""
    parts = entry.split(".")
    return f"{APPS}/{parts[1]}.yml" if parts[0] == "app" else "phrases.yml"


def app_files(content: Path) -> list[Path]:
    """The files with the messaging apps' own phrases."""
    return sorted((content / APPS).glob("*.yml"))


def _flat(data: Any, file: Path, prefix: str) -> list[tuple[str, str]]:
    if isinstance(data, str):
        return [(prefix, data.strip())]
    if isinstance(data, dict):
        return [pair for key, value in data.items() for pair in _flat(value, file, f"{prefix}.{key}".lstrip("."))]
    raise ContentError(file, prefix or "the file", "is not text", "Write the phrase as text")
