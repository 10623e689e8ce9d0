"""Whose values: the person writing, or somebody they write about."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from liverguide.labs.animals import ANIMAL, animal_behind, owning_animal
from liverguide.labs.message import Message
from liverguide.labs.vocabulary import BINDING

Sex = Literal["female", "male"]

SELF = "self"
BYSTANDER = "bystander"
"""Somebody mentioned for comparison only, never the person asked about."""
_ONLOOKERS: dict[str, Sex | None] = {
    **dict.fromkeys(["someone", "somebody", "roommate", "bedmate", "donor", "colleague", "coworker", "mate"], None),
    **dict.fromkeys(["stranger", "buddy", "inmate", "housemate", "flatmate"], None),
}
_ANYBODY: dict[str, Sex | None] = {
    **dict.fromkeys(["guy", "man", "bloke", "chap", "gentleman", "fella", "dude", "fellow", "lad"], "male"),
    **dict.fromkeys(["woman", "lady", "girl", "gal"], "female"),
    **dict.fromkeys(["person", "member", "one", "people", "poster", "user"], None),
}
_PLACED = frozenset(
    ["here", "there", "in", "on", "from", "at", "next", "opposite", "beside", "across", "near", "down", "over"]
)
_PLACES = frozenset(
    [
        *("the", "my", "our", "to", "this", "that", "a", "work", "church", "school", "reddit", "facebook", "hospital"),
        *("bed", "here", "there", "another", "has", "had", "from", "me", "him", "her", "us"),
    ]
)
# Capitalised words before a test's name that are no person's.
_NO_PERSON = frozenset(
    [
        *(
            "serum",
            "plasma",
            "blood",
            "total",
            "direct",
            "latest",
            "newest",
            "old",
            "new",
            "previous",
            "current",
            "first",
        ),
        *(
            "second",
            "liver",
            "kidney",
            "test",
            "result",
            "lab",
            "labs",
            "final",
            "repeat",
            "normal",
            "high",
            "low",
            "name",
        ),
        *(
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        *(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "christmas",
            "easter",
            "summer",
        ),
        *(
            "winter",
            "spring",
            "autumn",
            "fall",
            "discharge",
            "admission",
            "hospital",
            "clinic",
            "doctor",
            "nurse",
            "page",
        ),
        *("sir", "hello", "dear", "please", "thanks", "note", "value", "and", "the", "with", "then", "but", "also"),
    ]
)
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
            if _COMPARED.search(" ".join(message.words(index - 4, index))):
                marks.append(Mark(index, BYSTANDER, found[1]))
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
            if word in ("he", "she", "him") and known is None and all(mark.subject != subject for mark in marks):
                continue
            marks.append(
                Mark(
                    index,
                    subject,
                    known.sex if known else None,
                    backwards=(word == "hers" and _behind_value(message, index, value_ends))
                    or (
                        word in ("his", "her") and message.folded(index - 1) == "(" and message.folded(index + 1) == ")"
                    ),
                )
            )
        elif animals := _animals(message, index):
            marks += animals
            mentioned += [mark for mark in animals if mark.subject == ANIMAL and not mentioned]
        elif (onlooker := _onlooker(message, index)) is not None:
            mark = Mark(
                index, BYSTANDER, onlooker[0], backwards=message.folded(index - 1) in ("from", "of", "to", "for")
            )
            marks.append(mark)
            mentioned.append(mark)
        elif word in ("me", "i'm", "i've", "i") and _own_value(message, index, names, bool(marks)):
            marks.append(Mark(index, SELF))
        elif word == "mine":
            marks.append(Mark(index, SELF, backwards=_behind_value(message, index, value_ends)))
        elif word in ("my", "mi", "meine", "mein", "mes", "mon", "meu", "minha"):
            following = index + 1
            while message.folded(following) in _OWN and following not in names:
                following += 1
            owned = following in names or following > index + 1
            if owned and relation(message.folded(following)) is None:
                marks.append(Mark(index, SELF))
    named = _named_people(message)
    return sorted([*marks, *named], key=lambda mark: mark.index) if named else marks


def _animals(message: Message, index: int) -> list[Mark]:
    if animal_behind(message, index):
        return [Mark(index, ANIMAL, backwards=True), Mark(index, ANIMAL)]  # "ALT 400 for our labrador, ALP 600"
    owns = owning_animal(message, index)
    return [] if owns is None else [Mark(index, ANIMAL if owns else BYSTANDER)]


_OWNING = frozenset(
    ["has", "had", "'s", "else", "elses", "with", "in", "on", "here", "whose", "who", "i", "at", "from"]
)
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|unlike|not like|better than|worse than|than)(?: (?:my|our|her|his))?$"
)


# "the 6.1 was another patient's": the number is taken back, and what follows is nobody else's.
_DISOWNED = re.compile(
    r"\d\S*(?: \S+){0,3} (?:was|were|is|belong\w*|mix\w*(?: -)?(?: up)?) (?:actually |really )?(?:to |from |with |of )?"
    r"(?:a |an |the |some )?(?:another|other|different|wrong)?$"
)


def _onlooker(message: Message, index: int) -> tuple[Sex | None] | None:
    """The sex of somebody mentioned for comparison ("the guy in the next bed", "the donor"); None for anybody else."""
    word = message.folded(index).removesuffix("'s")
    before = message.folded(index - 1)
    ahead = message.words(index + 1, index + 8)
    if _REPORTING & set(ahead) or _DISOWNED.search(" ".join(message.words(index - 9, index))):
        return None
    if word in ("someone", "somebody") and before not in ("from", "of") and not _OWNING & set(ahead[:1]):
        return None
    if word in _ONLOOKERS:
        return None if before in ("a", "no", "as") and word == "donor" else (_ONLOOKERS[word],)
    if word == "patient" and before in ("another", "other", "different"):
        return (None,)
    if word not in _ANYBODY or before not in ("a", "an", "the", "another", "some", "other", "one", "old", "that"):
        return None
    following = message.words(index + 1, index + 3)
    placed = len(following) == 2 and following[0] in _PLACED and following[1] in _PLACES
    return (_ANYBODY[word],) if placed or before in ("another", "other") else None


def _own_value(message: Message, index: int, names: set[int], compared: bool) -> bool:
    """Whether "me:", "I'm at" or "I've got" leads to a value of the writer."""
    word, at = message.folded(index), index + 1
    if word == "me":
        if message.folded(at) in (":", "=", "is", "-"):
            at += 1
        return at in message.number_start_set or (at in names and message.folded(at - 1) in (":", "="))
    leads = ("at",) if word == "i'm" else ("got", "have", "had", "am")
    if message.folded(at) not in leads:
        return False
    at += 2 if message.folded(at + 1) in ("at", "got", "a", "an") else 1
    if compared and at in names and word in ("i", "i've"):
        return True  # "our cat has ALT 400, I have ALT 45"
    whole = at < len(message.tokens) and message.tokens[at].text.isdigit()
    return at in message.number_start_set and (
        not whole or leads == ("at",) or (compared and message.folded(at - 1) != "am")
    )


def _named_people(message: Message) -> list[Mark]:
    """People called by name before values of one test: "Ana ALT 95, Eva ALT 140. Question is about Eva"."""
    owners: dict[str, set[str]] = {}
    for name in message.names:
        at = name.start - 1
        while at >= 0 and message.folded(at) in ("'s", ":", "has", "had", "is", "-", "an"):
            at -= 1
        if at >= 0 and _proper(message, at):
            owners.setdefault(message.folded(at), set()).add(name.test)
    shared = [
        word for word, tests in owners.items() if any(tests & other for key, other in owners.items() if key != word)
    ]
    if len(shared) < 2:
        return []
    return [Mark(index, token.folded) for index, token in enumerate(message.tokens) if token.folded in shared]


def _proper(message: Message, at: int) -> bool:
    token = message.tokens[at]
    return (
        token.kind == "word"
        and len(token.text) >= 3
        and token.text.istitle()
        and token.folded not in _NO_PERSON
        and token.folded not in BINDING
        and relation(token.folded) is None
        and (at + 1 not in message.name_end_set or (at in message.name_start_set and at + 1 in message.name_start_set))
    )


def _reports(message: Message, index: int) -> bool:
    following = message.words(index + 1, index + 4)
    if message.words(index - 3, index) == ["according", "to", "my"]:
        return True
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
    at = bisect_left(marks, end, key=_place)
    for mark in itertools.islice(marks, at, None):
        if mark.index >= following or mark.index - end > 5:
            break
        if mark.backwards:
            return mark.subject
    before = bisect_left(marks, start, key=_place) - 1
    while before >= 0 and marks[before].backwards:
        before -= 1
    return marks[before].subject if before >= 0 else None


def _place(mark: Mark) -> int:
    return mark.index


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
    r"\b(?:ask|asks|asking|question|questions|worried|worry|worries|concerned|calculate|compute|score|meld|concerns|help"
    r"|wondering|interested)(?: \S+){0,2} (?:about|for|is|in)(?: my| the| our)?$"
    r"|\b(?:calculate|compute|score|do|just|only)$"
)
_FOCUS_AFTER = re.compile(
    r"^(?:, |\( ?)?(?:(?:is|'s|who|who's|has|have|that's|that|the|a|one|with|i'm|i|am|he's|she's|real|actual) )*"
    r"(?:patient|sick|ill|unwell|recipient|asking about|asking for|worried about|cirrhosis|cirrhotic|hepatitis|liver"
    r"|needs the|waiting for|on the list|listed)\b"
)


def explicit_focus(message: Message, marks: Sequence[Mark]) -> str | None:
    """The one person of whom the message says outright that it asks about them or that they are ill."""
    focus: set[str] = set()
    people = {mark.index: mark.subject for mark in marks if mark.subject != BYSTANDER}
    for index, token in enumerate(message.tokens):
        if token.folded in ("me", "myself"):
            people.setdefault(index, SELF)
    for index, subject in people.items():
        if message.folded(index) in ("my", "his") or message.folded(index + 1) == "'s":
            continue
        before = " ".join(message.words(index - 5, index))
        after = " ".join(message.words(index + 1, index + 8))
        if _FOCUS_BEFORE.search(before) or _FOCUS_AFTER.search(after):
            focus.add(subject)
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
