"""Recognising units as people write them."""

from __future__ import annotations

from functools import lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from liverguide.labs.catalogue import catalogue
from liverguide.labs.tokens import as_doc, normalise, pipeline, tokenise


@lru_cache(maxsize=1)
def _unit_matcher() -> PhraseMatcher:
    nlp = pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    for unit, spellings in catalogue().units.items():
        matcher.add(unit, [as_doc(nlp.vocab, tokenise(normalise(spelling))) for spelling in spellings])
    return matcher


def find_units(doc: Doc) -> dict[int, tuple[int, str]]:
    """Units by the token at which they begin: (end, unit name), the longest at each place."""
    strings = doc.vocab.strings
    units: dict[int, tuple[int, str]] = {}
    for match, start, end in _unit_matcher()(doc):
        if start not in units or units[start][0] < end:
            units[start] = (end, strings[match])
    return units
