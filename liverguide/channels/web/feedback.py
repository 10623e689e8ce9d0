"""A thumb up or down under an answer, and a word about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liverguide.channels.web.errors import Refusal
from liverguide.understanding.free_text import as_free_text

MOST_CHARACTERS = 500
THUMBS = ("up", "down", None)


@dataclass(frozen=True)
class Feedback:
    """What a person thinks of the message `n`; neither thumb nor word takes back what was said before."""

    n: int
    thumb: str | None
    word: str | None


def feedback(body: Mapping[str, Any]) -> Feedback:
    """The feedback in a request's body.

    Raises:
        Refusal: it names no message or no thumb, or its word is longer than 500 characters.
    """
    n, thumb, word = body.get("n"), body.get("thumb"), body.get("word")
    names_message = isinstance(n, int) and not isinstance(n, bool) and n > 0
    if not names_message or "thumb" not in body or thumb not in THUMBS or not isinstance(word, (str, type(None))):
        raise Refusal(400, "feedback")
    if word is not None and len(word) > MOST_CHARACTERS:
        raise Refusal(413, "too_long", "too_long", limit=MOST_CHARACTERS)
    return Feedback(int(n or 0), thumb, as_free_text(word) or None if word else None)
