"""The one person that a message asks about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from liverguide.labs.message import Message
from liverguide.labs.relations import relation
from liverguide.labs.subjects import BYSTANDER, SELF, Mark

_ASKING = frozenset(
    [
        "meld",
        "score",
        "what",
        "what's",
        "whats",
        "mean",
        "means",
        "meaning",
        "calculate",
        "compute",
        "work",
        "explain",
        "help",
        "ask",
        "asking",
        "about",
        "question",
        "worried",
        "who",
        "whose",
        "which",
        "only",
        "ignore",
        "just",
        "need",
        "want",
        "know",
    ]
)


_FOCUS_BEFORE = re.compile(
    r"\b(?:ask|asks|asking|question|questions|worried|worry|worries|concerned|calculate|compute|score|meld"
    r"|concerns|help"
    r"|wondering|interested)(?: \S+){0,2} (?:about|for|is|in)(?: my| the| our)?$"
    r"|\b(?:calculate|compute|score|do|just|only)$"
    r"|\b(?:it's|this is|that's|all this is|i'm asking|i write|i'm writing|question is) (?:all |only "
    r"|just )?(?:for|about)(?: my| the| our)?$"
)
_FOCUS_AFTER = re.compile(
    r"^(?:, |\( ?)?(?:(?:is|'s|who|who's|has|have|that's|that|the|a|one|with|i'm|i|am|he's|she's|real|actual) )*"
    r"(?:patient|sick|ill|unwell|recipient|asking about|asking for|worried about|cirrhosis|cirrhotic|hepatitis|liver"
    r"|needs the|waiting for|on the list|listed)\b"
)
_OPENING = 4  # tokens
_FOR = re.compile(
    r"^(?:hi |hello |hey |this is |these are |it's |labs |results |bloods |lab results |blood results )*"
    r"(?:for|about)(?: my| the| our)?$"
)
_USED = re.compile(r"\b(?:use|take|read|go by|look at|go with)(?: only| just)?(?: my| the| our)?$")

# "I'm his daughter", "I am healthy", "mine is normal": the writer tells that they are not the patient.
_KIN = (
    r"(?:daughter|son|wife|husband|spouse|partner|sister|brother|mother|father|mum|mom|dad|niece|nephew|friend|carer"
    r"|caregiver|girlfriend|boyfriend|fiancee?|cousin|aunt|uncle|granddaughter|grandson|neighbou?r|nurse|donor)"
)
_BYSTANDING = re.compile(
    r"\b(?:i'm|i am|im) (?:his|her|their|the|my (?:dad|mum|mom|father|mother|husband|wife|brother|sister)(?: 's)?)"
    r" (?:\S+ )?" + _KIN + r"\b"
    r"|\b(?:i'm|i am|im)"
    r" (?:(?:\d+|,|\(|completely|perfectly|totally|quite|all|also|a|and|myself|young|years|old|the) )*"
    r"(?:healthy|well|fine|donor)\b"
    r"|\bmine (?:is|was|are|were) (?:(?!not\b|isn't\b)\S+ ){0,5}(?:healthy|normal|perfect|fine|good|okay|ok|great)\b"
)


def explicit_focus(message: Message, marks: Sequence[Mark]) -> str | None:
    """The one person of whom the message says outright that it asks about them or that they are ill."""
    focus: set[str] = set()
    people = {mark.index: mark.subject for mark in marks if mark.subject != BYSTANDER}
    for index, token in enumerate(message.tokens):
        if token.folded in ("me", "myself"):
            people.setdefault(index, SELF)
    for index, subject in people.items():
        if (
            index <= _OPENING
            and message.folded(index + 1) in (":", ",", "-")
            and _FOR.search(" ".join(message.words(0, index)))
        ):
            if not any(message.folded(other - 2) == "for" for other in people if other > index):
                focus.add(subject)
            continue
        if message.folded(index + 1) == "'s" and _USED.search(" ".join(message.words(index - 4, index))):
            focus.add(subject)
            continue
        if message.folded(index) in ("my", "his") or message.folded(index + 1) == "'s":
            continue
        before = " ".join(message.words(index - 5, index))
        after = " ".join(message.words(index + 1, index + 8))
        if _FOCUS_BEFORE.search(before) or _FOCUS_AFTER.search(after):
            focus.add(subject)
    if not focus:
        others = {subject for subject in people.values() if subject != SELF}
        told = any(_BYSTANDING.search(text) for text in message.clause_texts)
        return others.pop() if told and len(others) == 1 else None
    return focus.pop() if len(focus) == 1 else None


def asked_about(message: Message, marks: list[Mark], value_clauses: set[int]) -> str | None:
    """The one person that the message's question is about, None where it is not clear."""
    told = explicit_focus(message, marks)
    if told is not None:
        return told
    subjects: list[str] = []
    for clause, (first, end) in enumerate(message.clauses):
        start = first
        if clause in value_clauses:
            # "mine is 1.2 and my wife's 0.8, what's my MELD?": the question stands behind the last value.
            last = bisect_left(message.number_starts, end) - 1
            start = max(first, message.numbers[last].end) if last >= 0 else first
        here = [mark for mark in marks if start <= mark.index < end]
        plain = [_asker(message, index) for index in range(start, end)]
        words = set(message.words(start, end))
        if "?" in words or words & _ASKING:
            subjects += [mark.subject for mark in here]
            if not here and any(plain):
                subjects.append(SELF)
    return subjects[0] if subjects and len(set(subjects)) == 1 else None


def _asker(message: Message, index: int) -> bool:
    """ "my MELD", "for me": the writer asks about themselves."""
    word = message.folded(index)
    if word == "my":
        return relation(message.folded(index + 1)) is None
    return word == "me" and message.folded(index - 1) in ("for", "about")
