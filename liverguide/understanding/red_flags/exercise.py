"""Whether a mention belongs to a lesson: a case on paper, an essay, slides, a list for new colleagues; or to a
rehearsal, whose script puts it between quotation marks.
"""

from __future__ import annotations

import re

from liverguide.understanding.red_flags.evidence import told_as_now
from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_PERSON_REACH = 8
_SPEAKER_REACH = 4
# "For my course: '...'" names nobody who speaks.
_OWN = frozenset({"my", "our", "mi", "nuestro", "nuestra"})
_MADE_UP_PERSONS = frozenset({"he", "his", "him", "she", "her", "they", "el", "ella", "le"})

# An apostrophe within a word opens and closes nothing.
_QUOTED = re.compile(r"""(?<![^\s(:,])["'\u2018\u201c\u00ab](.+?)["'\u2019\u201d\u00bb](?![^\s).,:;?!])""", re.DOTALL)


def is_exercise(message: Message, mention: Mention) -> bool:
    """True if the message says what it is written for and the mention is told of nobody the writer knows.

    The purpose may stand in another sentence than the mention, as it does at the head of a written case.
    """
    if told_as_now(message, mention) or message.hits("for_real"):
        return False
    if message.hits("quoting") and _quoted(message, mention):
        return True
    if not message.hits("exercise"):
        return False
    made_up = _MADE_UP_PERSONS if message.hits("case_on_paper") else frozenset()
    first, last = message.sentence_span(mention.start)
    start, end = max(first, mention.start - _PERSON_REACH), min(last, mention.end + _PERSON_REACH)
    for person in message.between("personal", start, end):
        word = message.words[person.start].text
        if word not in made_up and not message.has("exercise_wording", person.start, person.end + 3):
            return False
    return True


def _quoted(message: Message, mention: Mention) -> bool:
    """Between quotation marks, and not as what somebody said: "my husband says 'my chest hurts'" counts."""
    start, end = message.words[mention.start].start, message.words[mention.end - 1].end
    for found in _QUOTED.finditer(message.text):
        if found.start() < start and end <= found.end(1):
            inside = sum(found.start() < word.start < start for word in message.words)
            opens = mention.start - inside
            near = message.between("personal", opens - _SPEAKER_REACH, opens)
            return all(message.words[hit.start].text in _OWN for hit in near)
    return False
