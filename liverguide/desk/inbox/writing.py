"""What staff type, as it is sent: plain text with plain line ends."""

from __future__ import annotations

LONGEST_TEXT = 4_000
"""In characters, with a line end counted as one, as browsers count."""


def as_sent(typed: str) -> str:
    """The text without what nobody sees at its ends and without control characters; empty if nothing would be seen."""
    # A browser's form ends lines with two characters.
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in lines if c in "\n\t" or not _is_control(c)).strip()
    return text if any(c.isprintable() and not c.isspace() for c in text) else ""


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff"
