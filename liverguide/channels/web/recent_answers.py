"""Answers of the last two minutes, for what the store cannot give again."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from liverguide.channels.web.history import Message

LIFETIME_SECONDS = 120.0
MOST = 1_000


@dataclass(frozen=True)
class Answer:
    """What the assistant said to one message, and the number of the conversation's last event then (0: none known).

    `before`: the number of the last event before the message; None if it is not known any more. What lies between that
    and the last that a window knows, somebody else said.
    """

    messages: list[Message]
    last: int
    erased: bool = False
    before: int | None = None


Later = Callable[[float, Callable[[], None]], object]


class RecentAnswers:
    """A lost answer is nearly always asked for again within seconds.

    The store then lacks what was erased with its conversation, and the name and number that a call-back read back; and
    it may itself be away.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, later: Later | None = None) -> None:
        self._now, self._later = now, later or _in_running_loop
        self._answers: OrderedDict[tuple[str, str], tuple[float, Answer]] = OrderedDict()

    def get(self, conversation: str, message: str) -> Answer | None:
        """The answer to a message of a conversation, if it was given just now."""
        self._drop_old()
        found = self._answers.get((conversation, message))
        return found[1] if found else None

    def keep(self, conversation: str, message: str, answer: Answer) -> None:
        """Remember an answer for two minutes."""
        self._answers[conversation, message] = (self._now() + LIFETIME_SECONDS, answer)
        self._answers.move_to_end((conversation, message))
        self._drop_old()
        # They hold names and numbers: they must also go when nobody writes any more.
        self._later(LIFETIME_SECONDS + 0.1, self._drop_old)

    def forget(self, conversation: str) -> None:
        """Drop all answers of a conversation."""
        for key in [key for key in self._answers if key[0] == conversation]:
            del self._answers[key]

    def _drop_old(self) -> None:
        now = self._now()
        while self._answers and (len(self._answers) > MOST or next(iter(self._answers.values()))[0] <= now):
            self._answers.popitem(last=False)


def _in_running_loop(seconds: float, do: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(seconds, do)
