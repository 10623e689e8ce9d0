"""What the server does with the store without being asked: no words in memory, and retention once an hour."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from sanic import Blueprint, Sanic

from liverguide.channels.store import store_of
from liverguide.storage.tracker_store import ConversationStore

log = logging.getLogger(__name__)

PURGE_EVERY_SECONDS = 3600.0


def keep_up(routes: Blueprint) -> None:
    """Let the server that takes these addresses look after its store.

    Every channel asks for it, as each may be the only one that is open; the server does it once.
    """
    routes.listener(_begin, "after_server_start")
    routes.listener(_end, "before_server_stop")


async def _begin(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    if not hasattr(app.ctx, "upkeep"):
        app.ctx.upkeep = loop.create_task(_purge_for_ever(store_of(app.ctx.agent)))


async def _end(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
    app.ctx.upkeep.cancel()
    with suppress(asyncio.CancelledError):
        await app.ctx.upkeep


async def _purge_for_ever(store: ConversationStore) -> None:
    # The store purges when it is made, so the first time comes an hour later.
    while True:
        await asyncio.sleep(PURGE_EVERY_SECONDS)
        try:
            await asyncio.to_thread(store.purge)
        except Exception as error:  # each database driver raises its own kinds; an hour later it may be back
            log.error("old conversations could not be erased: %s", type(error).__name__)
