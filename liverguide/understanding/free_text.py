"""What a person typed, made safe to hand to Rasa: it can never be taken for an intent."""

from __future__ import annotations

import re
import unicodedata

# Enough for a pasted lab report; more is cut, so that one message cannot hold up the others.
MOST_CHARACTERS = 10_000
LEADING = re.compile(r"\A[/\s]+")


def as_free_text(text: str) -> str:
    """The text without control characters and without the leading "/" that Rasa reads as an intent."""
    kept = (
        c if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else " " for c in text[:MOST_CHARACTERS]
    )
    return LEADING.sub("", "".join(kept)).rstrip()
