"""All places in a row of words at which one of many phrases stands, found by a tree of their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from liverguide.labs.tokens import Token, normalise, tokenise


@dataclass(eq=False)
class _Branch:
    following: dict[str, _Branch] = field(default_factory=dict)
    phrase: str | None = None


def words_of(tokens: Iterable[Token]) -> list[str]:
    """The words that are compared: without case and accents; a line break or a tab is a word of its own."""
    return [
        token.folded if token.kind not in ("newline", "tab") else "\n" if token.kind == "newline" else "\t"
        for token in tokens
    ]


class Phrases:
    """Phrases with their meanings. Raises ValueError where one phrase is given two."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        """`wordings` are the spellings of each meaning, as people write them."""
        self._first: dict[str, _Branch] = {}
        for meaning, spellings in wordings.items():
            for spelling in spellings:
                self._add(meaning, spelling)

    def _add(self, meaning: str, spelling: str) -> None:
        branch, following = None, self._first
        for word in words_of(tokenise(normalise(spelling))):
            branch = following.setdefault(word, _Branch())
            following = branch.following
        if branch is None or branch.phrase not in (None, meaning):
            raise ValueError(f"{spelling!r} means nothing or two things: {meaning} and {branch and branch.phrase}")
        branch.phrase = meaning

    def find(self, words: Sequence[str]) -> list[tuple[str, int, int]]:
        """Meaning, start and end of each phrase among the words, in order of their starts."""
        found: list[tuple[str, int, int]] = []
        first, count = self._first, len(words)
        for start, word in enumerate(words):
            branch = first.get(word)
            end = start + 1
            while branch is not None:
                if branch.phrase is not None:
                    found.append((branch.phrase, start, end))
                branch = branch.following.get(words[end]) if end < count and branch.following else None
                end += 1
        return found
