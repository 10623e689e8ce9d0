"""Topics and kinds of emergencies, and how small counts of them are told.

Few questions about one topic could tell staff who know a patient who it was. Such counts are never by day or channel,
and below LEAST they are exact only for those who may read the conversations anyhow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liverguide.desk.figures import wording

LEAST = 5
UNDER = f"under {LEAST}"


@dataclass(frozen=True)
class Named:
    """How often something was counted. `count` is None where only `said` may be known."""

    name: str
    count: int | None
    said: str


def named(titles: Mapping[str, str], counted: Mapping[str, int], *, exact: bool) -> list[Named]:
    """One for each title, the most counted first.

    Without `exact`, all below LEAST look alike, also those that were never counted.
    """
    order = sorted(titles, key=lambda key: (-_seen(counted.get(key, 0), exact), titles[key].lower()))
    return [_named(titles[key], counted.get(key, 0), exact) for key in order]


def _named(title: str, count: int, exact: bool) -> Named:
    if exact or count >= LEAST:
        return Named(title, count, wording.number(count))
    return Named(title, None, UNDER)


def _seen(count: int, exact: bool) -> int:
    return count if exact or count >= LEAST else 0
