"""Whether a mention is only supposed ("what if I vomit blood?") or asked about in general ("is black stool a sign?").

A question about something that is going on is neither: "I vomited blood, is that normal?".
"""

from __future__ import annotations

from liverguide.understanding.red_flags.evidence import happening_to_somebody, owned, told_as_now
from liverguide.understanding.red_flags.joining import is_event, joined_to, said_to_be_there
from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message
from liverguide.understanding.red_flags.question import opens_question

_SUPPOSED_REACH = 10
_ASKED_REACH = 16
_AFTER_REACH = 4
_IS_HAPPENING = frozenset({"im", "hes", "shes", "theyre", "am", "is", "keeps", "keep", "esta", "estoy", "sigue"})


def is_supposed(message: Message, mention: Mention) -> bool:
    """True under an "if", a fear, a risk, a purpose, unless the words show that it is happening to somebody."""
    if _placed_in_no_time(message, mention):
        return True
    if told_as_now(message, mention):
        return False
    first, _ = message.clause_span(mention.start)
    for cue in message.between("supposed", max(first, mention.start - _SUPPOSED_REACH), mention.end):
        if cue.end > mention.start and cue.start >= mention.start:
            continue
        if message.has("turn", cue.end, mention.start):
            continue
        if message.has("asks_for_signs", max(first, cue.start - 6), cue.end):
            return True
        if not happening_to_somebody(message, mention, cue.end):
            return True
    return False


def _placed_in_no_time(message: Message, mention: Mention) -> bool:
    """ "If she ever goes yellow suddenly", "say his stool turned black one day": no day that has come is meant."""
    first, last = message.sentence_span(mention.start)
    if message.any_between("dated_now", first, last) or message.hits("again"):
        return False
    for cue in message.between(
        "no_time", max(first, mention.start - _ASKED_REACH), min(last, mention.end + _ASKED_REACH)
    ):
        low, high = (cue.end, mention.start + 1) if cue.start < mention.start else (mention.start - 2, cue.start)
        if not any(message.words[place].text in _IS_HAPPENING for place in range(max(first, low), high)):
            return True
    return False


def is_asked_in_general(message: Message, mention: Mention) -> bool:
    """True in a question or a wish to learn that names nobody to whom it is happening."""
    if told_as_now(message, mention) or said_to_be_there(message, mention):
        return False
    first, last = message.clause_span(mention.start)
    for cue in message.between("asked_in_general", max(first, mention.start - _ASKED_REACH), mention.start):
        if cue.end > mention.end or message.has("turn", cue.end, mention.start):
            continue
        if is_event(message, mention) and not joined_to(message, mention, cue.end):
            continue
        if not opens_question(message, cue) or happening_to_somebody(message, mention, cue.end, "personal_is"):
            continue
        if not message.is_word("modal", cue.start) and owned(message, mention, cue.end):
            continue
        return True
    if _said_to_be_rare(message, mention):
        return True
    after = message.between("general_term_after", mention.end, min(last, mention.end + _AFTER_REACH))
    if after and not message.any_between("asked_in_general", mention.end, after[0].start):
        return not owned(message, mention, first) and not happening_to_somebody(message, mention, first)
    return False


def _said_to_be_rare(message: Message, mention: Mention) -> bool:
    """ "They say seizures are rare with this": of nobody. "... are rare and he is having one" is of somebody."""
    first, last = message.sentence_span(mention.start)
    people = message.between("personal", first, last)
    if any(message.words[person.start].text != "they" for person in people):
        return False
    rare = message.any_between("said_to_be_rare", mention.end, mention.end + 2)
    return rare and not message.any_between("has_one", mention.end, len(message.words))
