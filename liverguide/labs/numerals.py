"""Reading one numeral: decimal commas, thousands, the Indian grouping."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from liverguide.labs.inequalities import Inequality

_GROUPED = {
    ",": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
    "'": re.compile(r"\d{1,3}(?:'\d{3})+(?:[.,]\d+)?"),
}
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d+(?:[.,']\d+)?")
_PLAIN_DECIMAL = re.compile(r"\d+\.\d{1,2}")


class Number(NamedTuple):
    """A number in a message, tokens `start` up to `end`. Several `readings` where the spelling leaves them
    open, likeliest first.
    """

    readings: tuple[float, ...]
    start: int
    end: int
    inequality: Inequality | None = None
    thousands: bool = False
    """A multiplier was written (K, thousand, lakh): the number counts cells."""
    in_words: bool = False
    malformed: bool = False

    @property
    def value(self) -> float:
        """The likeliest reading."""
        return self.readings[0]


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> tuple[float, ...]:
    """What a numeral can mean, likeliest first; empty where it is no single number ("1.9.2", "1,2,3")."""
    if text.isdigit():
        return (float(text),) if len(text) <= 12 else ()
    if _PLAIN_DECIMAL.fullmatch(text):
        return (float(text),)
    if _INDIAN.fullmatch(text):
        return (float(text.replace(",", "")),)
    for sign, pattern in _GROUPED.items():
        if not pattern.fullmatch(text):
            continue
        decimal = "." if sign == "," else ","
        grouped = float(text.replace(sign, "").replace(decimal, "."))
        if text.count(sign) > 1 or decimal in text or (sign == "'" and not text.startswith("0")):
            return (grouped,)
        fraction = float(text.replace(sign, "."))
        if text.startswith("0"):
            return (fraction,)
        # 1,200 is English for 1200; 1.200 may be 1.2 or, in much of Europe, 1200.
        return (grouped, fraction) if sign == "," else (fraction, grouped)
    if _PLAIN.fullmatch(text):
        return (float(re.sub("[,']", ".", text)),)
    return ()
