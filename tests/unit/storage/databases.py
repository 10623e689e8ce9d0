"""Databases of both kinds for tests: an SQLite file, and a PostgreSQL server of their own where one is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

# The server refuses to run as root.
USER = "postgres" if os.geteuid() == 0 else None


def server_programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    found = shutil.which("initdb") or shutil.which("postgres")
    folder = Path(found).resolve().parent if found else None
    return folder if folder and (folder / "pg_ctl").exists() else None


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a database that is empty."""
    programs = server_programs()
    assert programs is not None
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if USER:
            shutil.chown(folder, USER)
        data = str(folder / "data")

        def run(*command: str) -> None:
            subprocess.run(command, check=True, capture_output=True, user=USER, cwd=folder)

        run(str(programs / "initdb"), "-D", data, "-U", "tests", "-A", "trust", "--no-sync")
        # It listens on a socket in its own folder, and on no port.
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        run(str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://tests@/postgres?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")


def empty(engine: sa.engine.Engine) -> None:
    """Drop all tables."""
    there = sa.MetaData()
    there.reflect(engine)
    there.drop_all(engine)
