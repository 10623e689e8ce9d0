"""Whether a mention is an old acquaintance: the same for years, known to the doctor, and not getting worse.

Only patterns marked `may_be_old` can be: nobody vomits blood for years.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.evidence import told_as_now
from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_REACH = 14
_DURATION_REACH = 8


def is_long_standing(message: Message, mention: Mention) -> bool:
    """True if it is said to be the same as ever, and nowhere in the message to be new, back or worse."""
    if not mention.pattern.may_be_old or message.hits("worse"):
        return False
    first, last = message.sentence_span(mention.start)
    _, last = message.sentence_span(mention.end - 1)
    start, end = max(first, mention.start - _REACH), min(last, mention.end + _REACH)
    if message.any_between("now", start, end) or told_as_now(message, mention):
        return False
    return message.any_between("as_ever", start, end) or _for_years(message, mention, last)


def _for_years(message: Message, mention: Mention, last: int) -> bool:
    """The years must follow the mention without a break: "yellow, cirrhosis for ten years" tells of the cirrhosis."""
    for cue in message.between("for_years", mention.start, min(last, mention.end + _DURATION_REACH)):
        broken = any(message.words[place].before for place in range(mention.end, cue.start + 1))
        if not broken and not message.any_between("personal", mention.end, cue.start):
            return True
    return False
