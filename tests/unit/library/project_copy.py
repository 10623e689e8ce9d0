from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from liverguide.library.citations import cited_keys
from liverguide.paths import PROJECT


class ProjectCopy:
    """The real content, clinic facts, domain and training data, in a folder where a test may break them."""

    def __init__(self, root: Path) -> None:
        self.root, self.content, self.clinic = root, root / "content", root / "clinic.yml"
        for name in ("content", "data"):
            shutil.copytree(PROJECT / name, root / name)
        for name in ("clinic.yml", "domain.yml"):
            shutil.copy(PROJECT / name, root / name)

    @contextmanager
    def changed(self, name: str) -> Iterator[Any]:
        """The data of a file, written back with what the block changed."""
        file = self.root / name
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        yield data
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")

    @contextmanager
    def changed_topic(self, name: str, topic: str) -> Iterator[dict[str, Any]]:
        """One topic of a content file; its `sources` are brought in step with its texts."""
        with self.changed(f"content/{name}") as data:
            entry = next(entry for entry in data["topics"] if entry["id"] == topic)
            named = entry["sources"]
            yield entry
            if entry["sources"] == named:
                texts = [entry["short"], entry["answer"], entry.get("statistics") or ""]
                entry["sources"] = [key for text in texts for key in cited_keys(text)]
