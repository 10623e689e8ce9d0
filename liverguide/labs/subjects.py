"""Whose values: the person writing, or somebody they write about."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from liverguide.labs.animals import ANIMAL, animal_behind, is_animal, owning_animal
from liverguide.labs.message import Message
from liverguide.labs.named_people import named_people
from liverguide.labs.onlookers import in_other_bed, names_onlooker, onlooker_at
from liverguide.labs.relations import Sex, relation
from liverguide.labs.reporting import REPORTING

SELF = "self"
BYSTANDER = "bystander"
"""Somebody mentioned for comparison only, never the person asked about."""
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
_PRONOUNS = frozenset(["his", "her", "hers", "he", "she", "he's", "she's", "him"])
_POSSESSIVES = frozenset(["my", "mi", "meine", "mein", "mes", "mon", "meu", "minha"])
_WRITERS = frozenset(["me", "i'm", "i've", "i"])
_SHEETS = frozenset(["another", "ours", "this"])
_SINGLE = _PRONOUNS | _POSSESSIVES | _WRITERS | _SHEETS | {"pt", "patient", "mine"}


@dataclass(frozen=True)
class Mark:
    """Somebody mentioned at token `index`. `backwards`: the words after a value say whose it was."""

    index: int
    subject: str
    sex: Sex | None = None
    backwards: bool = False


def find_marks(message: Message) -> list[Mark]:
    """Everybody mentioned as owner of values, in order."""
    marks: list[Mark] = []
    names = {name.start for name in message.names}
    name_tokens = {index for name in message.names for index in range(name.start, name.end)}
    mentioned: list[Mark] = []
    value_ends = {number.end for number in message.numbers}
    speaking = {word for word in message.vocabulary if _may_mark(word)}
    for index, token in enumerate(message.tokens if speaking else ()):
        word = token.folded
        if word not in speaking or token.kind != "word":
            continue
        if word in ("pt", "patient") and in_other_bed(message, index):
            marks.append(Mark(index, BYSTANDER))
            continue
        if index in name_tokens:
            continue
        found = relation(word)
        if found is not None:
            mark = _relative(message, index, found, marks, value_ends)
            if mark is not None:
                marks.append(mark)
                if mark.subject != BYSTANDER:
                    mentioned.append(mark)
        elif word in _PRONOUNS:
            mark = _pronoun(message, index, marks, mentioned, value_ends)
            if mark is not None:
                marks.append(mark)
        elif animals := _animals(message, index):
            marks += animals
            mentioned += [mark for mark in animals if mark.subject == ANIMAL and not mentioned]
        elif (onlooker := onlooker_at(message, index)) is not None:
            behind = message.folded(index - 1) in ("from", "of", "to", "for") or _identified(message, index)
            mark = Mark(index, BYSTANDER, onlooker[0], backwards=behind)
            marks.append(mark)
            mentioned.append(mark)
        elif word in _WRITERS and _own_value(message, index, names, bool(marks)):
            marks.append(Mark(index, SELF))
        elif (sheet := _owner_of_sheet(message, index, marks)) is not None:
            marks.append(sheet)
        elif word == "mine":
            behind = _behind_value(message, index, value_ends) and message.folded(index + 1) not in _LEADS_ON
            marks.append(Mark(index, SELF, backwards=behind))
        elif word in _POSSESSIVES:
            following = index + 1
            while message.folded(following) in _OWN and following not in names:
                following += 1
            owned = following in names or following > index + 1
            if owned and relation(message.folded(following)) is None:
                marks.append(Mark(index, SELF))
    named = [Mark(index, message.folded(index)) for index in named_people(message)]
    return sorted([*marks, *named], key=lambda mark: mark.index) if named else marks


def _may_mark(word: str) -> bool:
    """Whether a word can tell of an owner: most words of a message need not be looked at in their places."""
    return word in _SINGLE or relation(word) is not None or is_animal(word) or names_onlooker(word)


def _relative(
    message: Message, index: int, found: tuple[str, Sex | None], marks: list[Mark], value_ends: set[int]
) -> Mark | None:
    """The mark of a family word; None where the relative only writes or tells."""
    if _reports(message, index):
        return None
    before = " ".join(message.words(index - 4, index))
    if _WRITER.search(before):
        if marks and marks[-1].index == index - 1 and marks[-1].subject in ("he", "she"):
            marks.pop()
        return None
    if _COMPARED.search(before):
        return Mark(index, BYSTANDER, found[1])
    if _SET_ASIDE.search(before) and message.folded(index + 1) == "'s":
        return Mark(index, BYSTANDER, found[1])
    behind = (
        _behind_value(message, index, value_ends)
        and index + 1 not in message.name_start_set
        and message.folded(index + 1) not in ("is", "has", "'s")
    )
    return Mark(index, found[0], found[1], backwards=behind)


def _pronoun(
    message: Message, index: int, marks: list[Mark], mentioned: list[Mark], value_ends: set[int]
) -> Mark | None:
    """The mark of "his", "her", "he", "she": of the relative mentioned last, or of an unknown person."""
    word = message.folded(index)
    sex: Sex = "male" if word.startswith("hi") or word in ("he", "he's") else "female"
    known = next((mark for mark in reversed(mentioned) if mark.sex in (sex, None)), None)
    subject = known.subject if known else f"{'he' if sex == 'male' else 'she'}"
    if word in ("he", "she", "him") and known is None and all(mark.subject != subject for mark in marks):
        return None
    behind = word == "hers" and _behind_value(message, index, value_ends)
    bracketed = word in ("his", "her") and message.folded(index - 1) == "(" and message.folded(index + 1) == ")"
    return Mark(index, subject, known.sex if known else None, backwards=behind or bracketed)


def _animals(message: Message, index: int) -> list[Mark]:
    if animal_behind(message, index):
        return [Mark(index, ANIMAL, backwards=True), Mark(index, ANIMAL)]  # "ALT 400 for our labrador, ALP 600"
    owns = owning_animal(message, index)
    return [] if owns is None else [Mark(index, ANIMAL if owns else BYSTANDER)]


_WRITER = re.compile(r"\b(?:i'm|i am|im) (?:his|her|their)$")
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|unlike|not like|better than|worse than|than)(?: (?:my|our|her|his))?$"
)


# "not the neighbour's sheet (bili 1.0), this one: bili 2.8"
_SET_ASIDE = re.compile(r"\b(?:not|ignore|skip|disregard|never mind|forget)(?: (?:my|our|the|his|her))?$")
_LEADS_ON = ("is", "was", "are", "at", ":", "=", "came", "'s")  # "(mine is fine at 0.7)"
_THIS_PAPER = ("one", "sheet", "page", "paper", "report", "printout", "column")


def _capital(message: Message, index: int) -> bool:
    """Whether a word begins like a person's name."""
    return (
        index < len(message.tokens) and message.tokens[index].kind == "word" and message.tokens[index].text[0].isupper()
    )


