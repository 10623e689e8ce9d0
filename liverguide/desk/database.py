"""The desk's connection to the clinic's database, in which the conversations lie, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from liverguide.desk.people import tables as people_tables
from liverguide.storage import callbacks, desk_records, event_stream, feedback, sqlite


class Database:
    """Sessions on the database of `url` (as SQLAlchemy writes it). Missing tables are made."""

    def __init__(self, url: str) -> None:
        file = sqlite.file_of(url)
        if file is not None:
            sqlite.make_private(file)
        self.engine: Engine = sqlite.engine_for(file) if file else sa.create_engine(url, hide_parameters=True)
        for module in (people_tables, desk_records, event_stream, callbacks, feedback):
            module.Base.metadata.create_all(self.engine)
        self._sessions = sessionmaker(bind=self.engine)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose changes are stored at the end, or not at all."""
        with self._sessions.begin() as session:
            yield session

    def leave_no_trace(self) -> None:
        """Empty the log beside an SQLite file, after something personal was deleted."""
        sqlite.leave_no_trace(self.engine)
