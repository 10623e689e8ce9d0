from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.web import rate
from liverguide.channels.web.rate import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.floats(0, 30), max_size=60))
def test_no_minute_ever_holds_more_than_the_limit(pauses: list[float]) -> None:
    clock, taken = Clock(), []
    limit = RateLimit(5, 60, clock)
    for pause in pauses:
        clock.now += pause
        if limit.seconds_to_wait("web:a") == 0:
            taken.append(clock.now)
    for start in taken:
        assert sum(start <= at < start + 60 for at in taken) <= 5


def test_after_the_seconds_it_names_the_next_one_is_taken() -> None:
    clock = Clock()
    limit = RateLimit(2, 60, clock)
    assert limit.seconds_to_wait("web:a") == 0
    clock.now += 10.5
    assert limit.seconds_to_wait("web:a") == 0
    clock.now += 10
    assert limit.seconds_to_wait("web:a") == 40
    clock.now += 40
    assert limit.seconds_to_wait("web:a") == 0
    assert limit.seconds_to_wait("web:a") > 0


def test_conversations_do_not_count_for_each_other() -> None:
    limit = RateLimit(1, 60, Clock())
    assert limit.seconds_to_wait("web:a") == 0
    assert limit.seconds_to_wait("web:b") == 0
    assert limit.seconds_to_wait("web:a") == 60


def test_conversations_that_fell_silent_take_no_room() -> None:
    clock = Clock()
    limit = RateLimit(1, 60, clock)
    for n in range(rate.MANY):
        limit.seconds_to_wait(f"web:{n}")
    clock.now += 61
    limit.seconds_to_wait("web:new")
    assert len(limit._sent) == 1


def test_while_many_write_they_are_swept_once_in_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "MANY", 10)
    clock = Clock()
    limit = RateLimit(1, 60, clock)
    for n in range(11):
        limit.seconds_to_wait(f"web:{n}")
    kept = limit._sent
    for n in range(11, 30):
        clock.now += 1
        limit.seconds_to_wait(f"web:{n}")
    assert limit._sent is kept


def test_beyond_the_most_new_conversations_must_wait_and_old_ones_need_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "MANY", 5)
    monkeypatch.setattr(rate, "MOST", 10)
    clock = Clock()
    limit = RateLimit(2, 60, clock)
    for n in range(10):
        assert limit.seconds_to_wait(f"web:{n}") == 0
    clock.now += 20
    assert limit.seconds_to_wait("web:new") == 40
    assert limit.seconds_to_wait("web:3") == 0
    assert len(limit._sent) == 10
    clock.now += 41
    assert limit.seconds_to_wait("web:new") == 0
