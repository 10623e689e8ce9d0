"""What a person typed, made safe to hand to Rasa: it can never be taken for an intent."""

from __future__ import annotations

import re
import unicodedata

# Enough for a pasted lab report; more is cut, so that one message cannot hold up the others.
MOST_CHARACTERS = 10_000
ZERO_WIDTH_SPACE = "\u200b"
# Zero-width non-joiner and joiner: letters of some scripts and families of emoji need them.
JOINERS = re.compile("(?<=[\x00-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f]|\\Z)")
LEADING = re.compile(r"\A[/\s]+")
COMMAND = re.compile(r"\A/[A-Za-z_]+\s*(?:\{.*\}\s*)?\Z", re.DOTALL)
# Looks the same, and Rasa sees nothing in it.
FRACTION_SLASH = "\u2044"


def as_free_text(text: str) -> str:
    """The text without control characters and without the leading "/" that Rasa reads as an intent.

    An order to the machine ("/restart") keeps a slash of another kind, by which `is_command` knows it.
    """
    kept = "".join(c if c.isprintable() else _kept(c) for c in text[:MOST_CHARACTERS])
    clean = JOINERS.sub("", kept).strip()
    words = LEADING.sub("", clean)
    return FRACTION_SLASH + words if COMMAND.match(clean) else words


def is_command(text: str) -> bool:
    """Whether a text that went through `as_free_text` is an order to the machine. Such orders change nothing."""
    return text.startswith(FRACTION_SLASH)


def _kept(character: str) -> str:
    if character in "\n\t":
        return character
    match unicodedata.category(character):
        case "Cc" | "Cs":
            return " "
        case "Cf":  # direction marks and soft hyphens stand inside of words and numbers
            return {ZERO_WIDTH_SPACE: " ", "\u200c": character, "\u200d": character}.get(character, "")
        case _:
            return character
