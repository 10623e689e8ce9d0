"""What stands in the assistant's database."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def rows(database: Path) -> set[str]:
    """Every row of every table, but for SQLite's own count of rows."""
    with sqlite3.connect(database) as connection:
        named = connection.execute("select name from sqlite_master where type = 'table'")
        tables = [name for (name,) in named if name != "sqlite_sequence"]
        return {f"{table}: {row}" for table in tables for row in connection.execute(f"select * from {table}")}
