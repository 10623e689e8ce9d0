"""The desk's connection to the clinic's database, in which the conversations lie, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, sessionmaker

from liverguide.desk.people import tables as people_tables
from liverguide.storage import callbacks, desk_records, event_stream, feedback, sqlite
from liverguide.storage.schema import make_tables


class Database:
    """Sessions on the database of `url` (as SQLAlchemy writes it). Missing tables and columns are made."""

    def __init__(self, url: str) -> None:
        file = sqlite.file_of(url)
        if file is not None:
            sqlite.make_private(file)
        self.engine: Engine = sqlite.engine_for(file) if file else sa.create_engine(url, hide_parameters=True)
        modules = (people_tables, desk_records, event_stream, callbacks, feedback)
        make_tables(self.engine, *(module.Base for module in modules))
        self._sessions = sessionmaker(bind=self.engine)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose changes are stored at the end, or not at all."""
        with self._sessions.begin() as session:
            yield session

    def leave_no_trace(self) -> None:
        """Empty the log beside an SQLite file, after something personal was deleted."""
        sqlite.leave_no_trace(self.engine)
