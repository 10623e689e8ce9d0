"""Line breaks of the file, which readers never see."""

from __future__ import annotations

import re

# Editors wrap lines; readers' screens wrap them anew.
LINE_BREAK_INSIDE_PARAGRAPH = re.compile(r"(?<!\n)\n(?!\n|- )[ \t]*")


def unwrapped(text: str) -> str:
    """The text with one line for each paragraph and list item."""
    return LINE_BREAK_INSIDE_PARAGRAPH.sub(" ", text.strip())
