"""Fills `{clinic.name}` and its like."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")


def names_in(text: str) -> list[str]:
    """Placeholders that a text uses."""
    return PLACEHOLDER.findall(text)


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with every placeholder replaced.

    Raises:
        KeyError: a placeholder has no value; the lint finds these before anybody reads them.
    """
    return PLACEHOLDER.sub(lambda match: str(values[match.group(1)]), text)
