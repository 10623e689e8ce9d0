"""Whether a mention belongs to the words before it, or only follows them because nobody set a full stop.

"Two years ago he had a seizure" is one thing; "two years ago he had banding vomiting blood please help" is two.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_ENDINGS = ("ing", "ed")
_NO_VERBS = frozenset({"bleed", "bed", "red"})


def joined_to(message: Message, mention: Mention, cue_end: int) -> bool:
    """True if the words between a cue and the mention lead from the one to the other."""
    place = mention.start - 1
    while place >= cue_end and message.is_word("filler", place):
        place -= 1
    if place < cue_end or any(mark in message.words[mention.start].before for mark in ",/:(-"):
        return True
    return message.is_word("joiner", place) or message.is_word("personal", place)


def is_event(message: Message, mention: Mention) -> bool:
    """Whether the mention opens with a verb ("vomiting", "passed"), so that it can stand as a sentence of its own."""
    text = message.words[mention.start].text
    if message.is_word("told_without_subject", mention.start):
        return True
    return text.endswith(_ENDINGS) and text not in _NO_VERBS


def said_to_be_there(message: Message, mention: Mention) -> bool:
    """ "There is blood ...", "I see blood ...": a finding, where no "if" or "when" comes before it."""
    return message.any_between("there_is", max(0, mention.start - 3), mention.end)
