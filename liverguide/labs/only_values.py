"""Whether a message reports values and says nothing else."""

from __future__ import annotations

from liverguide.labs.message import read_message
from liverguide.labs.vocabulary import BINDING


def is_only_values(text: str) -> bool:
    """Whether a message holds nothing but test names, numbers, units, flags and dates: it reports values,
    whatever else it may seem.
    """
    message = read_message(text)
    if not message.numbers or not (message.names or len(message.tokens) <= 4):
        return False
    covered = {index for name in message.names for index in range(name.start, name.end)}
    covered |= {index for number in message.numbers for index in range(number.start, number.end)}
    covered |= {index for start, (end, _) in message.units.items() for index in range(start, end)}
    allowed = BINDING | {
        "h",
        "l",
        "to",
        "ref",
        "range",
        "reference",
        "normal",
        "flag",
        "unit",
        "and",
        "high",
        "low",
        "date",
        "panel",
        "liver",
        "function",
        "result",
    }
    for index, token in enumerate(message.tokens):
        if index not in covered and token.kind == "word" and token.folded not in allowed:
            return False
    return "?" not in [token.text for token in message.tokens]
