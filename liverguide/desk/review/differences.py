"""What changed in a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from liverguide.library.reviews import Wording

WORD = re.compile(r"\n+|[^\s]+")

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went. A paragraph's end is a line break."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """A field whose text changed."""

    field: str
    pieces: tuple[Piece, ...]


def differences(before: Wording, now: Wording) -> list[Difference]:
    """The fields that differ, in the order of `now`, those that went at the end."""
    fields = list(dict.fromkeys([*now, *before]))
    return [
        Difference(field, tuple(pieces(before.get(field, ""), now.get(field, ""))))
        for field in fields
        if before.get(field, "") != now.get(field, "")
    ]


def pieces(before: str, now: str) -> Iterator[Piece]:
    """One text after the other, cut where they begin or cease to agree."""
    old, new = WORD.findall(before), WORD.findall(now)
    # Without autojunk: it would take a frequent word such as "the" for noise and call whole paragraphs changed.
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", " ".join(new[new_start:new_end]))
            continue
        if old_start < old_end:
            yield Piece("removed", " ".join(old[old_start:old_end]))
        if new_start < new_end:
            yield Piece("added", " ".join(new[new_start:new_end]))
