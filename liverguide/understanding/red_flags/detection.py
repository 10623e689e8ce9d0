"""The decision: is there, in this message, an emergency that is going on?

Every mention counts unless its own clause lowers it, and no mention lowers another. That a doctor said it was fine, or
that somebody feels well, lowers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from liverguide.understanding.red_flags.animals import is_of_an_animal
from liverguide.understanding.red_flags.exercise import is_exercise
from liverguide.understanding.red_flags.figure_of_speech import is_figure_of_speech
from liverguide.understanding.red_flags.general_topic import is_general_topic
from liverguide.understanding.red_flags.hearsay import is_told_of_others
from liverguide.understanding.red_flags.history import is_past
from liverguide.understanding.red_flags.long_standing import is_long_standing
from liverguide.understanding.red_flags.mentions import Mention, find_mentions
from liverguide.understanding.red_flags.message import Message, read_message
from liverguide.understanding.red_flags.negation import denied_list, is_denied
from liverguide.understanding.red_flags.red_flag import (
    KINDS_BY_URGENCY,
    Assessment,
    Certainty,
    Kind,
    Lowered,
    Reason,
    RedFlag,
)
from liverguide.understanding.red_flags.supposition import is_asked_in_general, is_supposed
from liverguide.understanding.red_flags.vocabulary import vocabulary

_TESTS: tuple[tuple[Reason, Callable[[Message, Mention], bool]], ...] = (
    ("denied", is_denied),
    ("past", is_past),
    ("animal", is_of_an_animal),
    ("other_story", is_told_of_others),
    ("hypothetical", is_supposed),
    ("teaching_question", is_asked_in_general),
    ("teaching_question", is_general_topic),
    ("teaching_question", is_exercise),
    ("long_standing", is_long_standing),
    ("figurative", is_figure_of_speech),
)
_UNSURE_REACH = 5


@lru_cache(maxsize=1)
def _reading(text: str) -> Message:
    """The message read; within one turn it is asked for what it tells and for what is beside that."""
    return read_message(text, vocabulary())


def find_red_flag(text: str) -> RedFlag | None:
    """The most urgent emergency of a message, or None. Never raises, whatever the text."""
    return assess(text).flag


def assess(text: str) -> Assessment:
    """All emergencies of a message, and the mentions that are none."""
    known = vocabulary()
    message = _reading(text)
    flags: dict[tuple[str, str], RedFlag] = {}
    lowered: dict[Lowered, None] = {}
    plain: set[Kind] = set()
    for pattern in known.patterns:
        # What has been told plainly once is not looked for again, which keeps long messages quick.
        if pattern.kind in plain:
            continue
        for count, mention in enumerate(find_mentions(message, pattern)):
            weighed = count < known.limits.lowered_mentions
            reason = _lowering(message, mention) if weighed else None
            if reason is not None:
                lowered[Lowered(pattern.kind, reason)] = None
                continue
            certainty = _certainty(message, mention) if weighed else "possible"
            flag = RedFlag(pattern.kind, certainty, _phrase(message, mention))
            flags.setdefault((flag.kind, flag.certainty), flag)
            if flag.certainty == "present":
                plain.add(flag.kind)
                break
            if not weighed:
                break
    ranked = sorted(flags.values(), key=lambda flag: (KINDS_BY_URGENCY.index(flag.kind), flag.certainty == "possible"))
    return Assessment(ranked[0] if ranked else None, tuple(ranked), tuple(lowered))


class Stretch(NamedTuple):
    """Where in a message a danger of some kind is mentioned, in characters."""

    kind: Kind
    start: int
    end: int


def weighed_mentions(text: str) -> Iterator[tuple[Stretch, Reason | None]]:
    """Every mention, each looked at when it is asked for, and why it is no emergency; None where it is one."""
    known = vocabulary()
    message = _reading(text)
    for pattern in known.patterns:
        for mention in find_mentions(message, pattern):
            reason = _lowering(message, mention)
            start, end = denied_list(message, mention) if reason == "denied" else (mention.start, mention.end)
            yield Stretch(pattern.kind, message.words[start].start, message.words[end - 1].end), reason


def _lowering(message: Message, mention: Mention) -> Reason | None:
    for reason, applies in _TESTS:
        if reason not in mention.pattern.immune_to and applies(message, mention):
            return reason
    return None


def _certainty(message: Message, mention: Mention) -> Certainty:
    first, last = message.sentence_span(mention.start)
    start, end = max(first, mention.start - _UNSURE_REACH), min(last, mention.end + _UNSURE_REACH)
    if mention.pattern.certainty == "possible" or message.any_between("unsure", start, end):
        return "possible"
    return "present"


def _phrase(message: Message, mention: Mention) -> str:
    return message.text[message.words[mention.start].start : message.words[mention.end - 1].end]
