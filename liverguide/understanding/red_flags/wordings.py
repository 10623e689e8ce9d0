"""Wordings compiled into one automaton, which finds all concepts of a message in one pass.

A wording is a row of words. `(a|b)` stands for one of several, `(a|)` for a or nothing, `_` for any one word, `NUMBER`
for any number written in digits and `YEAR` for a year written so. Alternatives may be parts of words, words, or several
words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from liverguide.understanding.red_flags.words import Word, split_words

ANY_WORD = "_"
YEAR = "YEAR"
NUMBER = "NUMBER"


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


@dataclass(frozen=True)
class Hit:
    """A concept seen in the words from `start` up to, not including, `end`."""

    concept: str
    start: int
    end: int


class Automaton:
    """All wordings of all concepts."""

    def __init__(self) -> None:
        self._first = _State()
        self.words: set[str] = set()

    def add(self, concept: str, wording: str) -> None:
        """Learn one wording of a concept."""
        frontier = [self._first]
        for alternatives in parts_of(wording):
            frontier = self._step(frontier, alternatives)
        if self._first in frontier:
            raise WordingError(f"a wording may not be empty: {wording!r} of {concept}")
        for state in frontier:
            state.ends.add(concept)

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
        found: list[Hit] = []
        texts = [word.text for word in words]
        for start in range(len(texts)):
            longest: dict[str, int] = {}
            states = [self._first]
            place = start
            while states and place < len(texts):
                text = texts[place]
                following: dict[_State, None] = {}
                for state in states:
                    options = state.following
                    for key in _keys(text):
                        for reached in options.get(key, ()):
                            following[reached] = None
                place += 1
                states = list(following)
                for state in states:
                    for concept in state.ends:
                        longest[concept] = place
            found += [Hit(concept, start, end) for concept, end in longest.items()]
        return found


def _lead(states: list[_State], word: str, target: _State) -> None:
    for state in states:
        targets = state.following.setdefault(word, [])
        if target not in targets:
            targets.append(target)


def _keys(text: str) -> tuple[str, ...]:
    """Under which a word is looked up: itself, and the places that stand for words of its sort."""
    if not text[0].isdigit():
        return (text, ANY_WORD)
    return (text, ANY_WORD, NUMBER, YEAR) if _is_year(text) else (text, ANY_WORD, NUMBER)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
