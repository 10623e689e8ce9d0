"""A message cut into tokens, clauses, names, units and numbers: what all later steps look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from liverguide.labs.dictation import with_signs, without_hyphens
from liverguide.labs.layout import one_layout
from liverguide.labs.letters_by_sound import with_codes
from liverguide.labs.names import Name, find_names, with_transaminases
from liverguide.labs.numbers import find_numbers
from liverguide.labs.numerals import Number
from liverguide.labs.phrases import words_of
from liverguide.labs.scanned_letters import as_letters
from liverguide.labs.time_vocabulary import ORDINAL_ENDS, TIME_WORDS
from liverguide.labs.tokens import Token, normalise, tokenise
from liverguide.labs.written_units import find_units

_ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "vs",
        "approx",
        "ca",
        "no",
        "nr",
        "ref",
        "abs",
        "tot",
        "dir",
        "conj",
        "sec",
        "seg",
        "alk",
        "plt",
        "lab",
        "labs",
        "resp",
        "e.g",
        "i.e",
        "z.b",
        "bzw",
        "ges",
        "ser",
    ]
)


_DIGITS_OF_A_YEAR = 4
_ENDS = frozenset(".!?")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}")
_BEFORE_TAP = frozenset(["pre", "post", "after", "before", "a", "the", "last", "first", "ascitic", "belly", "-"])


class _Words(dict[int, str]):
    """Words by their places; there is none beyond the message."""

    def __missing__(self, place: int) -> str:
        return ""


@dataclass
class Message:
    """One message. Positions everywhere are token indices."""

    text: str
    tokens: list[Token]
    names: list[Name]
    units: dict[int, tuple[int, str]]
    numbers: list[Number]
    clause_of: list[int] = field(default_factory=list)
    muted: set[int] = field(default_factory=set)
    """Tokens that were taken back: what stands between is read as if they were not there."""

    def words(self, start: int, end: int) -> list[str]:
        """Folded tokens from `start` up to `end`, cut to the message."""
        return self.all_words[start if start > 0 else 0 : end if end > 0 else 0]

    @cached_property
    def folded(self) -> Callable[[int], str]:
        """The folded token at an index, empty beyond the message; it is asked thousands of times."""
        return _Words(enumerate(self.all_words)).__getitem__

    @cached_property
    def all_words(self) -> list[str]:
        """The folded tokens."""
        return [token.folded for token in self.tokens]

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Token spans between sentence ends, line breaks and semicolons."""
        spans: list[tuple[int, int]] = []
        start = 0
        for index in range(1, len(self.clause_of) + 1):
            if index == len(self.clause_of) or self.clause_of[index] != self.clause_of[start]:
                spans.append((start, index))
                start = index
        return spans

    @cached_property
    def clause_texts(self) -> list[str]:
        """The folded words of each clause."""
        return [" ".join(self.words(start, end)) for start, end in self.clauses]

    @cached_property
    def clause_words(self) -> list[frozenset[str]]:
        """The different words of each clause."""
        return [frozenset(self.words(start, end)) for start, end in self.clauses]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The different words of the message."""
        return frozenset(self.all_words)

    @cached_property
    def time_places(self) -> list[int]:
        """Where dates, counted days and words of time stand, in order."""
        return [index for index, token in enumerate(self.tokens) if _may_tell_time(self.tokens, index, token)]

    @cached_property
    def day_first(self) -> bool | None:
        """Whether the message writes 15/03/2024 or 03/15/2024, None where no date tells."""
        for token in self.tokens:
            if token.kind == "date" and (found := _NUMERIC_DATE.fullmatch(token.text)):
                if int(found[1]) > 12:
                    return True
                if int(found[2]) > 12:
                    return False
        return None

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Where sentences end, in order."""
        return [
            index
            for index, token in enumerate(self.tokens)
            if token.text in _ENDS and ends_sentence(self.tokens, index)
        ]

    @cached_property
    def name_starts(self) -> list[int]:
        """Where names begin, in order."""
        return [name.start for name in self.names]

    @cached_property
    def name_at(self) -> dict[int, Name]:
        """The names by their first tokens."""
        return {name.start: name for name in self.names}

    @cached_property
    def name_start_set(self) -> frozenset[int]:
        """Where names begin."""
        return frozenset(self.name_starts)

    @cached_property
    def name_end_set(self) -> frozenset[int]:
        """Where names end."""
        return frozenset(name.end for name in self.names)

    @cached_property
    def number_start_set(self) -> frozenset[int]:
        """Where numbers begin."""
        return frozenset(self.number_starts)

    @cached_property
    def name_end_order(self) -> list[int]:
        """Where names end, in order."""
        return [name.end for name in self.names]

    @cached_property
    def names_by_clause(self) -> dict[int, list[Name]]:
        """The names of each clause that has any, in order."""
        names: dict[int, list[Name]] = {}
        for name in self.names:
            names.setdefault(self.clause_at(name.start), []).append(name)
        return names

    @cached_property
    def numerals(self) -> bool:
        """Whether anything is written in digits that is no date, time or phone number."""
        return any(token.kind == "number" for token in self.tokens)

    @cached_property
    def number_starts(self) -> list[int]:
        """Where numbers begin, in order."""
        return [number.start for number in self.numbers]

    def clause_at(self, index: int) -> int:
        """The number of the clause that holds a token."""
        return self.clause_of[index] if index < len(self.clause_of) else 0


