"""Values said to hold no longer, where the new one is not told: "bilirubin doubled since Easter, it was 2.1"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from liverguide.labs.message import Message
from liverguide.labs.observations import Observation

_LEAD, _TRAIL = 14, 9  # tokens
_CHANGED = (
    r"(?:doubled|tripled|quadrupled|halved|risen|rose|fallen|fell|dropped|climbed|jumped|increased|decreased|worsened"
    r"|improved|changed|(?:went|gone|going|come|came|is|are|was|'s|shot|crept) (?:\S+ )?(?:up|down|higher|lower|worse))"
)
# "has gone up since Monday, it was 1.1", "is up from 0.9"
_CHANGED_BEFORE = re.compile(
    rf"\b{_CHANGED}\b(?: \S+){{0,7}} (?:it|that|they|which|value|level)(?: \S+)?"
    r" (?:was|were|used to be|had been)(?: (?:at|only|about|around|just))*$"
    r"|\b(?:up|down|risen|rose|fallen|fell|dropped|climbed|jumped|increased|decreased|worsened|improved|changed|better"
    r"|worse|higher|lower|doubled|tripled|halved)(?: a lot| again| sharply| quickly)?"
    r" from(?: (?:about|around|only|an?))*$"
)
# "bilirubin was 2.1 and has doubled since"
_CHANGED_BEHIND = re.compile(
    rf"^(?:(?:[,.;-]|and|but|then|it|that|they|has|have|'s|since|already|it's|also|been) )+(?:{_CHANGED}"
    r"|rising|climbing|falling|dropping|increasing|decreasing|going (?:up|down)|getting (?:higher|lower|worse|better))"
    r"(?: \S+){0,2} (?:since|after that)\b"
)
_HINTS = frozenset(["since", "from", "was", "were", "used", "had"])


def question_outdated(message: Message, observations: list[Observation]) -> list[Observation]:
    """The observations with those doubted that are the only one of their test and said to have changed since."""
    if message.vocabulary.isdisjoint(_HINTS):
        return observations
    counts = Counter(seen.test for seen in observations)
    return [
        replace(seen, doubted=True) if counts[seen.test] == 1 and _outdated(message, seen) else seen
        for seen in observations
    ]


def _outdated(message: Message, seen: Observation) -> bool:
    start, end = seen.value.start, seen.value.end
    lead = " ".join(message.words(start - _LEAD, start))
    return (
        _CHANGED_BEFORE.search(lead) is not None
        or _CHANGED_BEHIND.search(" ".join(message.words(end, end + _TRAIL))) is not None
    )
