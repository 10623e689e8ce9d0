"""Guessing passwords gets slow, for the guesser alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.desk.caller import Caller, account, change, rows
from tests.desk.conftest import PASSWORD, wait_for_desk
from tests.servers import Servers

WRONG, TOO_EARLY, IN = 401, 429, 303
FREE = 5


@pytest.fixture(autouse=True)
def nothing_counted(lone_desk: Servers) -> Iterator[None]:
    yield
    change(lone_desk, "DELETE FROM desk_failed_logins")


def guess(servers: Servers, name: str, times: int) -> list[int]:
    return [Caller(servers).log_in(name, f"wrong guess number {n}").status_code for n in range(times)]


def stretch_the_pause(servers: Servers) -> None:
    """There must be one; on a busy machine it would be over before the next request."""
    assert rows(servers, "SELECT count(*) FROM desk_failed_logins WHERE until > last") != [(0,)]
    change(servers, "UPDATE desk_failed_logins SET until = ? WHERE until > last", time.time() + 600)


def test_after_some_tries_there_is_a_pause_and_a_sentence(lone_desk: Servers) -> None:
    assert guess(lone_desk, "ana", FREE) == [WRONG] * FREE
    stretch_the_pause(lone_desk)
    answer = Caller(lone_desk).log_in("ana")
    assert answer.status_code == TOO_EARLY
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert "There were too many tries. Wait 10 minutes, then try again." in answer.text


def test_pauses_grow_and_end_and_then_the_right_password_works(lone_desk: Servers) -> None:
    guess(lone_desk, "ana", FREE)
    pauses = []
    for _ in range(3):
        (seconds,) = rows(lone_desk, "SELECT max(until - last) FROM desk_failed_logins")[0]
        pauses.append(round(seconds))
        change(lone_desk, "UPDATE desk_failed_logins SET until = 0")  # it is over
        assert guess(lone_desk, "ana", 1) == [WRONG]
    assert pauses == [1, 2, 4]
    (seconds,) = rows(lone_desk, "SELECT max(until) FROM desk_failed_logins")[0]
    time.sleep(max(seconds - time.time(), 0) + 0.1)
    assert Caller(lone_desk).log_in("ana").status_code == IN
    assert rows(lone_desk, "SELECT count(*) FROM desk_failed_logins WHERE until > last") == [(0,)]


def test_no_pause_is_longer_than_the_longest_though_the_clock_was_set_back(lone_desk: Servers) -> None:
    guess(lone_desk, "ana", FREE)
    years_ahead = "UPDATE desk_failed_logins SET until = until + ?, last = last + ? WHERE until > last"
    change(lone_desk, years_ahead, *[3 * 365 * 86_400.0] * 2)
    answer = Caller(lone_desk).log_in("ana")
    assert answer.status_code == TOO_EARLY
    assert int(answer.headers["Retry-After"]) <= 900
    (until,) = rows(lone_desk, "SELECT max(until) FROM desk_failed_logins")[0]
    assert until <= time.time() + 900, "the pause goes on from now, and ends"


def test_a_tried_name_keeps_no_other_name_waiting(lone_desk: Servers) -> None:
    guess(lone_desk, "ana", FREE)
    stretch_the_pause(lone_desk)
    assert Caller(lone_desk).log_in("drlee").status_code == IN


def test_knocking_during_a_pause_makes_it_no_longer(lone_desk: Servers) -> None:
    guess(lone_desk, "ana", FREE)
    stretch_the_pause(lone_desk)
    before = rows(lone_desk, "SELECT * FROM desk_failed_logins ORDER BY key")
    assert set(guess(lone_desk, "ana", 3)) == {TOO_EARLY}
    assert rows(lone_desk, "SELECT * FROM desk_failed_logins ORDER BY key") == before


def test_a_browser_that_ana_has_used_is_not_kept_waiting_by_strangers(lone_desk: Servers) -> None:
    ana = Caller(lone_desk)
    assert ana.log_in("ana").status_code == IN
    ana.send("/logout")
    guess(lone_desk, "ana", FREE)
    stretch_the_pause(lone_desk)
    assert Caller(lone_desk).log_in("ana").status_code == TOO_EARLY
    assert ana.log_in("ana").status_code == IN


def test_that_browser_is_throttled_for_itself(lone_desk: Servers) -> None:
    ana = Caller(lone_desk)
    ana.log_in("ana")
    ana.send("/logout")
    assert [ana.log_in("ana", "wrong password").status_code for _ in range(FREE)] == [WRONG] * FREE
    stretch_the_pause(lone_desk)
    assert ana.log_in("ana").status_code == TOO_EARLY
    assert ana.log_in("drlee").status_code == IN, "it is known as Ana's, not as Dr Lee's"


def test_many_names_from_one_place_get_slow_too(lone_desk: Servers) -> None:
    answers = [Caller(lone_desk).log_in(f"name{n}", "the same password").status_code for n in range(30)]
    assert answers == [WRONG] * 30
    stretch_the_pause(lone_desk)
    assert Caller(lone_desk).log_in("name31", "the same password").status_code == TOO_EARLY


def test_tries_at_the_same_moment_are_all_counted(lone_desk: Servers) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: Caller(lone_desk).log_in("ana", f"wrong {n}").status_code, range(20)))
    assert answers.count(TOO_EARLY) + answers.count(WRONG) == 20
    (failures,) = rows(lone_desk, "SELECT max(failures) FROM desk_failed_logins")[0]
    assert failures == answers.count(WRONG), "what was checked was counted"


def test_an_unknown_name_is_treated_like_a_known_one(lone_desk: Servers) -> None:
    known, unknown = Caller(lone_desk), Caller(lone_desk)
    for n in range(FREE + 1):
        if n == FREE:
            stretch_the_pause(lone_desk)
        one, other = known.log_in("ana", "wrong password"), unknown.log_in("nobody-here", "wrong password")
        assert one.status_code == other.status_code
        assert one.text.replace("ana", "NAME") == other.text.replace("nobody-here", "NAME")
        assert sorted(one.headers) == sorted(other.headers)


def test_what_was_typed_as_a_name_is_kept_only_if_it_is_one(lone_desk: Servers) -> None:
    secret = "my secret password by mistake"
    Caller(lone_desk).log_in(secret, "x")
    Caller(lone_desk).log_in("drlee", "wrong password")
    last = rows(lone_desk, "SELECT account, did, about FROM desk_audit ORDER BY id DESC LIMIT 2")  # newest first
    assert last == [
        ("drlee", "gave a wrong password", "from 127.0.0.1"),
        ("", "gave a wrong password", "from 127.0.0.1"),
    ]
    kept = b"".join(file.read_bytes() for file in lone_desk.folder.glob("conversations.db*"))
    assert secret.encode() not in kept
    assert secret not in lone_desk.log("desk")


def test_a_restart_forgets_nothing(lone_desk: Servers) -> None:
    guess(lone_desk, "ana", FREE)
    stretch_the_pause(lone_desk)
    lone_desk.kill("desk")
    lone_desk.start("desk")
    wait_for_desk(lone_desk)
    assert Caller(lone_desk).log_in("ana").status_code == TOO_EARLY
    assert Caller(lone_desk).log_in("drlee").status_code == IN


def test_the_present_password_cannot_be_guessed_with_a_stolen_session(lone_desk: Servers) -> None:
    thief = Caller(lone_desk)
    thief.log_in("ana")
    token = thief.form_token()
    told = []
    for n in range(FREE + 1):
        if n == FREE:
            stretch_the_pause(lone_desk)
        new = "seven purple kettles sing"
        form = {"form_token": token, "current": f"guess {n}", "new": new, "again": new}
        told.append("too many tries" in thief.post("/account/password", form).text)
    assert told == [False] * FREE + [True]


def test_pages_answer_while_many_log_in(lone_desk: Servers) -> None:
    ana = Caller(lone_desk)
    ana.log_in("ana")
    with ThreadPoolExecutor(40) as pool:
        tries = [pool.submit(Caller(lone_desk).log_in, f"somebody{n}", PASSWORD) for n in range(25)]
        assert ana.get("/").status_code == 200
        assert all(isinstance(each.result(), httpx.Response) for each in tries)
    assert {each.result().status_code for each in tries} == {WRONG}


def test_a_new_account_works_at_once(lone_desk: Servers) -> None:
    assert account(lone_desk, "add", "newcomer", "--role", "desk").returncode == 0
    assert Caller(lone_desk).log_in("Newcomer ").status_code == IN