def _may_tell_time(tokens: Sequence[Token], index: int, token: Token) -> bool:
    if token.kind != "number":
        return token.kind == "date" or token.folded in TIME_WORDS
    if len(token.text) == _DIGITS_OF_A_YEAR:
        return True
    return index + 1 < len(tokens) and tokens[index + 1].folded in ORDINAL_ENDS


def ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether the sign at `index` closes a sentence (and is no abbreviation's or decimal point)."""
    token = tokens[index]
    if token.kind != "sign":
        return False
    if token.text in "!?":
        return True
    if token.text != ".":
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and before.kind == "word" and (len(before.text) == 1 or before.folded in _ABBREVIATIONS):
        return False
    return after is None or not after.glued


def _clause_numbers(tokens: Sequence[Token]) -> list[int]:
    numbers: list[int] = []
    current = 0
    for index, token in enumerate(tokens):
        numbers.append(current)
        if token.kind == "newline" or (
            token.kind == "sign" and (token.text == ";" or (token.text in _ENDS and ends_sentence(tokens, index)))
        ):
            current += 1
    return numbers


def _blocked(tokens: Sequence[Token], names: Sequence[Name], units: dict[int, tuple[int, str]]) -> list[bool]:
    """Tokens whose digits belong to a name ("B12") or a unit ("10^9/L")."""
    blocked = [False] * len(tokens)
    for name in names:
        for index in range(name.start, name.end):
            blocked[index] = True
    for start, (end, _) in units.items():
        if not any(tokens[index].kind == "number" for index in range(start, end)):
            continue
        first = tokens[start]
        bare = first.kind == "number" and end - start > 1 and tokens[start + 1].text == "/"
        if bare and not (start and tokens[start - 1].kind == "number"):
            continue  # "109/L" is a unit only behind a number
        if start and tokens[start - 1].kind == "number" and first.text in ("*",) and not first.glued:
            continue
        for index in range(start, end):
            blocked[index] = True
    return blocked


def _colons_for_semicolons(tokens: list[Token], name_ends: set[int]) -> list[Token]:
    """The tokens with "bilirubin;1.7" read as "bilirubin:1.7": a semicolon that parts no name from its number."""
    return [
        Token(":", ":", "sign", True)
        if token.text == ";"
        and token.glued
        and index in name_ends
        and index + 1 < len(tokens)
        and tokens[index + 1].kind == "number"
        and tokens[index + 1].glued
        else token
        for index, token in enumerate(tokens)
    ]


def read_message(text: str) -> Message:
    """Cut a message into its parts. Any text is fine."""
    tokens = with_codes(with_signs(tokenise(one_layout(as_letters(without_hyphens(normalise(text)))))))
    written = words_of(tokens)
    units = find_units(written)
    names = [
        name
        for name in with_transaminases(tokens, find_names(tokens, written))
        # 150K is a thousand, not potassium; "U/L" holds no name.
        if not (
            tokens[name.start].folded == "k"
            and tokens[name.start].glued
            and name.start
            and tokens[name.start - 1].kind == "number"
            and not (name.end < len(tokens) and tokens[name.end].kind == "number" and tokens[name.end].glued)
        )
        and not (
            tokens[name.start].folded == "k" and name.start and tokens[name.start - 1].folded in ("vitamin", "vit")
        )
        # A tap of the belly, not the Spanish word for the prothrombin activity.
        and not (tokens[name.start].folded == "tap" and name.start and tokens[name.start - 1].folded in _BEFORE_TAP)
    ]
    inside_unit = {index for start, (end, _) in units.items() if end - start > 1 for index in range(start, end)}
    names = [name for name in names if name.start not in inside_unit or name.end - name.start > 1]
    spelled = {index for name in names if name.end - name.start > 2 for index in range(name.start, name.end)}
    units = {
        start: (end, unit)
        for start, (end, unit) in units.items()
        if start not in spelled or end - start > 1 or len(tokens[start].text) > 1  # "a s t" holds no seconds
    }
    tokens = _colons_for_semicolons(tokens, {name.end for name in names})
    numbers = find_numbers(tokens, _blocked(tokens, names, units), units)
    return Message(text, tokens, names, units, numbers, _clause_numbers(tokens))
