"""A text as its groups of letters and of words: what is left of a trade name or a mistyped word that no encoder knows.

Each group has a number, its hash; there is no vocabulary to keep. Two groups of one number are taken for one, which is
rare enough not to matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from zlib import crc32

WORD = re.compile(r"\w+")
# Of longer texts the beginning and the end are read, as the encoder does.
LONGEST = 2_000
SHORTEST_GROUP, LONGEST_GROUP = 3, 5
BUCKETS = 2**15


def letter_groups(text: str) -> list[int]:
    """Groups of three to five letters of each word, its beginning and end marked; each number once, under BUCKETS."""
    return _numbers(
        marked[start : start + size]
        for marked in {f" {word} " for word in _words(text)}
        for size in range(SHORTEST_GROUP, LONGEST_GROUP + 1)
        for start in range(max(1, len(marked) - size + 1))
    )


def word_groups(text: str) -> list[int]:
    """Words and pairs of neighbours; each number once, under BUCKETS."""
    words = _words(text)
    return _numbers([*words, *(f"{first} {second}" for first, second in pairwise(words))])


def _words(text: str) -> list[str]:
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return WORD.findall(text.lower())


def _numbers(groups: Iterable[str]) -> list[int]:
    # A lone half of a sign, which some telephones send, has no bytes of its own.
    return sorted({crc32(group.encode(errors="surrogatepass")) % BUCKETS for group in groups})
