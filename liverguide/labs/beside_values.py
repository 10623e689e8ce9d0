"""What a message says beside its values."""

from __future__ import annotations

from liverguide.labs.message import Message

# "bilirubin is at 3": a name this near to its number goes with it.
_NEAR = 2


def words_beside_values(message: Message) -> str:
    """The message without its numbers, their units and the names right before them; empty if nothing else is said.

    "albumin 2.3 g/dl, why cord and not marrow?" becomes ", why cord and not marrow ?".
    """
    left_out = {index for number in message.numbers for index in range(number.start, number.end)}
    left_out |= {index for start, (end, _) in message.units.items() for index in range(start, end)}
    starts = {number.start for number in message.numbers}
    for name in message.names:
        if not starts.isdisjoint(range(name.end, name.end + _NEAR + 1)):
            left_out |= set(range(name.start, name.end))
    rest = [token for index, token in enumerate(message.tokens) if index not in left_out]
    return " ".join(token.text for token in rest) if any(token.kind == "word" for token in rest) else ""
