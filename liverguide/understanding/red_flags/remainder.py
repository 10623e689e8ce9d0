"""What a message says beside the dangers that it denies or puts into the past.

The classifier knows what danger sounds like and nothing of "no" and "in 2016". So it is asked about the rest:
"no fever, no black stools, just tired today" becomes "just tired today".
"""

from __future__ import annotations

import re

from liverguide.understanding.red_flags.detection import weighed_mentions
from liverguide.understanding.red_flags.red_flag import Kind, Reason
from liverguide.understanding.red_flags.vocabulary import vocabulary

# Of these the reading is sure enough that the words are left out; what is only supposed may still be about to happen.
_LEFT_OUT: frozenset[Reason] = frozenset({"denied", "past", "long_standing", "animal"})
# What may be said to calm others.
_NEVER_LEFT_OUT: frozenset[Kind] = frozenset({"self_harm", "overdose"})
# Words dictated without full stops may hold a denial and a danger side by side.
_LONGEST_LEFT_OUT = 12
_PART = re.compile(r"(?:[^.!?;,\n]|[.,](?=\d))+")
_TURN = re.compile(r"\b(?:but|however|though|except|pero|aunque)\b", re.I)


def beside_lowered(text: str) -> str | None:
    """The text without the parts of its sentences in which a danger is denied, past, long known or an animal's,
    empty if nothing is left. None where the whole must be judged: nothing is lowered, or something for another reason,
    or in a stretch of words too long to be one thought, or it is what people also deny who are in danger, or too much
    is mentioned.
    """
    spans: list[tuple[int, int]] = []
    most = vocabulary().limits.mentions_left_out
    for count, (mention, reason) in enumerate(weighed_mentions(text)):
        if count == most:
            return None
        if reason is None:
            continue
        if reason not in _LEFT_OUT or mention.kind in _NEVER_LEFT_OUT:
            return None
        spans.append((mention.start, mention.end))
    if not spans:
        return None
    spans.sort()
    kept: list[str] = []
    at = reach = 0
    for start, end in _parts(text):
        while at < len(spans) and spans[at][0] < end:
            reach = max(reach, spans[at][1])
            at += 1
        if reach > start:
            if len(text[start:end].split()) > _LONGEST_LEFT_OUT:
                return None
        else:
            kept.append(text[start:end].strip())
    return ", ".join(part for part in kept if any(letter.isalpha() for letter in part) and "(-)" not in part)


def _parts(text: str) -> list[tuple[int, int]]:
    """The stretches between commas, ends of sentences and words that turn, such as "but"."""
    parts: list[tuple[int, int]] = []
    for found in _PART.finditer(text):
        start = found.start()
        for turn in _TURN.finditer(text, found.start(), found.end()):
            parts.append((start, turn.start()))
            start = turn.start()
        parts.append((start, found.end()))
    return parts
