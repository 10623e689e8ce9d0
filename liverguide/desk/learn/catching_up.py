"""Compares what is new while nobody waits for it, so that Learn's pages open at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette

from liverguide.desk.desk import Desk
from liverguide.desk.learn.groups import overview
from liverguide.desk.learn.missed import Listing

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 60.0
# So long the assistant is kept busy, and so long it is left alone. The desk can't stop in between.
PATIENCE_SECONDS, PAUSE_SECONDS = 1.0, 1.0


class CatchingUp:
    """Runs as long as the desk."""

    def __init__(self, desk: Desk, listings: Iterable[Listing]) -> None:
        self._desk, self._listings = desk, tuple(listings)

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Run beside the application."""
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _follow(self) -> None:
        while True:
            more = False
            for listing in self._listings:
                try:
                    more |= await asyncio.to_thread(self.compare, listing)
                except Exception as error:  # each database driver raises its own kinds
                    log.error("messages could not be compared: %s", type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS if more else LOOK_EVERY_SECONDS)

    def compare(self, listing: Listing) -> bool:
        """Compare some of what is new; whether there is more that can be compared now."""
        seen = overview(self._desk, listing, PATIENCE_SECONDS)
        return bool(seen.by_words) and not seen.away
