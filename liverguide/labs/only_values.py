"""Whether a message reports values and says nothing else."""

from __future__ import annotations

from liverguide.labs.message import Message
from liverguide.labs.vocabulary import BINDING

# Words that a report holds beside those that lead from a name to its value.
_OF_REPORTS = BINDING | frozenset(
    [
        *("h", "l", "to", "ref", "range", "reference", "normal", "flag", "unit", "and", "high", "low", "date"),
        *("panel", "liver", "function", "result"),
    ]
)


def is_only_values(message: Message) -> bool:
    """Whether a message holds nothing but test names, numbers, units, flags and dates: it reports values,
    whatever else it may seem.
    """
    if not message.numbers or not (message.names or len(message.tokens) <= 4):
        return False
    covered = {index for name in message.names for index in range(name.start, name.end)}
    covered |= {index for number in message.numbers for index in range(number.start, number.end)}
    covered |= {index for start, (end, _) in message.units.items() for index in range(start, end)}
    for index, token in enumerate(message.tokens):
        if token.kind == "word" and token.folded not in _OF_REPORTS and index not in covered:
            return False
    return all(token.text != "?" for token in message.tokens)
