"""Where a message mentions an emergency, whatever it says about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from liverguide.understanding.red_flags.message import Message
from liverguide.understanding.red_flags.vocabulary import Pattern
from liverguide.understanding.red_flags.wordings import Hit

_WITHOUT_REACH = 1
_LONGEST_WORDING = 6
_PERSON_BEFORE = 9
_PERSON_AFTER = 5
_VERY_SHORT = 4
_CHOICES = 3
_OWN_NUMBER_REACH = 2
_ONE_NUMBER = ("potassium", "blood_sugar")
_MEASURES = ("blood_pressure", "heart_word", "oxygen", "blood_sugar")


@dataclass(frozen=True)
class Mention:
    """A pattern seen in the words from `start` up to, not including, `end`."""

    pattern: Pattern
    parts: tuple[Hit, ...]
    start: int
    end: int


def find_mentions(message: Message, pattern: Pattern) -> Iterator[Mention]:
    """Every mention of a pattern, looked for only as far as it is asked for."""
    if not all(concept in message.found for concept in pattern.concepts):
        return
    rarest = min(pattern.concepts, key=lambda concept: len(message.found[concept]))
    seen: set[tuple[int, int]] = set()
    for anchor in message.hits(rarest):
        for parts in _around(message, pattern, rarest, anchor):
            start = min(part.start for part in parts)
            end = max(part.end for part in parts)
            if (start, end) not in seen:
                seen.add((start, end))
                mention = Mention(pattern, tuple(parts), start, end)
                if _stands(message, mention):
                    yield mention


def _around(message: Message, pattern: Pattern, rarest: str, anchor: Hit) -> list[list[Hit]]:
    """The anchor with hits of the other concepts, none on top of another.

    Of each further concept the few nearest are tried: of "no pain, my chest is crushing" the nearest may be the denied.
    """
    sets = [[anchor]]
    for concept in pattern.concepts:
        if concept == rarest:
            continue
        nearby = message.between(concept, anchor.start - pattern.within, anchor.end + pattern.within)
        nearby = sorted(nearby, key=lambda hit: max(hit.start - anchor.end, anchor.start - hit.end))
        sets = [
            [*taken, hit]
            for taken in sets
            for hit in [hit for hit in nearby if all(hit.end <= one.start or hit.start >= one.end for one in taken)][
                :_CHOICES
            ]
        ]
    return [parts for parts in sets if _fits(pattern, parts)]


def _fits(pattern: Pattern, parts: list[Hit]) -> bool:
    span = max(hit.end for hit in parts) - min(hit.start for hit in parts)
    if len(parts) > 1 and span > max(pattern.within, sum(hit.end - hit.start for hit in parts)):
        return False
    if not pattern.in_order:
        return True
    in_text = [hit.concept for hit in sorted(parts, key=lambda hit: hit.start)]
    return in_text == list(pattern.concepts)


def _stands(message: Message, mention: Mention) -> bool:
    start, end = mention.start, mention.end
    first, _ = message.sentence_span(start)
    _, last = message.sentence_span(end - 1)
    for concept in mention.pattern.without:
        nearby = message.between(concept, max(first, start - _LONGEST_WORDING), min(last, end + _WITHOUT_REACH))
        if any(hit.end > start - _WITHOUT_REACH for hit in nearby):
            return False
    if _number_of_something_else(message, mention):
        return False
    if mention.pattern.alone and last - first > _VERY_SHORT:
        return False
    if mention.pattern.one_sentence and message.sentence[start] != message.sentence[end - 1]:
        return False
    if mention.pattern.needs_now and not tells_of_now(message, mention):
        return False
    return not mention.pattern.needs_person or tells_of_somebody(message, mention)


def _number_of_something_else(message: Message, mention: Mention) -> bool:
    """ "Pulse 72 BP 120/80 sats 99": the 120 is not the pulse, and the 80 is not the oxygen."""
    in_text = sorted(mention.parts, key=lambda part: part.start)
    for first, second in pairwise(in_text):
        if _is_number(message, first.start) and not _is_number(message, second.start):
            if any(_is_number(message, place) for place in range(second.end, second.end + _OWN_NUMBER_REACH)):
                return True
        elif _is_number(message, second.start) and not _is_number(message, first.start):
            if first.concept in _ONE_NUMBER and any(_is_number(message, at) for at in range(first.end, second.start)):
                return True  # "K 4.4, urea 9.8"
            for measure in _MEASURES:
                named = message.between(measure, first.end, second.start)
                if measure != first.concept and any(hit.end == second.start for hit in named):
                    return True
    return False


def _is_number(message: Message, place: int) -> bool:
    return place < len(message.words) and message.words[place].text[0].isdigit()


def tells_of_now(message: Message, mention: Mention) -> bool:
    """Whether the sentence gives a time that is now, as it must for what many have had at some time."""
    if len(message.words) <= _VERY_SHORT and not message.after.startswith("?"):
        return True
    first, _ = message.sentence_span(mention.start)
    _, last = message.sentence_span(mention.end - 1)
    return message.any_between("now", first, last) or message.any_between("again", first, last)


def tells_of_somebody(message: Message, mention: Mention) -> bool:
    """Whether somebody stands nearby whom it happens to, or a time at which it does."""
    if len(message.words) <= _VERY_SHORT:
        return True
    first, last = message.sentence_span(mention.start)
    start, end = max(first, mention.start - _PERSON_BEFORE), min(last, mention.end + _PERSON_AFTER)
    return message.any_between("somebody", start, end) or message.any_between("now", start, end)
