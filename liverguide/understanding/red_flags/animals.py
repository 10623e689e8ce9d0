"""Whether it is an animal that has it: "our budgie is panting", "blood in my dog's stool", "mi perro vomitó sangre".

An animal that bites, or that lies beside somebody, changes nothing about what happens to that person.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_BEFORE = 16
_AFTER = 5
_POSSESSIVES = frozenset({"my", "our", "his", "her", "mi", "mis", "its"})
_PARTS_FROM_ITS_OWNER = frozenset({"and", "but", "so", "then", "y", "pero"})


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
            if animal.start - mention.end <= 1 and not _people(message, first, animal.start):
                return True
        elif not _people(message, animal.end, mention.end) and _its_own(message, first, animal.start, animal.end, mention):
            return True
    return False


def _its_own(message: Message, first: int, start: int, end: int, mention: Mention) -> bool:
    """ "I walked the dog and passed out": behind an "and" the verb is that of whoever opened the sentence."""
    joined = any(
        message.words[place].text in _PARTS_FROM_ITS_OWNER or message.words[place].before.strip("-")
        for place in range(end, mention.start + 1)
        if place >= end
    )
    return not joined or not _people(message, first, start)


def _people(message: Message, start: int, end: int) -> bool:
    """Whether anybody is named in these words, other than as the owner of the animal."""
    named = message.between("personal", start, end) + message.between("somebody", start, end)
    return any(message.words[hit.start].text not in _POSSESSIVES for hit in named)
