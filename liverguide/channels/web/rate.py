"""How many messages one conversation may send in a while."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

# Conversations that are remembered before those that fell silent are looked for.
MANY = 10_000


class RateLimit:
    """At most `most` messages in any `seconds`; kept in memory, because a restart may forget it."""

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._sent: dict[str, deque[float]] = {}

    def seconds_to_wait(self, conversation: str) -> int:
        """0 counts one more message; otherwise the whole seconds until the next one is taken."""
        now = self._now()
        if len(self._sent) >= MANY:
            self._forget_the_silent(now)
        sent = self._sent.setdefault(conversation, deque())
        while sent and sent[0] <= now - self._seconds:
            sent.popleft()
        if len(sent) >= self._most:
            return math.ceil(sent[0] + self._seconds - now)
        sent.append(now)
        return 0

    def _forget_the_silent(self, now: float) -> None:
        self._sent = {name: sent for name, sent in self._sent.items() if sent and sent[-1] > now - self._seconds}
