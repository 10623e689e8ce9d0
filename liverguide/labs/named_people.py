"""People called by their names before values of one test."""

from __future__ import annotations

from liverguide.labs.message import Message
from liverguide.labs.relations import relation
from liverguide.labs.time_vocabulary import FIRST_NAMES, MONTH_WORDS, WEEKDAYS
from liverguide.labs.vocabulary import BINDING

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


def named_people(message: Message) -> list[int]:
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
    return [index for index, token in enumerate(message.tokens) if token.folded in shared]


def _proper(message: Message, at: int) -> bool:
    token = message.tokens[at]
    return (
        token.kind == "word"
        and len(token.text) >= 3
        and token.text.istitle()
        and token.folded not in _NO_PERSON
        and (token.folded not in MONTH_WORDS or token.folded in FIRST_NAMES)
        and token.folded not in WEEKDAYS
        and token.folded not in BINDING
        and relation(token.folded) is None
        and (at + 1 not in message.name_end_set or (at in message.name_start_set and at + 1 in message.name_start_set))
    )
