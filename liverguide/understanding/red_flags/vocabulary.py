"""The words, numbers and patterns of `red_flags.yml`, read and checked once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from liverguide.understanding.red_flags.red_flag import KINDS_BY_URGENCY, REASONS, Certainty, Kind, Reason
from liverguide.understanding.red_flags.spelling import Speller
from liverguide.understanding.red_flags.wordings import Automaton, WordingError

RED_FLAGS_FILE = Path(__file__).with_name("red_flags.yml")
HARMLESS = "harmless"
LANGUAGES = ("en", "es")

# Cues that stand inside a masking cue do not count: "not" in "not sure" denies nothing.
MASKED_BY = {
    "negation": "not_a_negation",
    "supposed": "not_a_supposition",
    "again": "again_supposed",
    "now": "not_now",
    "dated_now": "not_now",
    "personal": "reader",
    "turn": "not_a_turn",
    "there_is": "there_supposed",
    "asked_in_general": "own_question",
    "told_of_others": "told_to_act",
    "animal": "not_an_animal",
}


class VocabularyError(ValueError):
    """`red_flags.yml` says something that cannot be meant."""


@dataclass(frozen=True)
class Pattern:
    """Concepts that together tell of an emergency; `within` counts words from the first to the last of them."""

    kind: Kind
    name: str
    concepts: tuple[str, ...]
    within: int
    in_order: bool
    certainty: Certainty
    needs_person: bool
    needs_now: bool
    one_sentence: bool
    alone: bool
    may_be_old: bool
    without: tuple[str, ...]
    immune_to: frozenset[Reason]


@dataclass(frozen=True)
class NumberRange:
    """The numbers that count as a concept, both ends included.

    `with_decimals`: only 38.5 counts and 38 does not (True), the other way round (False), or both do (None).
    """

    concept: str
    lowest: float
    highest: float
    with_decimals: bool | None


@dataclass(frozen=True)
class MessageLimits:
    """How many mentions of a message are weighed; `red_flags.yml` gives the reasons."""

    lowered_mentions: int = 100
    mentions_left_out: int = 100


@dataclass(frozen=True)
class Vocabulary:
    """All that the engine knows by heart."""

    automaton: Automaton
    speller: Speller
    patterns: tuple[Pattern, ...]
    numbers: tuple[NumberRange, ...]
    concepts: frozenset[str]
    maskable: frozenset[str]
    cues: frozenset[str]
    limits: MessageLimits


def read_vocabulary(path: Path = RED_FLAGS_FILE) -> Vocabulary:
    """Read the file. Raises VocabularyError for an unknown concept, kind or reason, and for a wording in disorder."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as stream:
        data: dict[str, Any] = yaml.load(stream, Loader=loader)
    automaton = Automaton()
    for concept, wordings in data["concepts"].items():
        _learn(automaton, concept, wordings)
    targets = set(automaton.words)
    _learn(automaton, HARMLESS, data["harmless"])
    for cue, wordings in data["cues"].items():
        if cue in data["concepts"]:
            raise VocabularyError(f"{cue} is both a concept and a cue")
        _learn(automaton, cue, wordings)
    numbers = tuple(
        NumberRange(name, span["from"], span["to"], span.get("with_decimals")) for name, span in data["numbers"].items()
    )
    concepts = frozenset(data["concepts"]) | {number.concept for number in numbers}
    measures = frozenset(data.get("measures", ()))
    if not measures <= concepts:
        raise VocabularyError(f"measures: unknown concepts {sorted(measures - concepts)}")
    limits = data.get("limits", {})
    if not set(limits) <= set(MessageLimits.__annotations__):
        raise VocabularyError(f"limits: unknown {sorted(set(limits) - set(MessageLimits.__annotations__))}")
    patterns = tuple(_pattern(kind, entry, concepts) for kind, entries in data["patterns"].items() for entry in entries)
    return Vocabulary(
        automaton=automaton,
        speller=Speller(known=automaton.words, targets=targets),
        patterns=patterns,
        numbers=numbers,
        concepts=concepts,
        maskable=concepts - measures,
        cues=frozenset(data["cues"]),
        limits=MessageLimits(**limits),
    )


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the file beside this module."""
    return read_vocabulary()


def _learn(automaton: Automaton, concept: str, by_language: dict[str, Any]) -> None:
    """Long lists are parted into named groups of one level; the names are for those who read the file."""
    for language, wordings in by_language.items():
        if isinstance(wordings, dict):
            _learn(automaton, concept, wordings)
            continue
        if language not in LANGUAGES:
            raise VocabularyError(f"{concept}: unknown language {language}")
        for wording in wordings.split(","):
            if wording.strip():
                try:
                    automaton.add(concept, wording.strip())
                except WordingError as error:
                    raise VocabularyError(f"{concept}: {error}") from error


def _pattern(kind: str, entry: dict[str, Any], known: frozenset[str]) -> Pattern:
    name = entry["name"]
    if kind not in KINDS_BY_URGENCY:
        raise VocabularyError(f"unknown kind {kind}")
    concepts = tuple(entry["all"])
    without = tuple(entry.get("without", ()))
    for concept in concepts + without:
        if concept not in known:
            raise VocabularyError(f"{kind}, {name}: unknown concept {concept}")
    if len(concepts) > 1 and "within" not in entry:
        raise VocabularyError(f"{kind}, {name}: several concepts need `within`")
    immune_to = frozenset(entry.get("immune_to", ()))
    if not immune_to <= set(REASONS):
        raise VocabularyError(f"{kind}, {name}: unknown reason in {sorted(immune_to)}")
    return Pattern(
        kind=kind,
        name=name,
        concepts=concepts,
        within=entry.get("within", 0),
        in_order=entry.get("in_order", False),
        certainty=entry.get("certainty", "present"),
        needs_person=entry.get("needs_person", False),
        needs_now=entry.get("needs_now", False),
        one_sentence=entry.get("one_sentence", False),
        alone=entry.get("alone", False),
        may_be_old=entry.get("may_be_old", False),
        without=without,
        immune_to=immune_to,
    )
