"""What a person typed, made safe to hand to Rasa: it can never be taken for an intent."""

from __future__ import annotations

import re
import unicodedata

# Enough for a pasted lab report; more is cut, so that one message cannot hold up the others.
MOST_CHARACTERS = 10_000
ZERO_WIDTH_SPACE = "\u200b"
LEADING = re.compile(r"\A[/\s]+")


def as_free_text(text: str) -> str:
    """The text without control characters and without the leading "/" that Rasa reads as an intent."""
    return LEADING.sub("", "".join(_kept(c) for c in text[:MOST_CHARACTERS])).rstrip()


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    match unicodedata.category(character):
        case "Cc" | "Cs":
            return " "
        case "Cf":  # direction marks, joiners and soft hyphens stand inside of words and numbers
            return " " if character == ZERO_WIDTH_SPACE else ""
        case _:
            return character
