"""Whether a mention is a manner of speaking about a price, a form or a queue: "I nearly fainted at the bill"."""

from __future__ import annotations

from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_REACH = 6


def is_figure_of_speech(message: Message, mention: Mention) -> bool:
    """True if the cause given for it, in the same clause, is one that harms nobody.

    A wish to die counts whatever its cause: debts are one.
    """
    if mention.pattern.kind == "self_harm":
        return False
    first, last = message.clause_span(mention.start)
    start, end = max(first, mention.start - _REACH), min(last, mention.end + _REACH)
    if mention.pattern.concepts == ("chills",) and message.any_between("cold_air", start, end):
        return True
    return message.any_between("harmless_cause", start, end)
