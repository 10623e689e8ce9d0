"""Whether the assistant can really answer: model, action server and store."""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

import aiohttp
from rasa.core.agent import Agent

PATIENCE = aiohttp.ClientTimeout(total=5)


async def not_ready(agent: Agent) -> list[str]:
    """What is missing for an answer; empty when everything is there."""
    checks = {"model": _model(agent), "actions": _actions(agent), "store": _store(agent)}
    return [name for name, check in checks.items() if not await check]


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
    # Asked directly: Rasa's wrapper falls back to memory without a word.
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    try:
        await store.retrieve("readiness")
    except Exception:  # each database driver raises its own kinds
        return False
    return True
