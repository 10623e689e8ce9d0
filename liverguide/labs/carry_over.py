"""Numbers without a name of their own that go on about the test named before them.

"The man next to me has bilirubin 20, mine is 12", "INR goal 2.5, I'm at 1.9", "peaked at 31, at discharge 8.7". Where
words tie such a number to the test it counts; where only its size fits it stands as a rival, so that no value is taken
while another one of the same size is left unexplained.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from liverguide.labs.catalogue import catalogue
from liverguide.labs.likeness import alike, believable, unit_of
from liverguide.labs.message import Message
from liverguide.labs.names import OTHER, Name
from liverguide.labs.observations import Observation
from liverguide.labs.time_words import tells_time
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import BINDING

_REACH = 40  # tokens between the name and a number that words tie to it
_RIVAL_REACH = 25
_HIGHEST_SCORE = 40
_TIED = re.compile(
    r"(?:\b(?:mine|yours|hers|ours|theirs|me|recipient|patient's|result|finding)"
    r"(?: (?:'s|is|was|:|at|=|,|are|came|back))*"
    r"|\b(?:i'm|i am|he's|she's|he is|she is|we're|they're|they are|it's|it is|it was|that's|they were|is|was|are|were)"
    r"(?: (?:now|currently|today|at|only|still|just|about|around|up|down|to|back))*"
    r"|\b(?:i|he|she|we|they|i've|i 've|he's|she's) (?:have|has|had|got)(?: (?:got|a|an|only|just))*"
    r"|\b(?:now|today|currently|latest|newest|today's|this (?:week|month|morning)'s"
    r"|since then|yesterday|this morning|this week|afterwards)"
    r"(?: (?:it's|is|:|at))*"
    r"|\bgot|\b(?:says?|shows?|reads?|showed|states|insists?|claims?|swears|reckons)(?: (?:it|it's|is))*"
    r"|\b(?:at|on|by|after|since) (?:discharge|admission|arrival)(?: (?:it|was|is|:))*"
    r"|\b(?:after|since|following|post) (?:\S+ ){0,2}[^\W\d]+(?: (?:it|was|is|:))*"
    r"|\blast (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:it|was|is|:))*) ?$"
)
# "One paper says bilirubin 3.0 and the other one, same tube, 5.0"
_OTHER_PAPER = re.compile(
    r"\b(?:the|an|a|on|in|my|our|their|from) ?(?:other|second|another)"
    r"(?: (?:one|lab|laboratory|paper|sheet|report|page|hospital|clinic|portal"
    r"|app|letter|printout|copy|machine|tube|sample|test|result))?(?: (?!(?:is|are|has) )[^\W\d]+| ,| :){0,4}$"
)
# "If my creatinine went to 2.0, how would the MELD change? It's 1.0 in reality."
_IN_REALITY = re.compile(r"^(?:in reality|in truth|in fact|really|for real|at the moment|right now|in real life)\b")


def carry_over(
    message: Message, names: Sequence[Name], values: Sequence[Value], observations: list[Observation]
) -> list[Observation]:
    """The observations together with those of numbers that only carry the test on."""
    if {"reality", "truth", "fact", "really", "life"} & message.vocabulary:
        observations = [seen for seen in observations if not _real(message, seen)]
    bound = {id(observation.value) for observation in observations}
    free = [value for value in values if id(value) not in bound and not value.bare_range]
    if not free or not names:
        return observations
    ordered = sorted(names, key=lambda name: name.start)
    ends = [name.end for name in ordered]
    firsts: dict[int, Observation] = {}
    for observation in observations:
        if observation.name is not None:
            firsts.setdefault(observation.name.start, observation)
    added: list[Observation] = []
    for value in free:
        at = bisect_right(ends, value.start) - 1
        if _IN_REALITY.search(" ".join(message.words(value.end, value.end + 3))):
            while at > 0 and ordered[at].test == OTHER and ordered[at].start not in firsts:
                at -= 1  # the score that was asked about
        found = _carried(message, ordered[at], firsts.get(ordered[at].start), value) if at >= 0 else None
        if found is None and at + 1 < len(ordered):
            found = _led(message, firsts.get(ordered[at + 1].start), value)
        if found is None and at + 1 < len(ordered) and ordered[at + 1].start not in firsts:
            found = _named_behind(message, ordered[at + 1], value)
        if found is None and at < 0:
            found = _own_before(message, firsts.get(ordered[0].start), value)
        if found is not None:
            added.append(found)
    if not added:
        return observations
    return sorted([*observations, *added], key=lambda observation: observation.value.start)


def _real(message: Message, seen: Observation) -> bool:
    """Whether a score that was asked about took the number that is told to be real."""
    return (
        seen.test == OTHER
        and not (message.folded(seen.value.number.start).isdigit() and seen.value.number.value <= _HIGHEST_SCORE)
        and _IN_REALITY.search(" ".join(message.words(seen.value.end, seen.value.end + 3))) is not None
    )


def _carried(message: Message, name: Name, first: Observation | None, value: Value) -> Observation | None:
    """The value as one more of the test that was named last."""
    if name.test not in catalogue() or value.start - name.end > _REACH:
        return None
    if first is not None and first.test != name.test:
        return None
    analyte = catalogue()[name.test]
    if value.unit is not None and unit_of(analyte, value) is None:
        return None
    lead = " ".join(message.words(value.start - 5, value.start))
    fits = alike(analyte, first.value, value) if first is not None else believable(analyte, value)
    if fits and first is not None and _OTHER_PAPER.search(" ".join(message.words(value.start - 9, value.start))):
        return Observation(name.test, value, name)
    if fits and _TIED.search(lead):
        return Observation(name.test, value, name)
    if first is None or value.dose or value.number.in_words or first.uncertain:
        return None
    if value.start - first.value.end > _RIVAL_REACH or value.start < first.value.end:
        return None
    newlines = any(token.kind == "newline" for token in message.tokens[first.value.end : value.start])
    if newlines or message.clause_at(value.start) - message.clause_at(first.value.start) > 3:
        return None
    if not fits or not (_alone(message, value) or _in_prose(message, first.value.end, value.start)):
        return None
    return Observation(name.test, value, name)


_OWN_LEAD = re.compile(r"\b(?:mine|his|hers|ours|theirs)(?: (?:is|was|are|at|:))*$")


def _own_before(message: Message, first: Observation | None, value: Value) -> Observation | None:
    """ "Mine is 1.9, my dad's INR 1.0": the test is named only with the second value."""
    if first is None or first.name is None or first.test not in catalogue() or value.dose:
        return None
    if not 0 < first.name.start - value.end <= _RIVAL_REACH or not alike(catalogue()[first.test], first.value, value):
        return None
    lead = " ".join(message.words(value.start - 3, value.start))
    return Observation(first.test, value, first.name) if _OWN_LEAD.search(lead) else None


# "Is 1.9 high? It's my husband's creatinine"
_NAMED_BEHIND = re.compile(
    r"^[?.,] (?:it's|it is|that's|that is|this is|it was|i mean|for)"
    r"(?: (?:my|the|his|her|our|a|an|for|of|about|'s|[^\W\d_]+'s|[^\W\d_]+(?= 's))){0,4}$"
)


def _named_behind(message: Message, name: Name, value: Value) -> Observation | None:
    """The value as that of the test that the next sentence names for it."""
    if name.test not in catalogue() or value.dose or value.number.in_words or name.start - value.end > _RIVAL_REACH:
        return None
    if name.end in message.number_start_set or message.folded(name.end) in (":", "=", "is", "was"):
        return None
    question = message.folded(value.start - 1) in ("is", "are", "was", "does", "a", "about")
    if not question or _NAMED_BEHIND.search(" ".join(message.words(_question_end(message, value), name.start))) is None:
        return None
    return Observation(name.test, value, name) if believable(catalogue()[name.test], value) else None


def _question_end(message: Message, value: Value) -> int:
    """Where the sentence of a value ends: at most two words behind it ("high?", "too much?")."""
    for index in range(value.end, value.end + 3):
        if message.folded(index) in ("?", ".", ","):
            return index
    return value.end


def _led(message: Message, first: Observation | None, value: Value) -> Observation | None:
    """A number before the value that the name behind owns: "Mon 1.9 Tue 1.7 Wed 1.6, those are my INRs"."""
    if first is None or first.name is None or first.test not in catalogue() or value.dose:
        return None
    touching = value.end == first.name.start and not value.whole and first.value.start > first.name.end
    if touching and alike(catalogue()[first.test], first.value, value):
        return Observation(first.test, value, first.name)  # "one page 0.9 creatinine, the other says 1.9"
    if not value.end <= first.value.start < first.name.start or first.value.start - value.end > 8:
        return None
    if message.clause_at(value.start) != message.clause_at(first.value.start):
        return None
    if not _alone(message, value) or not alike(catalogue()[first.test], first.value, value):
        return None
    return Observation(first.test, value, first.name)


_PROSE = frozenset(
    ["in", "the", "at", "on", "by", "was", "is", "when", "with", "after", "before", "from", "for", "his", "her"]
)
_SEPARATING = frozenset([",", ";", "|", "/", "-", ".", ":", "("])


def _in_prose(message: Message, start: int, end: int) -> bool:
    """Whether plain words without a break lead from one number to the next ("0.8 in the morning 1.1")."""
    words = message.words(start, end)
    return bool(_PROSE & set(words)) and not _SEPARATING & set(words)


_OWNERS_AND_PAPERS = frozenset(
    [
        *("hers", "mine", "yours", "theirs", "page", "paper", "sheet", "report", "printout", "letter", "app", "portal"),
        *("copy", "screenshot", "document", "line", "place"),
    ]
)


def _alone(message: Message, value: Value) -> bool:
    """Whether no strange word beside the number may own it."""
    return all(
        index < 0
        or index >= len(message.tokens)
        or message.tokens[index].kind != "word"
        or message.folded(index) in BINDING
        or message.folded(index) in _OWNERS_AND_PAPERS
        or tells_time(message.folded(index))
        for index in (value.start - 1, value.end)
    )