def _owner_of_sheet(message: Message, index: int, marks: list[Mark]) -> Mark | None:
    """Somebody else's sheet, and the way back: "the old one belongs to another Maria (creat 0.6), ours says 1.5"."""
    word = message.folded(index)
    if word == "another" and message.folded(index - 1) in ("to", "from") and _capital(message, index + 1):
        return Mark(index, BYSTANDER)
    back = word == "ours" or (word == "this" and message.folded(index + 1) in _THIS_PAPER)
    return Mark(index, SELF) if back and marks and marks[-1].subject == BYSTANDER else None


def _identified(message: Message, index: int) -> bool:
    """ "The 1.0 INR is the donor": the words behind a value say whose it was."""
    if message.folded(index - 1) not in ("the", "my", "our", "a") or message.folded(index - 2) not in ("is", "was"):
        return False
    return any(at in message.number_start_set for at in range(index - 6, index - 2))


def _own_value(message: Message, index: int, names: set[int], compared: bool) -> bool:
    """Whether "me:", "I'm at" or "I've got" leads to a value of the writer."""
    word, at = message.folded(index), index + 1
    if word == "me":
        if message.folded(at) in (":", "=", "is", "-"):
            at += 1
        return at in message.number_start_set or (at in names and message.folded(at - 1) in (":", "="))
    leads = ("at",) if word == "i'm" else ("got", "have", "had", "am")
    if message.folded(at) == "myself":
        at += 1
    if message.folded(at) not in leads:
        return False
    at += 2 if message.folded(at + 1) in ("at", "got", "a", "an") else 1
    if compared and at in names and word in ("i", "i've"):
        return True  # "our cat has ALT 400, I have ALT 45"
    whole = at < len(message.tokens) and message.tokens[at].text.isdigit()
    return at in message.number_start_set and (
        not whole or leads == ("at",) or (compared and message.folded(at - 1) != "am")
    )


def _reports(message: Message, index: int) -> bool:
    following = message.words(index + 1, index + 4)
    if message.words(index - 3, index) == ["according", "to", "my"]:
        return True
    if following[:1] and following[0] in REPORTING:
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


def subject_of(marks: Sequence[Mark], places: Sequence[int], start: int, end: int, following: int) -> str | None:
    """Whose the value between `start` and `end` is. `places` are the tokens of the marks, `following` is where the
    next value begins.
    """
    at = bisect_left(places, end)
    for mark in itertools.islice(marks, at, None):
        if mark.index >= following or mark.index - end > 5:
            break
        if mark.backwards:
            return mark.subject
    before = bisect_left(places, start) - 1
    while before >= 0 and marks[before].backwards:
        before -= 1
    return marks[before].subject if before >= 0 else None
