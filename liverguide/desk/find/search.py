"""Finds topics for a few typed words: by the understanding that the chat has, and by letters, whatever the typos."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from liverguide.labs import catalogue
from liverguide.library import Library
from liverguide.library.citations import without_marks
from liverguide.library.entries import Topic

WORD = re.compile(r"[^\W_]+")
MOST_RESULTS = 6
# Words of a title tell more of a topic than words inside of its answer.
IN_TITLE, IN_NAMES, IN_TEXT = 1.0, 0.95, 0.6
# Below this a word is another one: "wein" and "vein" have 75.
ALIKE = 72.0
# Without one of these a topic is no result: a likeness of letters, a confidence of the understanding.
LEAST_LETTERS, LEAST_MEANING = 0.5, 0.04
# They stand in every question and tell topics apart in none.
EMPTY_WORDS = frozenset(
    WORD.findall(
        "a an and are at be by can do does for from has have how i in is it its me my of on or our that the their "
        "there this to us was we what when where which who will with you your"
    )
)


@dataclass(frozen=True)
class Hit:
    """One result; `score` from 0 to 1."""

    topic: Topic
    score: float


def find(library: Library, query: str, meaning: Mapping[str, float]) -> list[Hit]:
    """The topics that fit best, best first.

    `meaning`: intent -> confidence of the chat's understanding; empty when it could not be asked or the words are too
    few to understand.
    """
    letters = _by_letters(library, query)
    hits = []
    for topic in library.topics.values():
        by_letters, by_meaning = letters.get(topic.id, 0.0), meaning.get(topic.id, 0.0)
        if by_letters >= LEAST_LETTERS or by_meaning >= LEAST_MEANING:
            # Either may be sure alone; where both agree, that counts.
            hits.append(Hit(topic, 1 - (1 - 0.9 * by_meaning) * (1 - 0.7 * by_letters)))
    return sorted(hits, key=lambda hit: -hit.score)[:MOST_RESULTS]


def _by_letters(library: Library, query: str) -> dict[str, float]:
    asked = [word for word in _words(query) if word not in EMPTY_WORDS]
    if not asked:
        return {}
    vocabulary = _vocabulary(library)
    found: defaultdict[str, float] = defaultdict(float)
    for word in asked:
        best: dict[str, float] = {}
        for known, likeness in _like(word, vocabulary):
            for topic, weight in vocabulary[known].items():
                best[topic] = max(best.get(topic, 0.0), likeness * weight)
        for topic, score in best.items():
            found[topic] += score / len(asked)
    return dict(found)


def _like(word: str, vocabulary: Mapping[str, Mapping[str, float]]) -> Iterable[tuple[str, float]]:
    # While somebody is still typing, the beginning of a word stands for it.
    for known in vocabulary:
        if known.startswith(word) and len(word) > 1:
            yield known, 0.8 + 0.2 * len(word) / len(known)
    shortest = 4
    if len(word) >= shortest:
        for known, likeness, _ in process.extract(word, vocabulary.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE):
            yield known, likeness / 100


_latest: tuple[Library, dict[str, dict[str, float]]] | None = None


def _vocabulary(library: Library) -> dict[str, dict[str, float]]:
    """Word -> the topics in which it stands, with its weight there; made anew when the content changed."""
    global _latest  # noqa: PLW0603
    if _latest is None or _latest[0] is not library:
        _latest = (library, _made(library))
    return _latest[1]


def _made(library: Library) -> dict[str, dict[str, float]]:
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for topic in library.topics.values():
        texts = (
            (IN_TITLE, f"{topic.title} {topic.id}"),
            (IN_NAMES, " ".join(_names(library, topic.id))),
            (IN_TEXT, without_marks(f"{topic.say} {topic.short} {topic.answer}")),
        )
        for weight, text in texts:
            for word in _words(text):
                found[word].setdefault(topic.id, weight)
    return dict(found)


def _names(library: Library, topic: str) -> Iterable[str]:
    """What laboratories call the tests of a topic."""
    for analyte, marker in library.markers.items():
        if marker.topic == topic and analyte in catalogue():
            yield from catalogue()[analyte].names


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("_", " "))
