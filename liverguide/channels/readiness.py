"""Whether the assistant can really answer: model, action server and store."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from urllib.parse import urljoin

import aiohttp
from rasa.core.agent import Agent

from liverguide.channels.store import store_of

PATIENCE = aiohttp.ClientTimeout(total=5)
GOOD_FOR_SECONDS = 2.0


async def not_ready(agent: Agent) -> list[str]:
    """What is missing for an answer; empty when everything is there."""
    checks = {"model": _model(agent), "actions": _actions(agent), "store": _store(agent)}
    return [name for name, check in checks.items() if not await check]


class RecentReadiness:
    """The same for an address that is open to everybody: asked at most once in two seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._until = -math.inf
        self._asked: asyncio.Task[list[str]] | None = None

    async def not_ready(self, agent: Agent) -> list[str]:
        """What was missing at most two seconds ago."""
        if self._asked is None or (self._asked.done() and self._now() >= self._until):
            self._until = self._now() + GOOD_FOR_SECONDS
            self._asked = asyncio.create_task(not_ready(agent))
        return await asyncio.shield(self._asked)  # whoever hangs up leaves the others waiting for it


async def _model(agent: Agent) -> bool:
    return agent.is_ready() and bool(await agent.parse_message("hello"))


async def _actions(agent: Agent) -> bool:
    if agent.action_endpoint is None:
        return False
    try:
        address = urljoin(agent.action_endpoint.url, "/health")
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.get(address) as answer:
            return bool(answer.status == 200)
    except (aiohttp.ClientError, asyncio.TimeoutError):  # before Python 3.11 the latter is no TimeoutError
        return False


async def _store(agent: Agent) -> bool:
    try:
        await store_of(agent).retrieve("readiness")
    except Exception:  # each database driver raises its own kinds
        return False
    return True
