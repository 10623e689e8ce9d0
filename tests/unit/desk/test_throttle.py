"""How failed log-ins are counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.desk.database import Database
from liverguide.desk.people import throttle
from liverguide.desk.people.throttle import ADDRESS, NAME, TOGETHER, Limit, Throttle


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'desk.db'}")


@given(st.sampled_from([TOGETHER, NAME, ADDRESS]), st.integers(0, 10_000))
def test_pauses_grow_up_to_the_longest(limit: Limit, failures: int) -> None:
    assert 0 <= limit.pause(failures) <= limit.pause(failures + 1) <= limit.longest
    assert (limit.pause(failures) > 0) == (failures >= limit.free)


@given(st.lists(st.tuples(st.text(), st.text(), st.none() | st.text()), min_size=2, max_size=2, unique=True))
def test_each_way_of_trying_is_counted_for_itself(tries: list[tuple[str, str, str | None]]) -> None:
    (name, address, browser), (other_name, other_address, other_browser) = tries
    throttled = Throttle("key")
    shared = set(throttled.counted(name, address, browser)) & set(
        throttled.counted(other_name, other_address, other_browser)
    )
    if browser is None and other_browser is None:
        assert len(shared) == (name == other_name) + (address == other_address)
    else:
        # A known browser is counted whatever its address.
        assert bool(shared) == ((name, browser) == (other_name, other_browser))


def test_a_browser_named_like_an_address_is_none() -> None:
    throttled = Throttle("key")
    assert not set(throttled.counted("ana", "10.0.0.1", None)) & set(throttled.counted("ana", "", "10.0.0.1"))


def test_success_clears_the_persons_count_but_not_what_others_did(database: Database) -> None:
    counted = Throttle("key").counted("ana", "10.0.0.1", None)
    together, name, address = counted
    for _ in range(3):
        with database.session() as session:
            assert throttle.begin(session, counted) == 0
    with database.session() as session:
        throttle.begin(session, counted)
        throttle.succeeded(session, counted)
    with database.session() as session:
        left = {row.key: row.failures for row in session.query(throttle.FailedLogins)}
    assert left == {together: 0, name: 3, address: 3}


def test_what_is_a_day_old_counts_no_more(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Throttle("key").counted("ana", "10.0.0.1", None)
    now = 1_800_000_000.0
    monkeypatch.setattr("time.time", lambda: now)
    for _ in range(5):
        with database.session() as session:
            assert throttle.begin(session, counted) == 0
    with database.session() as session:
        assert throttle.begin(session, counted) == 1
    monkeypatch.setattr("time.time", lambda: now + throttle.FORGET_SECONDS + 1)
    with database.session() as session:
        assert throttle.begin(session, counted) == 0
        assert {row.failures for row in session.query(throttle.FailedLogins)} == {1}
    monkeypatch.setattr("time.time", lambda: now + 2 * throttle.FORGET_SECONDS + 2)
    with database.session() as session:
        throttle.purge(session)
        assert session.query(throttle.FailedLogins).count() == 0
