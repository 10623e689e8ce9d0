"""How many requests one conversation may send in a while."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

# Conversations that are remembered before those that fell silent are looked for, and the most of them (some 40 MB).
MANY = 10_000
MOST = 50_000


class RateLimit:
    """At most `most` requests in any `seconds`; kept in memory, because a restart may forget it.

    New conversations are refused while there are too many of them: whoever makes them up must not fill the memory.
    """

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._now = most, seconds, now
        self._sent: dict[str, deque[float]] = {}
        self._swept = -math.inf

    def seconds_to_wait(self, conversation: str) -> int:
        """0 counts one more request; otherwise the whole seconds until the next one is taken."""
        now = self._now()
        if conversation not in self._sent and len(self._sent) >= MANY:
            # Sweeping reads them all, so it is done once in a while and not for every request.
            if now >= self._swept + self._seconds:
                self._forget_the_silent(now)
            if len(self._sent) >= MOST:
                return max(1, math.ceil(self._swept + self._seconds - now))
        sent = self._sent.setdefault(conversation, deque())
        while sent and sent[0] <= now - self._seconds:
            sent.popleft()
        if len(sent) >= self._most:
            return math.ceil(sent[0] + self._seconds - now)
        sent.append(now)
        return 0

    def _forget_the_silent(self, now: float) -> None:
        self._swept = now
        self._sent = {name: sent for name, sent in self._sent.items() if sent and sent[-1] > now - self._seconds}
