"""Whether a mention is a manner of speaking about a price, a form or a queue: "I nearly fainted at the bill".

"I want to end it. The call back request, I mean" names what is to end, and it is not a life.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_REACH = 6
_NAMED_AFTER = 6
# Only of these can the thing be named afterwards; "I want to kill myself" needs no object.
_ENDINGS = frozenset({"end", "ending", "finish", "stop", "done", "over", "cancel", "acabar", "terminar"})


def is_figure_of_speech(message: Message, mention: Mention) -> bool:
    """True if the cause given for it, in the same clause, is one that harms nobody.

    A wish to die counts whatever its cause: debts are one.
    """
    if mention.pattern.kind == "self_harm":
        return _says_what_is_to_end(message, mention)
    first, last = message.clause_span(mention.start)
    start, end = max(first, mention.start - _REACH), min(last, mention.end + _REACH)
    if mention.pattern.concepts == ("chills",) and message.any_between("cold_air", start, end):
        return True
    return message.any_between("harmless_cause", start, end)


def _says_what_is_to_end(message: Message, mention: Mention) -> bool:
    """What was meant ends its sentence and is all that it says: "this call, I mean", not "this call is my last"."""
    if not any(message.words[place].text in _ENDINGS for place in range(mention.start, mention.end)):
        return False
    for named in message.between("the_thing_meant", mention.end, mention.end + _NAMED_AFTER):
        _, last = message.sentence_span(named.start)
        if named.end == last or message.words[named.end].before.strip("-"):
            return True
    return False
