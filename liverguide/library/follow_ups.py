"""Messages that lean on the last answer: "and is that one safer?", "what about the other one?"

A message leans when it is short, refers ("that one", "it", "the other") and asks about an aspect that the last answer
says where to find (`follow_ups` of a topic). Wordings are data: content/follow_ups.yml.
"""

from __future__ import annotations

import re
from pathlib import Path

from liverguide.library.entries import Topic
from liverguide.library.yaml_files import StrictModel, as_model, read_yaml


class FollowUpWords(StrictModel):
    """Wordings that refer back, and wordings of each aspect; `most_words` bounds a leaning message."""

    most_words: int
    refers: list[str]
    aspects: dict[str, list[str]]


class FollowUps:
    """Finds the topic that a leaning message means."""

    def __init__(self, words: FollowUpWords) -> None:
        self._most_words = words.most_words
        self._refers = _any_of(words.refers)
        self._aspects = {aspect: _any_of(wordings) for aspect, wordings in words.aspects.items()}

    @property
    def aspects(self) -> frozenset[str]:
        """Aspects that topics may use in `follow_ups`."""
        return frozenset(self._aspects)

    def resolve(self, text: str, last: Topic) -> str | None:
        """Topic id that the message asks for, given the last answer; None when it stands on its own."""
        plain = re.sub(r"\s+", " ", text.lower().replace("’", "'"))
        if len(plain.split()) > self._most_words or not self._refers.search(plain):
            return None
        for aspect, pattern in self._aspects.items():
            if aspect in last.follow_ups and pattern.search(plain):
                return last.follow_ups[aspect]
        return None


def load_follow_ups(file: Path) -> FollowUps:
    """Read the wordings.

    Raises:
        ContentError: the file is missing or wrong.
    """
    return FollowUps(as_model(FollowUpWords, read_yaml(file), file, "follow-ups"))


def _any_of(wordings: list[str]) -> re.Pattern[str]:
    either = "|".join(re.escape(w.lower()) for w in wordings) or "(?!)"  # no wording matches nothing
    return re.compile(rf"\b(?:{either})\b")
