"""Makes the tables of a database as they are now, also in one that an earlier version has begun.

A table that is there keeps its columns, and those that came later are added, empty. Several processes start at once on
the same database, so whatever another one makes meanwhile is fine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError


def make_tables(engine: Engine, *bases: Any) -> None:
    """Make what is missing of the tables of declarative bases.

    Raises:
        TypeError: a later column may not be empty, which it is in the rows that are there.
    """
    for base in bases:
        for table in base.metadata.sorted_tables:
            _make(lambda table=table: table.create(engine, checkfirst=True))  # type: ignore[misc]
            for column in table.columns:
                _make(lambda column=column: _add(engine, column))  # type: ignore[misc]
            for index in table.indexes:
                _make(lambda index=index: index.create(engine, checkfirst=True))  # type: ignore[misc]


def _make(one: Callable[[], None]) -> None:
    try:
        one()
    except DBAPIError:
        # Another process was quicker, and the second look finds what it made; or it is no use, and fails again.
        one()


def _add(engine: Engine, column: sa.Column[Any]) -> None:
    table = column.table
    if column.name in {there["name"] for there in sa.inspect(engine).get_columns(table.name)}:
        return
    if not column.nullable:
        raise TypeError(f"{table.name}.{column.name} came later and must be nullable")
    names = engine.dialect.identifier_preparer
    kind = column.type.compile(engine.dialect)
    with engine.begin() as connection:
        change = f"ALTER TABLE {names.format_table(table)} ADD COLUMN {names.format_column(column)} {kind}"
        connection.execute(sa.text(change))
