"""The embedded database: kept connections and a write-ahead log, so that a turn waits neither for opening nor the disk.

A turn that was stored survives the end of the process whenever it comes; a power cut may take the last moments before
it, and leaves the file whole (https://www.sqlite.org/wal.html). Who needs more sets LIVERGUIDE_DATABASE to a server.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

log = logging.getLogger(__name__)

SQLITE = "sqlite:///"
IN_MEMORY = ":memory:"
OWNER_ONLY = 0o600
FILE_ID = "file"
PRAGMAS = (
    "secure_delete = ON",  # what is deleted is overwritten
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "busy_timeout = 5000",
)


def file_of(url: str | None) -> Path | None:
    """The file behind a database address; None for servers and for a database in memory."""
    if not url or not url.startswith(SQLITE):
        return None
    file = Path(url.removeprefix(SQLITE))
    return None if file.name == IN_MEMORY else file


def make_private(file: Path) -> None:
    """Make a file that no other user of the machine can read; SQLite gives what it puts beside it the same rights."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
        file.chmod(OWNER_ONLY)  # one that is older than this rule
    except OSError as error:
        log.warning("other users of this machine may be able to read the database: %s", type(error).__name__)


def engine_for(file: Path) -> Engine:
    """An engine whose connections stay open as long as the file is the one that they were opened on."""
    engine = sa.create_engine(
        f"{SQLITE}{file}", poolclass=QueuePool, connect_args={"check_same_thread": False}, hide_parameters=True
    )

    def opened(connection: Any, record: Any) -> None:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        record.info[FILE_ID] = _identity(file)

    def taken(connection: Any, record: Any, proxy: Any) -> None:
        # A file that was moved away or replaced is the database no more, though an open connection still reaches it.
        if record.info[FILE_ID] != _identity(file):
            raise sa.exc.DisconnectionError

    sa.event.listen(engine, "connect", opened)
    sa.event.listen(engine, "checkout", taken)
    return engine


def leave_no_trace(engine: Engine) -> None:
    """Empty the log beside the file, which holds what was deleted until it is written over."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        busy, *_ = connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).one()
    if busy:
        log.warning("what was erased stays in the database's log until the next erasure: others are reading")


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino
