"""Whether a mention is only the topic of a general question: "fever afterwards, common or rare?".

The question may stand before or behind its topic, as long as the sentence names nobody and no time that is now. What is
told of somebody is judged by its grammar instead.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.evidence import is_past_form
from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_REACH = 60
# "Jaundice and confusion, are they connected?"
_THE_TOPIC_ITSELF = frozenset({"they", "them"})


def is_general_topic(message: Message, mention: Mention) -> bool:
    """True if the sentence asks about its topic at large and tells of no person and no time that is now.

    "Took 24 tablets at lunch" needs no person to tell of one, and despair is often put as a question."""
    if mention.pattern.kind == "self_harm" or is_past_form(message.words[mention.start].text):
        return False
    first, _ = message.sentence_span(mention.start)
    _, last = message.sentence_span(mention.end - 1)
    told = any(message.hits(cue) for cue in ("now", "again", "cry_for_help"))
    if told or message.any_between("own_question", first, last):
        return False
    start, end = max(first, mention.start - _REACH), min(last, mention.end + _REACH)
    people = message.between("personal", start, end) + message.between("somebody", start, end)
    if any(message.words[person.start].text not in _THE_TOPIC_ITSELF for person in people):
        return False
    return message.any_between("topic_question", start, end)
