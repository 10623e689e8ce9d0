"""A database that an earlier version has begun gets what came later, with whatever stands in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

from liverguide.paths import PROJECT
from liverguide.storage import desk_records
from liverguide.storage.schema import make_tables
from tests.unit.storage.databases import empty, postgresql, server_programs

Before, Now, Wrong = declarative_base(), declarative_base(), declarative_base()


class ThingBefore(Before):  # type: ignore[misc, valid-type]
    __tablename__ = "things"
    id = sa.Column(sa.Integer, primary_key=True)


class ThingNow(Now):  # type: ignore[misc, valid-type]
    __tablename__ = "things"
    __table_args__ = (sa.Index("things_of", "order"),)
    id = sa.Column(sa.Integer, primary_key=True)
    word = sa.Column(sa.String(16), index=True)
    order = sa.Column(sa.Float)  # a word that SQL uses itself
    picture = sa.Column(sa.LargeBinary)


class ThingWrong(Wrong):  # type: ignore[misc, valid-type]
    __tablename__ = "things"
    id = sa.Column(sa.Integer, primary_key=True)
    must = sa.Column(sa.Integer, nullable=False)


@pytest.fixture(scope="module")
def server() -> Iterator[str | None]:
    if server_programs() is None:
        yield None
        return
    with postgresql() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, server: str | None) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    if server is None:
        pytest.skip("PostgreSQL is not installed")
    yield server
    empty(sa.create_engine(server))


@pytest.fixture
def engine(address: str) -> sa.engine.Engine:
    return sa.create_engine(address)


def columns(engine: sa.engine.Engine, table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(engine).get_columns(table)}


def test_later_columns_and_indexes_are_added_and_rows_stay(engine: sa.engine.Engine) -> None:
    make_tables(engine, Before)
    with engine.begin() as connection:
        connection.execute(sa.insert(ThingBefore.__table__).values(id=7))
    make_tables(engine, Now)
    make_tables(engine, Now)
    assert columns(engine, "things") == {"id", "word", "order", "picture"}
    assert {index["name"] for index in sa.inspect(engine).get_indexes("things")} == {"things_of", "ix_things_word"}
    with engine.begin() as connection:
        connection.execute(sa.insert(ThingNow.__table__).values(id=8, word="later", order=1.5, picture=b"\0\1"))
        rows = connection.execute(sa.select(ThingNow.__table__).order_by("id")).all()
    assert [(row.id, row.word, row.order, row.picture and bytes(row.picture)) for row in rows] == [
        (7, None, None, None),
        (8, "later", 1.5, b"\0\1"),
    ]


def test_a_later_column_that_may_not_be_empty_is_refused(engine: sa.engine.Engine) -> None:
    make_tables(engine, Before)
    with pytest.raises(TypeError, match=r"things\.must came later and must be nullable"):
        make_tables(engine, Wrong)


START = """
import sys, sqlalchemy
from liverguide.storage import desk_records
from liverguide.storage.schema import make_tables
sys.stdin.readline()
make_tables(sqlalchemy.create_engine(sys.argv[1]), desk_records.Base)
"""


def test_processes_that_start_at_once_do_not_disturb_each_other(engine: sa.engine.Engine, address: str) -> None:
    with engine.begin() as connection:
        # What the table was before there were opinions, requests and labels.
        connection.execute(sa.text(
            "CREATE TABLE desk_messages (id INTEGER PRIMARY KEY, conversation VARCHAR(255) NOT NULL, "
            "at FLOAT NOT NULL, sender VARCHAR(16) NOT NULL, text TEXT NOT NULL)"
        ))  # fmt: skip
    command = [sys.executable, "-c", START, address]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROJECT) for _ in range(4)]
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    ends = [(process.communicate(timeout=120)[1].decode()[-2000:], process.returncode) for process in started]
    assert [code for _, code in ends] == [0, 0, 0, 0], ends
    for table in desk_records.Base.metadata.sorted_tables:
        assert columns(engine, table.name) == set(table.columns.keys())
