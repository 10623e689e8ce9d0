"""Source marks in content: `[liu_2022]` in a text, a numbered footnote for the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = re.compile(r"\s*\[([a-z0-9_]+(?:\s*,\s*[a-z0-9_]+)*)\]")


def cited_keys(text: str) -> list[str]:
    """Source keys in the order in which the text first names them."""
    keys = [key.strip() for match in MARK.finditer(text) for key in match.group(1).split(",")]
    return list(dict.fromkeys(keys))


def without_marks(text: str) -> str:
    """The text as it is read aloud."""
    return MARK.sub("", text)


def with_numbers(text: str, keys: Iterable[str]) -> str:
    """Marks replaced by the keys' places in `keys`, from 1: "[liu_2022]" becomes " [1]"."""
    number = {key: str(place) for place, key in enumerate(keys, start=1)}

    def numbered(match: re.Match[str]) -> str:
        return " [" + ", ".join(number[key.strip()] for key in match.group(1).split(",")) + "]"

    return MARK.sub(numbered, text)
