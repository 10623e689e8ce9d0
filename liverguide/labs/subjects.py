"""Whose values: the person writing, or somebody they write about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from liverguide.labs.message import Message

Sex = Literal["female", "male"]

SELF = "self"
_MALE = {
    "father": "father",
    "dad": "father",
    "daddy": "father",
    "papa": "father",
    "padre": "father",
    "pai": "father",
    "vater": "father",
    "pere": "father",
    "husband": "husband",
    "hubby": "husband",
    "esposo": "husband",
    "marido": "husband",
    "ehemann": "husband",
    "brother": "brother",
    "bro": "brother",
    "hermano": "brother",
    "bruder": "brother",
    "son": "son",
    "hijo": "son",
    "sohn": "son",
    "uncle": "uncle",
    "tio": "uncle",
    "onkel": "uncle",
    "grandfather": "grandfather",
    "grandpa": "grandfather",
    "granddad": "grandfather",
    "abuelo": "grandfather",
    "nephew": "nephew",
    "boyfriend": "boyfriend",
    "dads": "father",
    "husbands": "husband",
    "brothers": "brother",
    "fathers": "father",
}
_FEMALE = {
    "mother": "mother",
    "mom": "mother",
    "mum": "mother",
    "mommy": "mother",
    "mummy": "mother",
    "mama": "mother",
    "madre": "mother",
    "mae": "mother",
    "mutter": "mother",
    "mere": "mother",
    "wife": "wife",
    "esposa": "wife",
    "ehefrau": "wife",
    "sister": "sister",
    "sis": "sister",
    "hermana": "sister",
    "schwester": "sister",
    "daughter": "daughter",
    "hija": "daughter",
    "tochter": "daughter",
    "aunt": "aunt",
    "tia": "aunt",
    "tante": "aunt",
    "grandmother": "grandmother",
    "grandma": "grandmother",
    "granny": "grandmother",
    "abuela": "grandmother",
    "niece": "niece",
    "girlfriend": "girlfriend",
    "moms": "mother",
    "mums": "mother",
    "wifes": "wife",
    "mothers": "mother",
    "sisters": "sister",
}
_NEUTRAL = {
    "friend": "friend",
    "partner": "partner",
    "cousin": "cousin",
    "spouse": "spouse",
    "neighbor": "neighbour",
    "neighbour": "neighbour",
    "friends": "friend",
    "child": "child",
    "kid": "child",
}
_REPORTING = frozenset(
    [
        "says",
        "said",
        "asked",
        "asks",
        "told",
        "tells",
        "thinks",
        "wants",
        "wanted",
        "wrote",
        "works",
        "found",
        "noticed",
        "suggested",
        "sent",
        "heard",
        "asking",
        "typed",
        "reckons",
        "insists",
        "gave",
        "gives",
        "worries",
        "nurse",
        "doctor",
    ]
)
_OWN = frozenset(
    [
        "labs",
        "lab",
        "results",
        "result",
        "numbers",
        "values",
        "levels",
        "blood",
        "bloods",
        "bloodwork",
        "own",
        "last",
        "latest",
        "newest",
        "current",
        "recent",
        "new",
        "test",
        "tests",
        "report",
        "liver",
        "most",
        "today's",
        "first",
        "second",
        "old",
        "total",
        "direct",
        "serum",
    ]
)


@dataclass(frozen=True)
class Mark:
    """Somebody mentioned at token `index`. `backwards`: the words after a value say whose it was."""

    index: int
    subject: str
    sex: Sex | None = None
    backwards: bool = False


def relation(word: str) -> tuple[str, Sex | None] | None:
    """The family word and the sex it tells outright."""
    word = word.removesuffix("'s").removesuffix("s'")
    if word in _MALE:
        return _MALE[word], "male"
    if word in _FEMALE:
        return _FEMALE[word], "female"
    if word in _NEUTRAL:
        return _NEUTRAL[word], None
    return None


def find_marks(message: Message) -> list[Mark]:
    """Everybody mentioned as owner of values, in order."""
    marks: list[Mark] = []
    names = {name.start for name in message.names}
    name_tokens = {index for name in message.names for index in range(name.start, name.end)}
    mentioned: list[Mark] = []
    value_ends = {number.end for number in message.numbers}
    for index, token in enumerate(message.tokens):
        if token.kind != "word" or index in name_tokens:
            continue
        word = token.folded
        found = relation(word)
        if found is not None:
            if _reports(message, index):
                continue
            behind = (
                _behind_value(message, index, value_ends)
                and index + 1 not in names
                and message.folded(index + 1) not in ("is", "has", "'s")
            )
            mark = Mark(index, found[0], found[1], backwards=behind)
            marks.append(mark)
            mentioned.append(mark)
        elif word in ("his", "her", "hers", "he", "she", "he's", "she's", "him"):
            sex: Sex = "male" if word.startswith("hi") or word in ("he", "he's") else "female"
            known = next((mark for mark in reversed(mentioned) if mark.sex in (sex, None)), None)
            if known is None and mentioned and word in ("his", "her", "he", "she"):
                known = None
            subject = known.subject if known else f"{'he' if sex == 'male' else 'she'}"
            if word in ("he", "she", "him") and known is None:
                continue
            marks.append(
                Mark(
                    index,
                    subject,
                    known.sex if known else None,
                    backwards=word == "hers" and _behind_value(message, index, value_ends),
                )
            )
        elif word == "mine":
            marks.append(Mark(index, SELF, backwards=_behind_value(message, index, value_ends)))
        elif word in ("my", "mi", "meine", "mein", "mes", "mon", "meu", "minha"):
            following = index + 1
            while message.folded(following) in _OWN and following not in names:
                following += 1
            owned = following in names or following > index + 1
            if owned and relation(message.folded(following)) is None:
                marks.append(Mark(index, SELF))
    return marks


def _reports(message: Message, index: int) -> bool:
    following = message.words(index + 1, index + 4)
    if following[:1] and following[0] in _REPORTING:
        return True
    return following[:2] in (["is", "a"], ["is", "my"], ["is", "the"]) and bool(
        set(following[2:3]) & {"nurse", "doctor", "caregiver", "donor", "carer"}
    )


def _behind_value(message: Message, index: int, value_ends: set[int]) -> bool:
    at = index
    steps = 0
    while (
        at > 0
        and steps < 4
        and message.folded(at - 1) in ("is", "was", "are", "(", "for", "my", "=", "'", "the", "belongs", "to")
    ):
        at -= 1
        steps += 1
    return (
        at in value_ends
        and steps > 0
        and (message.folded(at) != "my" or steps > 1 or message.folded(index + 1) in (")", ",", ".", "and", ""))
    )


def subject_of(marks: Sequence[Mark], start: int, end: int, following: int) -> str | None:
    """Whose the value between `start` and `end` is; `following` is where the next value begins."""
    at = bisect_left([mark.index for mark in marks], end)
    for mark in marks[at:]:
        if mark.index >= following or mark.index - end > 5:
            break
        if mark.backwards:
            return mark.subject
    before = bisect_left([mark.index for mark in marks], start)
    return next((mark.subject for mark in reversed(marks[:before]) if not mark.backwards), None)


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


def asked_about(message: Message, marks: list[Mark], value_clauses: set[int]) -> str | None:
    """The one person that the message's question is about, None where it is not clear."""
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
