"""The clauses of a message, so that each can be heard by itself.

In the vector of a long and calm message one clause of danger is drowned: "which source is better, my husband normally
does this but he's talking to his brother who died in 2009".
"""

from __future__ import annotations

import re

# Fewer words than that sound like anything.
FEWEST_WORDS = 4
# A chatty message has some ten; of one that has more than twice as many only both ends are heard so.
MOST_AT_EACH_END = 12
_CUT = re.compile(r"(?<=[.!?;:,])\s+|\n|\s+(?=(?:but|anyway|and now|then)\b)| - ", re.IGNORECASE)


def clauses_of(text: str) -> list[str]:
    """The clauses that are long enough to be heard by themselves, in order; none where the message is but one."""
    parts = [part.strip() for part in _CUT.split(text)]
    clauses = [part for part in parts if len(part.split()) >= FEWEST_WORDS]
    if len(clauses) > 2 * MOST_AT_EACH_END:
        return clauses[:MOST_AT_EACH_END] + clauses[-MOST_AT_EACH_END:]
    return clauses if len(clauses) > 1 else []
