"""Curated content: its schema, loading, lint and rendering. Knows nothing of Rasa."""

from liverguide.library.errors import ContentError
from liverguide.library.library import Library, current_library

__all__ = ["ContentError", "Library", "current_library"]
