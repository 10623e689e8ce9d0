"""Where things lie: the project's own files, and the folder for all that is made at run time."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CONTENT = PROJECT / "content"
CLINIC = PROJECT / "clinic.yml"


def reviews_file(content: Path = CONTENT) -> Path:
    """Where clinicians' signatures stand; LIVERGUIDE_REVIEWS moves them out of content that can't be written."""
    return Path(os.environ.get("LIVERGUIDE_REVIEWS") or content / "reviews.yml")


def state_folder() -> Path:
    """Folder for what is made at run time (models, converted weights, databases); LIVERGUIDE_STATE moves it."""
    return Path(os.environ.get("LIVERGUIDE_STATE", PROJECT / "var"))
