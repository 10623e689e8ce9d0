"""Numbers that number a list: "1. bilirubin 2.3 2. INR 1.5"."""

from __future__ import annotations

from collections.abc import Sequence

from liverguide.labs.message import Message
from liverguide.labs.values import Value


def list_numbers(message: Message, values: Sequence[Value]) -> set[int]:
    """Starts of numbers that number a list: "1. bilirubin 2.3 2. INR 1.5"."""
    found: set[int] = set()
    expected: int | None = None
    for value in values:
        at, end = value.number.start, value.number.end
        before = message.tokens[at - 1] if at else None
        sign = message.tokens[end] if end < len(message.tokens) else None
        after = message.tokens[end + 1] if end + 1 < len(message.tokens) else None
        pointed = (
            sign is not None
            and sign.glued
            and sign.text in (".", ")")
            and value.whole
            and value.number.value < 40
            and value.number.end == at + 1
        )
        lettered = after is not None and (after.kind == "word" or after.text == "(")
        line_start = (
            before is None
            or before.kind == "newline"
            or (before.text in ("(", "-", "*") and (at < 2 or message.tokens[at - 2].kind == "newline"))
        )
        bracket_open = before is not None and before.text == "("
        if (
            pointed
            and lettered
            and line_start
            and (after is None or after.glued is False or after.text == "(" or (sign is not None and sign.text == ")"))
        ):
            found.add(at)
            expected = int(value.number.value) + 1
        elif (
            pointed
            and lettered
            and expected is not None
            and int(value.number.value) == expected
            and not _name_touches(message, at)
        ):
            found.add(at)
            expected += 1
        elif (
            pointed
            and lettered
            and bracket_open is False
            and before is not None
            and before.text == ":"
            and value.number.value == 1
            and sign is not None
        ):
            if not _name_touches(message, at - 1):
                found.add(at)
                expected = 2
        elif (
            pointed
            and sign is not None
            and sign.text == ")"
            and lettered
            and value.number.value == 1
            and not _name_touches(message, at)
            and not bracket_open
        ):
            found.add(at)
            expected = 2
    return found


def _name_touches(message: Message, at: int) -> bool:
    """Whether a test's name, or its colon, stands right before token `at`."""
    while at > 0 and message.folded(at - 1) in (":", "=", "-", "is", "was", "of", "at"):
        at -= 1
    return at in message.name_end_set
