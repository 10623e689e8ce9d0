"""People mentioned for comparison only: "the guy in the next bed", "the donor"."""

from __future__ import annotations

import re

from liverguide.labs.message import Message
from liverguide.labs.relations import Sex
from liverguide.labs.reporting import REPORTING

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
_PAPERS = frozenset(
    [
        *(
            "paper",
            "papers",
            "sheet",
            "sheets",
            "page",
            "report",
            "printout",
            "lab",
            "labs",
            "laboratory",
            "portal",
            "app",
        ),
        *("machine", "letter", "copy", "document", "hospital", "clinic", "test", "tube", "sample", "result", "results"),
    ]
)
_PAPER_REACH = 14  # tokens
_OWNING = frozenset(
    ["has", "had", "'s", "else", "elses", "with", "in", "on", "here", "whose", "who", "i", "at", "from"]
)
# "the 6.1 was another patient's": the number is taken back, and what follows is nobody else's.
_DISOWNED = re.compile(
    r"\d\S*(?: \S+){0,3} (?:was|were|is|belong\w*|mix\w*(?: -)?(?: up)?) (?:actually |really )?(?:to |from |with |of )?"
    r"(?:a |an |the |some )?(?:another|other|different|wrong)?$"
)


def in_other_bed(message: Message, index: int) -> bool:
    """ "the pt 3 beds down", "another patient in the next bed"."""
    ahead = message.words(index + 1, index + 6)
    return message.folded(index - 1) in ("the", "a", "another", "other") and (
        "beds" in ahead or ("bed" in ahead and bool({"next", "opposite", "other", "beside"} & set(ahead)))
    )


def names_onlooker(word: str) -> bool:
    """Whether a folded word can name somebody mentioned for comparison."""
    word = word.removesuffix("'s")
    return word in _ONLOOKERS or word in _ANYBODY or word == "patient"


def onlooker_at(message: Message, index: int) -> tuple[Sex | None] | None:
    """The sex of somebody mentioned for comparison ("the guy in the next bed", "the donor"); None for anybody else."""
    if not names_onlooker(message.folded(index)):
        return None
    word = message.folded(index).removesuffix("'s")
    before = message.folded(index - 1)
    ahead = message.words(index + 1, index + 8)
    if REPORTING & set(ahead) or _DISOWNED.search(" ".join(message.words(index - 9, index))):
        return None
    if word in ("someone", "somebody") and before == "for" and ahead[:1] and ahead[0] in ("with", "who", "like", "my"):
        return None  # "is 1.9 bad for someone with a liver problem": nobody but the writer
    if word in ("someone", "somebody") and before not in ("from", "of") and not _OWNING & set(ahead[:1]):
        return None
    if word in _ONLOOKERS:
        return None if before in ("a", "no", "as") and word == "donor" else (_ONLOOKERS[word],)
    if word == "patient" and before in ("another", "other", "different"):
        return (None,)
    if word == "one" and not _PAPERS.isdisjoint(message.words(index - _PAPER_REACH, index)):
        return None  # "one paper says 3.0 and the other one 5.0"
    if word not in _ANYBODY or before not in ("a", "an", "the", "another", "some", "other", "one", "old", "that"):
        return None
    following = message.words(index + 1, index + 3)
    placed = len(following) == 2 and following[0] in _PLACED and following[1] in _PLACES
    return (_ANYBODY[word],) if placed or before in ("another", "other") else None
