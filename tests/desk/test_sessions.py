"""What a session's cookie opens, for whom and how long."""

from __future__ import annotations

import hashlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.caller import COOKIE, Caller, account, change, rows
from tests.desk.conftest import PASSWORD
from tests.servers import Servers


@pytest.fixture
def ana(lone_desk: Servers) -> Caller:
    caller = Caller(lone_desk)
    assert caller.log_in("ana").status_code == 303
    return caller


def with_cookie(servers: Servers, value: str) -> Caller:
    return Caller(servers, Cookie=f"{COOKIE}={value}")


def test_the_cookie_is_hidden_from_scripts_and_other_sites(lone_desk: Servers) -> None:
    answer = Caller(lone_desk).log_in("ana")
    given_cookies = answer.headers.get_list("Set-Cookie")
    assert len(given_cookies) == 2
    for given_cookie in given_cookies:
        assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(given_cookie.split("; ")), given_cookie
        assert "domain" not in given_cookie.lower()


def test_the_database_does_not_hold_what_opens_the_session(lone_desk: Servers, ana: Caller) -> None:
    cookie = ana.http.cookies[COOKIE]
    kept = b"".join(file.read_bytes() for file in lone_desk.folder.glob("conversations.db*"))
    assert cookie.encode() not in kept
    (key,) = rows(lone_desk, "SELECT key FROM desk_sessions ORDER BY began DESC LIMIT 1")[0]
    assert not with_cookie(lone_desk, key).is_logged_in


def test_a_session_given_by_somebody_else_is_never_used(lone_desk: Servers) -> None:
    fixed = "f" * 43
    victim = with_cookie(lone_desk, fixed)
    answer = victim.log_in("ana")
    assert answer.status_code == 303
    assert fixed not in answer.headers["Set-Cookie"]
    assert not with_cookie(lone_desk, fixed).is_logged_in


def test_logging_in_again_ends_the_session_before(lone_desk: Servers, ana: Caller) -> None:
    before = ana.http.cookies[COOKIE]
    ana.log_in("drlee")
    assert not with_cookie(lone_desk, before).is_logged_in
    assert "Dr Lee" in ana.get("/account").text


def test_after_logging_out_the_cookie_opens_nothing(lone_desk: Servers, ana: Caller) -> None:
    stolen = ana.http.cookies[COOKIE]
    ana.send("/logout")
    assert not with_cookie(lone_desk, stolen).is_logged_in


@pytest.mark.parametrize("column", ["used", "began"])
def test_a_session_ends_by_itself(lone_desk: Servers, ana: Caller, column: str) -> None:
    change(lone_desk, f"UPDATE desk_sessions SET {column} = {column} - ?", 10 * 3600 + 60)
    assert ana.get("/").headers["Location"] == "/login"
    key = hashlib.sha256(ana.http.cookies[COOKIE].encode()).hexdigest()
    assert rows(lone_desk, "SELECT * FROM desk_sessions WHERE key = ?", key) == []


@pytest.mark.parametrize("column", ["used", "began"])
def test_a_session_from_the_future_has_ended(lone_desk: Servers, ana: Caller, column: str) -> None:
    """The clock was wrong when it began, and was set right; it must not last until the clock is there again."""
    change(lone_desk, f"UPDATE desk_sessions SET {column} = {column} + ?", 3600)
    assert ana.get("/").headers["Location"] == "/login"
    assert rows(lone_desk, f"SELECT * FROM desk_sessions WHERE {column} > ?", time.time() + 60) == []


def test_a_clock_that_is_corrected_by_moments_ends_no_session(lone_desk: Servers, ana: Caller) -> None:
    change(lone_desk, "UPDATE desk_sessions SET used = used + 5, began = began + 5")
    assert ana.is_logged_in


def test_a_session_in_use_goes_on(lone_desk: Servers, ana: Caller) -> None:
    for _ in range(3):
        change(lone_desk, "UPDATE desk_sessions SET used = used - ?", 25 * 60)
        assert ana.is_logged_in


def test_sessions_of_one_person_stand_side_by_side(lone_desk: Servers, ana: Caller) -> None:
    at_home = Caller(lone_desk)
    at_home.log_in("ana")
    ana.send("/logout")
    assert at_home.is_logged_in


def test_logging_out_everywhere(lone_desk: Servers, ana: Caller) -> None:
    others, drlee = [Caller(lone_desk) for _ in range(2)], Caller(lone_desk)
    for other in others:
        other.log_in("ana")
    drlee.log_in("drlee")
    assert ana.send("/account/logout").status_code == 303
    assert not any(caller.is_logged_in for caller in (ana, *others))
    assert drlee.is_logged_in


def test_a_disabled_accounts_session_ends_at_once_and_it_cannot_log_in(lone_desk: Servers) -> None:
    account(lone_desk, "add", "leaver")
    leaver, admin = Caller(lone_desk), Caller(lone_desk)
    leaver.log_in("leaver")
    admin.log_in("root")
    assert admin.send("/people/disable", {"name": "leaver"}).status_code == 303
    assert not leaver.is_logged_in
    refused = leaver.log_in("leaver")
    assert refused.status_code == 401
    assert "Name and password don&#39;t belong together" in refused.text
    account(lone_desk, "enable", "leaver")
    assert not leaver.is_logged_in, "the old session does not come back"
    assert leaver.log_in("leaver").status_code == 303


