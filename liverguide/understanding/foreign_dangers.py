"""The plainest words for dangers in languages whose messages are otherwise not understood (`foreign_dangers.yml`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from liverguide.understanding.language_words import folded, words_of
from liverguide.understanding.red_flags.red_flag import KINDS_BY_URGENCY, Kind

FOREIGN_DANGERS_FILE = Path(__file__).with_name("foreign_dangers.yml")
# These part no words, or glue particles to them, so a wording may stand anywhere.
UNPARTED = frozenset({"zh", "ja", "ko"})
# Every syllable is parted: beginnings would be found everywhere, so a wording must stand as it is written.
SYLLABLES = frozenset({"vi"})

# The beginnings of words, of each of which one must be there.
Wording = tuple[tuple[str, ...], ...]


class ForeignDangersError(ValueError):
    """`foreign_dangers.yml` says something that cannot be meant."""


def read_foreign_dangers(path: Path = FOREIGN_DANGERS_FILE) -> dict[str, list[tuple[Kind, Wording]]]:
    """The wordings of each language, the most urgent kinds first.

    Raises:
        ForeignDangersError: a kind is unknown.
    """
    with path.open(encoding="utf-8") as stream:
        data: dict[str, dict[str, list[str]]] = yaml.load(stream, Loader=yaml.BaseLoader)
    if not set(data) <= set(KINDS_BY_URGENCY):
        raise ForeignDangersError(f"{path.name}: unknown kinds {sorted(set(data) - set(KINDS_BY_URGENCY))}")
    dangers: dict[str, list[tuple[Kind, Wording]]] = {}
    for kind in KINDS_BY_URGENCY:
        for language, wordings in data.get(kind, {}).items():
            dangers.setdefault(language, []).extend((kind, _wording(wording)) for wording in wordings)
    return dangers


@lru_cache(maxsize=1)
def _dangers() -> dict[str, list[tuple[Kind, Wording]]]:
    return read_foreign_dangers()


def foreign_danger(text: str, language: str) -> Kind | None:
    """The most urgent kind of danger that a message in this language tells of; None for English and Spanish too."""
    wordings = _dangers().get(language)
    if not wordings:
        return None
    if language in UNPARTED:
        whole = folded(text)
        return next((kind for kind, parts in wordings if all(any(p in whole for p in part) for part in parts)), None)
    words = words_of(text)
    if language in SYLLABLES:
        written = f" {' '.join(words)} "
        return next((kind for kind, parts in wordings if _as_written(parts) in written), None)
    for kind, parts in wordings:
        if all(any(word.startswith(part) for part in either for word in words) for either in parts):
            return kind
    return None


def _as_written(parts: Wording) -> str:
    return f" {' '.join(either[0] for either in parts)} "


def _wording(text: str) -> Wording:
    return tuple(tuple(folded(part) for part in place.split("|")) for place in text.split())
