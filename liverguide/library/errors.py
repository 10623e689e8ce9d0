"""What can be wrong with content."""

from __future__ import annotations

from pathlib import Path


class ContentError(Exception):
    """A content file cannot be used. Names the file, the entry and what to do."""

    def __init__(self, file: Path | str, entry: str, problem: str, cure: str) -> None:
        super().__init__(f"{Path(file).name}: {entry}: {problem}. {cure}")
        self.file, self.entry, self.problem, self.cure = str(file), entry, problem, cure