def test_another_role_counts_at_once(lone_desk: Servers) -> None:
    account(lone_desk, "add", "climber", "--role", "admin")
    climber = Caller(lone_desk)
    climber.log_in("climber")
    assert climber.get("/people").status_code == 200
    account(lone_desk, "role", "climber", "--role", "desk")
    assert climber.get("/people").status_code == 303
    climber.log_in("climber")
    assert climber.get("/people").status_code == 403


def test_an_admin_ends_somebodys_sessions_but_cannot_disable_themself(lone_desk: Servers, ana: Caller) -> None:
    admin = Caller(lone_desk)
    admin.log_in("root")
    assert admin.send("/people/sessions", {"name": "ana"}).status_code == 303
    assert not ana.is_logged_in
    assert "disable your own account" in admin.send("/people/disable", {"name": "root"}).text
    assert admin.is_logged_in
    assert "There is no account" in admin.send("/people/disable", {"name": "<b>nobody</b>"}).text


def test_another_password_ends_every_other_session(lone_desk: Servers) -> None:
    new = "seven purple kettles sing"
    account(lone_desk, "add", "changer")
    here, elsewhere = Caller(lone_desk), Caller(lone_desk)
    here.log_in("changer")
    elsewhere.log_in("changer")
    before = here.http.cookies[COOKIE]
    answer = here.send("/account/password", {"current": PASSWORD, "new": new, "again": new})
    assert answer.headers["Location"] == "/account?changed"
    assert here.is_logged_in
    assert not elsewhere.is_logged_in
    assert not with_cookie(lone_desk, before).is_logged_in
    assert elsewhere.log_in("changer").status_code == 401
    assert elsewhere.log_in("changer", new).status_code == 303


@pytest.mark.parametrize("meanwhile", ["password = 'another'", "disabled = 1"])
def test_what_changes_while_a_password_is_checked_counts(lone_desk: Servers, meanwhile: str) -> None:
    """Somebody with a stolen password must not get in behind the engineer who changes it at this very moment."""
    account(lone_desk, "add", "robbed")
    # The check ends by taking its count back; then another transaction comes in between, as it might.
    change(
        lone_desk,
        f"CREATE TRIGGER meanwhile AFTER UPDATE ON desk_failed_logins WHEN new.failures < old.failures BEGIN "
        f"UPDATE desk_accounts SET {meanwhile} WHERE name = 'robbed'; "
        "DELETE FROM desk_sessions WHERE account = 'robbed'; END",
    )
    try:
        thief = Caller(lone_desk)
        assert thief.log_in("robbed").status_code == 401
    finally:
        change(lone_desk, "DROP TRIGGER meanwhile")
    assert COOKIE not in thief.http.cookies
    assert rows(lone_desk, "SELECT * FROM desk_sessions WHERE account = 'robbed'") == []
    account(lone_desk, "enable", "robbed")
    assert not thief.is_logged_in


@pytest.mark.parametrize(
    ("new", "again", "told"),
    [
        ("short", "short", "must have 12 to 200 characters"),
        ("password1234", "password1234", "easy to guess"),
        ("ana-ana-ana-ana", "ana-ana-ana-ana", "easy to guess"),
        ("x" * 201, "x" * 201, "must have 12 to 200 characters"),
        ("seven purple kettles sing", "seven purple kettles sang", "not the same both times"),
    ],
)
def test_a_password_that_may_not_be_chosen_changes_nothing(
    lone_desk: Servers, ana: Caller, new: str, again: str, told: str
) -> None:
    answer = ana.send("/account/password", {"current": PASSWORD, "new": new, "again": again})
    assert answer.status_code == 400
    assert told in answer.text
    assert new not in answer.text or len(new) < 6
    assert ana.is_logged_in
    assert Caller(lone_desk).log_in("ana").status_code == 303


COOKIE_TEXT = st.text(st.characters(min_codepoint=33, max_codepoint=126, blacklist_characters=';,"\\'), max_size=80)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COOKIE_TEXT)
def test_no_made_up_cookie_opens_a_session(lone_desk: Servers, cookie: str) -> None:
    assert with_cookie(lone_desk, cookie).get("/").headers["Location"] == "/login"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_altered_cookie_or_form_token_is_taken(lone_desk: Servers, ana: Caller, data: st.DataObject) -> None:
    cookie, token = ana.http.cookies[COOKIE], ana.form_token()
    for right, path in ((cookie, "cookie"), (token, "token")):
        place = data.draw(st.integers(0, len(right) - 1), label=path)
        sign = data.draw(st.sampled_from(sorted(set("0123456789abcdefXYZ_-") - {right[place]})))
        altered = right[:place] + sign + right[place + 1 :]
        if path == "cookie":
            assert not with_cookie(lone_desk, altered).is_logged_in
        else:
            assert ana.post("/account/logout", {"form_token": altered}).status_code == 403
    assert ana.is_logged_in
