"""Requests to an app's own servers: one client, time-outs, bounded retries that wait as long as the app asks.

A request that timed out may have been carried out. None of the four apps takes a key that would make a second one
harmless, so in this one case a part of an answer can arrive twice; it is never lost for that reason.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from liverguide.channels.messengers.counters import Counters

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
TRIES = 4
FIRST_PAUSE_SECONDS = 0.5
# What an app asks for beyond this is waited for outside of the request (`Away.seconds`).
LONGEST_PAUSE_SECONDS = 10.0

Sleep = Callable[[float], Awaitable[None]]


class SendingError(Exception):
    """Something was not sent. The text holds no words of any person, no token and no address.

    `detail` is the app's own explanation. It may quote what was sent, so it is for commands and not for logs.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.detail = detail


class Away(SendingError):
    """The app can't be reached, is broken, or asks to wait: to be tried again, after `seconds` if it named them."""

    def __init__(self, reason: str, detail: str = "", seconds: float | None = None) -> None:
        super().__init__(reason, detail)
        self.seconds = seconds


class Refused(SendingError):
    """The app does not take this; the same again would be refused again."""


class PersonGone(SendingError):
    """Nothing may be sent to this person any more: they shut the assistant out, or the account is gone."""


@dataclass(frozen=True)
class Answered:
    """What an app's server answered. `body`: its JSON object, or an empty one."""

    status: int
    headers: Mapping[str, str]
    body: dict[str, Any]


Judge = Callable[[Answered], dict[str, Any]]
"""Gives what a good answer holds; raises Away, Refused or PersonGone for any other."""


class Outbound:
    """An app's HTTP client. Use it within one event loop and close it there."""

    def __init__(self, channel: str, judge: Judge, counters: Counters, sleep: Sleep = asyncio.sleep) -> None:
        self._channel, self._judge, self._counters, self._sleep = channel, judge, counters, sleep
        self._session: Any = None

    async def request(self, method: str, url: str, *, tries: int = TRIES, **arguments: Any) -> dict[str, Any]:
        """Send a request (`json`, `data`, `headers`, `auth` as aiohttp has them) and judge the answer.

        Raises:
            Away: it was not answered well in `tries` tries.
            Refused: the app does not take it.
            PersonGone: nothing may be sent to this person.
        """
        for number in range(1, tries + 1):
            try:
                return self._judge(await self._once(method, url, arguments))
            except Away as away:
                pause = _pause(number, away.seconds)
                if number == tries or pause > LONGEST_PAUSE_SECONDS:
                    self._counters.count(self._channel, "send_away")
                    raise
                self._counters.count(self._channel, "send_retried")
                await self._sleep(pause)
            except (Refused, PersonGone) as error:
                self._counters.count(self._channel, "send_refused")
                log.error("%s refused a request: %s", self._channel, error)
                raise
        raise AssertionError("at least one try is made")

    async def _once(self, method: str, url: str, arguments: Mapping[str, Any]) -> Answered:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        try:
            async with self._session.request(method, url, allow_redirects=False, **arguments) as response:
                return Answered(response.status, dict(response.headers), _object(await response.read()))
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            # The error's own text may hold the address, and with it a token.
            raise Away(type(error).__name__) from None

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _pause(number: int, asked: float | None) -> float:
    """As long as was asked for, else twice as long each time; never for all at the same moment."""
    jitter = random.uniform(0.0, FIRST_PAUSE_SECONDS)
    return (FIRST_PAUSE_SECONDS * 2 ** (number - 1) if asked is None else asked) + jitter


def seconds_of(headers: Mapping[str, str]) -> float | None:
    """The wait of a Retry-After header in seconds; None without one, or where it is a date."""
    value = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    return float(value) if value.isdecimal() and len(value) < 7 else None
