"""Retention of what is known about staff: the audit trail, sessions, failed log-ins. At the start and once an hour."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette

from liverguide.desk.database import Database
from liverguide.desk.people import audit, sessions, throttle
from liverguide.library import current_library

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0
DAY_SECONDS = 86_400.0


class Upkeep:
    """Runs beside the application."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """As long as the application runs."""
        task = asyncio.create_task(self._purge_for_ever())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _purge_for_ever(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self.purge)
            except Exception as error:  # each database driver raises its own kinds; an hour later it is tried again
                log.error("old entries about staff could not be erased: %s", type(error).__name__)
            await asyncio.sleep(EVERY_SECONDS)

    def purge(self) -> None:
        """Erase what is too old."""
        keep_seconds = current_library().clinic.retention.audit_days * DAY_SECONDS
        with self._database.session() as session:
            audit.purge(session, keep_seconds)
            sessions.purge(session)
            throttle.purge(session)
        self._database.leave_no_trace()
