"""Whether it is an animal that has it: "our budgie is panting", "blood in my dog's stool", "mi perro vomitó sangre".

An animal that bites, or that lies beside somebody, changes nothing about what happens to that person.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message
from liverguide.understanding.red_flags.wordings import Hit

_BEFORE = 16
_AFTER = 5
_POSSESSIVES = frozenset({"my", "our", "his", "her", "mi", "mis", "its"})
_OF = frozenset({"of", "de", "del"})
_IN = _OF | {"in", "from", "en"}
_PARTS_FROM_ITS_OWNER = frozenset({"and", "but", "so", "then", "y", "pero"})
_OPENS_BEFORE_IT = frozenset(
    [
        "and", "but", "so", "because", "when", "if", "that", "today", "yesterday", "hi", "hello", "sorry", "y",
        "pero", "que",
    ]
)  # fmt: skip
_SOMEBODY_DOES_TO_IT = frozenset(
    [
        "walk", "walks", "walked", "walking", "feed", "feeds", "fed", "feeding", "with", "without", "beside",
        "near", "by", "for", "on", "after", "brushed", "brushing", "bathed", "bathing", "washed", "washing",
        "held", "holding", "hugging", "stroked", "stroking", "chased", "chasing", "riding", "rode", "milked",
        "milking", "paseando", "con",
    ]
)  # fmt: skip


def is_of_an_animal(message: Message, mention: Mention) -> bool:
    """True if the nearest who could have it is an animal, and it has not bitten, thrown or upset anybody.

    What somebody says of the own death stands beside animals often ("look after my dog"), and is never lowered.
    """
    if mention.pattern.kind == "self_harm":
        return False
    first, last = message.sentence_span(mention.start)
    for animal in message.between("animal", max(first, mention.start - _BEFORE), min(last, mention.end + _AFTER)):
        if message.any_between("animal_hurts", animal.start, last):
            continue
        if animal.start >= mention.end:
            # "blood in the stool of my dog", "threw up blood, the dog"
            of_it = message.words[animal.start - 1].text in _OF
            if animal.start - mention.end <= 1 and (of_it or not _people(message, first, animal.start)):
                return True
        elif animal.start > mention.start:
            # "blood in my dog's vomit"; but "she put the cat in the tumble dryer", "he ate 20 of the dog's tablets"
            inside = message.words[animal.start - 1].text in _IN and mention.pattern.kind != "overdose"
            if inside or not _people(message, first, animal.start):
                return not _people(message, animal.end, mention.end)
        elif not _people(message, animal.end, mention.end) and _its_own(message, first, animal, mention):
            return True
    return False


def _its_own(message: Message, first: int, animal: Hit, mention: Mention) -> bool:
    """ "I walked the dog and passed out", "fed the hens, and now my chest": there the animal opened no clause."""
    before = message.words[animal.start - 1].text if animal.start > first else ""
    parted = any(
        message.words[place].text in _PARTS_FROM_ITS_OWNER or message.words[place].before.strip("-")
        for place in range(animal.end, mention.start + 1)
    )
    if not parted:
        return before not in _SOMEBODY_DOES_TO_IT
    opens = not before or bool(message.words[animal.start].before) or before in _OPENS_BEFORE_IT
    return opens and not _people(message, first, animal.start)


def _people(message: Message, start: int, end: int) -> bool:
    """Whether anybody is named in these words, other than as the owner of the animal."""
    named = message.between("personal", start, end) + message.between("somebody", start, end)
    return any(message.words[hit.start].text not in _POSSESSIVES for hit in named)
