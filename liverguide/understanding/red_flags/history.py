"""Whether a mention belongs to the past: "last year I vomited blood". What happened this morning does not."""

from __future__ import annotations

import re

from liverguide.understanding.red_flags.evidence import told_as_now
from liverguide.understanding.red_flags.joining import joined_to
from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message
from liverguide.understanding.red_flags.wordings import Hit

_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE = 12
_AFTER = 9
_GOING_ON = frozenset({"im", "hes", "shes", "theyre", "am", "is", "are", "keeps", "keep", "esta", "estoy", "sigue"})
_JOINS_CLAUSES = frozenset({"when", "who", "while", "after", "that", "because", "cuando", "que"})
# "Was confused for three days": such a time is over.
_WAS = frozenset({"was", "were", "had", "estuvo", "estuve"})
_ONGOING_SINCE = frozenset({"since", "desde", "from"})


def is_past(message: Message, mention: Mention) -> bool:
    """True if a time long gone is given for it, nothing says that it goes on, and it is not said to be back."""
    if _back(message, mention):
        return False
    if _settled(message, mention):
        return True
    if told_as_now(message, mention) and not _lasted_in_a_year(message, mention):
        return False
    if _out_of_breath_after_running(message, mention):
        return True
    first, last = message.clause_span(mention.start)
    for cue in message.between("past", max(first, mention.start - _BEFORE), min(last, mention.end + _AFTER)):
        if cue.start and message.words[cue.start - 1].text in _ONGOING_SINCE:
            continue
        if any(part.start <= cue.start and cue.end <= part.end for part in mention.parts):
            # "Talks to his brother who died in 2009": the year is that of the death.
            continue
        if _happening(message, mention, cue):
            continue
        low, high = (cue.end, mention.start) if cue.start < mention.start else (mention.end, cue.start)
        if cue.start < mention.start and not joined_to(message, mention, cue.end):
            continue
        if cue.start > mention.start and _opens_next_clause(message, cue):
            continue
        if message.has("turn", low, high) or _another_clause(message, low, high):
            continue
        return True
    return False


def _settled(message: Message, mention: Mention) -> bool:
    """ "Confused in March, treated, himself ever since": a time long gone, and said to be over since then.

    Being well is no comfort by itself: without the time long gone, or with a day of this week, nothing is lowered.
    """
    first, _ = message.sentence_span(mention.start)
    _, last = message.sentence_span(mention.end - 1)
    lasted = any(message.words[place].text in _WAS for place in range(max(first, mention.start - 3), mention.start))
    dated = message.between("dated_now", first, last)
    if any(not (lasted and message.words[hit.start].text == "for") for hit in dated) or message.hits("worse"):
        return False
    if any(message.words[place].text in _GOING_ON for place in range(max(first, mention.start - 3), mention.start)):
        return False
    return message.any_between("past", first, last) and message.any_between("settled", first, len(message.words))


def _lasted_in_a_year(message: Message, mention: Mention) -> bool:
    """ "In 2011 I was confused for three days": what lasted is over, where a year is given and no other time."""
    first, last = message.sentence_span(mention.start)
    if any(message.words[hit.start].text != "for" for hit in message.between("now", first, last)):
        return False
    return any(_YEAR.fullmatch(message.words[hit.end - 1].text) for hit in message.between("past", first, mention.end))


def _out_of_breath_after_running(message: Message, mention: Mention) -> bool:
    """ "I was short of breath from running for the bus, fine now": an effort named, and over."""
    if mention.pattern.kind != "breathing":
        return False
    first, last = message.sentence_span(mention.start)
    return message.any_between("exertion", first, last) and message.any_between("over_now", mention.end, last)


def _happening(message: Message, mention: Mention, cue: Hit) -> bool:
    start = max(mention.start - 3, cue.end if cue.start < mention.start else 0)
    end = min(mention.end, len(message.words))
    return any(message.words[place].text in _GOING_ON for place in range(start, end))


def _another_clause(message: Message, low: int, high: int) -> bool:
    """Two different subjects with nothing to join them: dictated text running on from one matter to the next."""
    groups = 0
    last = -2
    for person in message.between("personal", low, high):
        if message.has("unsure", person.start, person.end + 1):
            continue
        if person.start > last + 1:
            groups += 1
        last = person.start
    joined = any(message.words[place].text in _JOINS_CLAUSES for place in range(low, high))
    return groups > 1 and not joined


def _opens_next_clause(message: Message, cue: Hit) -> bool:
    """ "... blood last year we were in Spain": the time belongs to what follows."""
    if cue.end >= len(message.words) or message.words[cue.end].before:
        return False
    return message.is_word("personal", cue.end)


def _back(message: Message, mention: Mention) -> bool:
    """ "... and now again": said in the same sentence or in a later one."""
    first, _ = message.sentence_span(mention.start)
    return message.any_between("again", first, len(message.words))
