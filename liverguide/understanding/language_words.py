"""The words of `languages.yml`, by which languages are told apart, read and checked once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES_FILE = Path(__file__).with_name("languages.yml")
# Apostrophes and digits stand inside of words ("qu'est", the Arabic of chats "3ayez"); numbers alone are no words.
# Indic vowel signs and Arabic points are marks, which `\w` leaves out. No word begins inside a number: without that, a
# number of 10,000 digits would be searched from each of them to its end.
WORD = re.compile(r"(?<!\d)(?=\d*[^\W\d_])[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0dff'’-]+")


class LanguageWordsError(ValueError):
    """`languages.yml` says something that cannot be meant."""


@dataclass(frozen=True)
class LanguageWords:
    """What tells one language: its names, its greetings and thanks, its everyday words, all folded."""

    names: tuple[tuple[str, ...], ...]
    phrases: frozenset[tuple[str, ...]]
    words: frozenset[str]


@dataclass(frozen=True)
class KnownLanguages:
    """All of `languages.yml`. Languages are ISO 639-1 codes."""

    writing_systems: Mapping[str, str]
    telling_letters: Mapping[str, Mapping[str, frozenset[str]]]
    name_particles: tuple[str, ...]
    answered_as: Mapping[str, str]
    misleading: frozenset[str]
    shared: frozenset[str]
    english: frozenset[str]
    languages: Mapping[str, LanguageWords]


def folded(text: str) -> str:
    """Small letters without accents, points and apostrophes: people leave them out."""
    if text.isascii():
        return text.lower().replace("'", "").replace("-", "")
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("đ", "d").replace("ı", "i"))
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn" and c not in "'’-")


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word for word in (folded(match.group()) for match in WORD.finditer(text)) if word]


def read_known_languages(path: Path = LANGUAGES_FILE) -> KnownLanguages:
    """Read the file.

    Raises:
        LanguageWordsError: a section is missing, or a language is no ISO 639-1 code.
    """
    with path.open(encoding="utf-8") as stream:
        # Everything is text here: YAML's own reading would make a truth value of "no".
        data: dict[str, Any] = yaml.load(stream, Loader=yaml.BaseLoader)
    try:
        known = KnownLanguages(
            writing_systems=data["writing_systems"],
            telling_letters={
                shared: {language: frozenset(letters) for language, letters in others.items()}
                for shared, others in data["telling_letters"].items()
            },
            name_particles=tuple(data["name_particles"]),
            answered_as=data["answered_as"],
            misleading=_listed(data["misleading"]),
            shared=_listed(data["shared"]),
            english=_listed(data["english"]),
            languages={code: _language(entry) for code, entry in data["languages"].items()},
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise LanguageWordsError(f"{path.name} lacks a section or entry: {error}") from error
    for code in known.languages:
        if not re.fullmatch(r"[a-z]{2}", code):
            raise LanguageWordsError(f"{path.name}: {code} is no ISO 639-1 code")
    return known


@lru_cache(maxsize=1)
def known_languages() -> KnownLanguages:
    """The words of the file beside this module."""
    return read_known_languages()


def _language(entry: Mapping[str, Iterable[str]]) -> LanguageWords:
    return LanguageWords(
        names=tuple(tuple(words_of(name)) for name in entry["names"]),
        phrases=frozenset(tuple(words_of(phrase)) for phrase in entry["phrases"]),
        words=frozenset(folded(word) for word in entry["words"]),
    )


def _listed(text: str) -> frozenset[str]:
    return frozenset(folded(word.strip()) for word in text.split(",") if word.strip())
