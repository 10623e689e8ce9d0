"""What stands in the assistant's database."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def rows(database: Path) -> set[str]:
    """Every row of every table."""
    with sqlite3.connect(database) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {f"{table}: {row}" for table in tables for row in connection.execute(f"select * from {table}")}
