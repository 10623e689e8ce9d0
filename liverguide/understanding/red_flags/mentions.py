"""Where a message mentions an emergency, whatever it says about it."""

from __future__ import annotations

from dataclasses import dataclass

from liverguide.understanding.red_flags.message import Message
from liverguide.understanding.red_flags.vocabulary import Pattern, Vocabulary
from liverguide.understanding.red_flags.wordings import Hit

_WITHOUT_BEFORE = 3
_WITHOUT_AFTER = 2
_PERSON_BEFORE = 9
_PERSON_AFTER = 5
_VERY_SHORT = 4


@dataclass(frozen=True)
class Mention:
    """A pattern seen in the words from `start` up to, not including, `end`."""

    pattern: Pattern
    parts: tuple[Hit, ...]
    start: int
    end: int


def find_mentions(message: Message, known: Vocabulary) -> list[Mention]:
    """Every mention of every pattern."""
    mentions: list[Mention] = []
    for pattern in known.patterns:
        if all(concept in message.found for concept in pattern.concepts):
            mentions += [mention for mention in _places(message, pattern) if _stands(message, mention)]
    return mentions


def _places(message: Message, pattern: Pattern) -> list[Mention]:
    places: list[Mention] = []
    rarest = min(pattern.concepts, key=lambda concept: len(message.found[concept]))
    seen: set[tuple[int, int]] = set()
    for anchor in message.hits(rarest):
        parts = _around(message, pattern, rarest, anchor)
        if parts is None:
            continue
        start = min(part.start for part in parts)
        end = max(part.end for part in parts)
        if (start, end) not in seen:
            seen.add((start, end))
            places.append(Mention(pattern, tuple(parts), start, end))
    return places


def _around(message: Message, pattern: Pattern, rarest: str, anchor: Hit) -> list[Hit] | None:
    """The anchor with the nearest hit of each other concept that does not lie on top of one already taken."""
    taken = [anchor]
    for concept in pattern.concepts:
        if concept == rarest:
            continue
        nearby = message.between(concept, anchor.start - pattern.within, anchor.end + pattern.within)
        free = [hit for hit in nearby if all(hit.end <= one.start or hit.start >= one.end for one in taken)]
        if not free:
            return None
        nearest = min(free, key=lambda hit: max(hit.start - anchor.end, anchor.start - hit.end))
        taken.append(nearest)
        if max(hit.end for hit in taken) - min(hit.start for hit in taken) > max(
            pattern.within, sum(hit.end - hit.start for hit in taken)
        ):
            return None
    if pattern.in_order:
        order = {concept: number for number, concept in enumerate(pattern.concepts)}
        in_text = sorted(taken, key=lambda hit: hit.start)
        if [order[hit.concept] for hit in in_text] != sorted(order.values()):
            return None
    return taken


def _stands(message: Message, mention: Mention) -> bool:
    start, end = mention.start, mention.end
    first, _ = message.sentence_span(start)
    _, last = message.sentence_span(end - 1)
    for concept in mention.pattern.without:
        if message.between(concept, max(first, start - _WITHOUT_BEFORE), min(last, end + _WITHOUT_AFTER)):
            return False
    if mention.pattern.alone and len(message.words) > _VERY_SHORT:
        return False
    return not mention.pattern.needs_person or tells_of_somebody(message, mention)


def tells_of_somebody(message: Message, mention: Mention) -> bool:
    """Whether somebody stands nearby whom it happens to, or a time at which it does."""
    if len(message.words) <= _VERY_SHORT:
        return True
    first, last = message.sentence_span(mention.start)
    start, end = max(first, mention.start - _PERSON_BEFORE), min(last, mention.end + _PERSON_AFTER)
    return bool(message.between("somebody", start, end) or message.between("now", start, end))
