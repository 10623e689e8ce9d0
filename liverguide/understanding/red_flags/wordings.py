"""Wordings compiled into one automaton, which finds all concepts of a message in one pass.

A wording is a row of words. `(a|b)` stands for one of several, `(a|)` for a or nothing, `_` for any one word, `NUMBER`
for any number written in digits and `YEAR` for a year written so. Alternatives may be parts of words, words, or several
words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from liverguide.understanding.red_flags.words import Word, split_words

ANY_WORD = "_"
YEAR = "YEAR"
NUMBER = "NUMBER"
# Some 20 MB at the most.
_MOST_LEARNT = 200_000


class WordingError(ValueError):
    """A wording that cannot be read."""


def parts_of(wording: str) -> list[list[str]]:
    """The wording as a row of parts, each a list of alternatives ("" where the part may be absent)."""
    parts: list[list[str]] = []
    current: list[list[str]] = []

    def close() -> None:
        if current:
            parts.append(_joined(current))
            current.clear()

    for piece in _pieces(wording):
        if isinstance(piece, str):
            for number, text in enumerate(piece.split(" ")):
                if number:
                    close()
                if text:
                    current.append([text])
        elif not current and all(alternative == "" or alternative.endswith(" ") for alternative in piece):
            parts.append([alternative.strip() for alternative in piece])
        else:
            current.append(piece)
    close()
    return parts


def _joined(pieces: list[list[str]]) -> list[str]:
    joined = [""]
    for piece in pieces:
        joined = [start + end for start in joined for end in piece]
    return joined


def _pieces(wording: str) -> list[str | list[str]]:
    """Plain stretches and groups of alternatives, with groups inside groups already written out."""
    pieces: list[str | list[str]] = []
    place = 0
    plain = ""
    while place < len(wording):
        character = wording[place]
        if character == ")":
            raise WordingError(f"a bracket is closed that was not opened: {wording!r}")
        if character != "(":
            plain += character
            place += 1
            continue
        if plain:
            pieces.append(plain)
            plain = ""
        alternatives, place = _group(wording, place + 1)
        pieces.append(alternatives)
    if plain:
        pieces.append(plain)
    return pieces


def _group(wording: str, place: int) -> tuple[list[str], int]:
    alternatives: list[str] = []
    endings = [""]
    while place < len(wording):
        character = wording[place]
        if character == "(":
            inner, place = _group(wording, place + 1)
            endings = [ending + alternative for ending in endings for alternative in inner]
            continue
        place += 1
        if character == ")":
            return alternatives + endings, place
        if character == "|":
            alternatives += endings
            endings = [""]
        else:
            endings = [ending + character for ending in endings]
    raise WordingError(f"a bracket stays open: {wording!r}")


def _words_of(text: str) -> list[str]:
    words: list[str] = []
    plain: list[str] = []
    for chunk in text.split():
        if chunk in (ANY_WORD, YEAR, NUMBER):
            words += [word.text for word in split_words(" ".join(plain))[0]] + [chunk]
            plain = []
        else:
            plain.append(chunk)
    return words + [word.text for word in split_words(" ".join(plain))[0]]


@dataclass(eq=False)
class _State:
    following: dict[str, list[_State]] = field(default_factory=dict)
    ends: set[str] = field(default_factory=set)


class Hit(NamedTuple):
    """A concept seen in the words from `start` up to, not including, `end`."""

    concept: str
    start: int
    end: int


@dataclass(eq=False)
class _Place:
    """All states in which a reading can be after the same words, with what has been learnt of the words that follow."""

    states: tuple[_State, ...]
    ends: tuple[str, ...]
    following: dict[str, _Place | None] = field(default_factory=dict)


class Automaton:
    """All wordings of all concepts."""

    def __init__(self) -> None:
        self._first = _State()
        self.words: set[str] = set()
        self._forget()

    def add(self, concept: str, wording: str) -> None:
        """Learn one wording of a concept."""
        frontier = [self._first]
        for alternatives in parts_of(wording):
            frontier = self._step(frontier, alternatives)
        if self._first in frontier:
            raise WordingError(f"a wording may not be empty: {wording!r} of {concept}")
        for state in frontier:
            state.ends.add(concept)
        if self._learnt:
            self._forget()

    def _step(self, frontier: list[_State], alternatives: list[str]) -> list[_State]:
        joined = _State()
        used = False
        reached: list[_State] = []
        for alternative in dict.fromkeys(alternatives):
            words = _words_of(alternative)
            if not words:
                reached += frontier
                continue
            self.words.update(words)
            here = frontier
            for word in words[:-1]:
                between = _State()
                _lead(here, word, between)
                here = [between]
            _lead(here, words[-1], joined)
            used = True
        return [*reached, joined] if used else reached

    def hits(self, words: list[Word]) -> list[Hit]:
        """Every concept of the words; of one concept starting at one word only the longest wording."""
        if self._learnt > _MOST_LEARNT:
            self._forget()
        found: list[Hit] = []
        sorts = {text: text if text in self.words else _sort_of(text) for text in {word.text for word in words}}
        keys = [sorts[word.text] for word in words]
        first = self._start.following
        for start, word in enumerate(keys):
            here = first[word] if word in first else self._learn(self._start, word, words[start].text)
            longest: dict[str, int] | None = None
            end = start
            while here is not None:
                end += 1
                if here.ends:
                    longest = {} if longest is None else longest
                    for concept in here.ends:
                        longest[concept] = end
                if end == len(keys):
                    break
                key = keys[end]
                here = here.following[key] if key in here.following else self._learn(here, key, words[end].text)
            if longest:
                found += [Hit(concept, start, stop) for concept, stop in longest.items()]
        return found

    def _learn(self, here: _Place, key: str, text: str) -> _Place | None:
        reached: dict[_State, None] = {}
        for state in here.states:
            for way in _ways(text):
                reached.update(dict.fromkeys(state.following.get(way, ())))
        states = tuple(reached)
        place: _Place | None = None
        if states:
            place = self._places.get(states)
            if place is None:
                place = _Place(states, tuple({concept: None for state in states for concept in state.ends}))
                self._places[states] = place
        here.following[key] = place
        self._learnt += 1
        return place

    def _forget(self) -> None:
        """What was learnt of the words met so far only saves time."""
        self._start = _Place((self._first,), ())
        self._places: dict[tuple[_State, ...], _Place] = {}
        self._learnt = 0


def _lead(states: list[_State], word: str, target: _State) -> None:
    for state in states:
        targets = state.following.setdefault(word, [])
        if target not in targets:
            targets.append(target)


def _ways(text: str) -> tuple[str, ...]:
    """Under which a word is looked up: itself, and the places that stand for words of its sort."""
    if not text[0].isdigit():
        return (text, ANY_WORD)
    return (text, ANY_WORD, NUMBER, YEAR) if _is_year(text) else (text, ANY_WORD, NUMBER)


def _sort_of(text: str) -> str:
    """One name for all words that stand in no wording and that the wordings cannot tell apart."""
    if not text[0].isdigit():
        return ANY_WORD
    return YEAR if _is_year(text) else NUMBER


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
