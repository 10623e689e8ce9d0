"""Waiting for the desk's records, and looking into them."""

from __future__ import annotations

import time
from collections import Counter

from tests.desk.conftest import DeskServers

Counts = Counter[tuple[str, str]]
PATIENCE_SECONDS = 60.0


def until_recorded(desk: DeskServers) -> None:
    """Wait until the desk has taken all that happened."""
    until = time.monotonic() + PATIENCE_SECONDS
    while desk.rows("SELECT count(*) FROM streamed_events")[0][0]:
        assert time.monotonic() < until, "the desk does not record"
        time.sleep(0.1)


def counts(desk: DeskServers, channel: str) -> Counts:
    """How often something happened on a channel so far, over all days."""
    until_recorded(desk)
    query = f"SELECT what, name, sum(count) FROM desk_counts WHERE channel = '{channel}' GROUP BY what, name"
    return Counter({(what, name): count for what, name, count in desk.rows(query)})
