from __future__ import annotations

from typing import Any

import httpx
import pytest
from itsdangerous import TimestampSigner

from liverguide.channels.web.session import COOKIE, LIFETIME_SECONDS, Sessions
from tests.channels.web.browser import PATH, Browser, Tab, assert_words_for_people, code_of
from tests.channels.web.conftest import LISTED, SECRET, Web


def new_session(web: Web, **headers: str) -> httpx.Response:
    return httpx.post(f"{web.address}{PATH}/session", json={}, headers=headers)


def ask(web: Web, *, cookie: str | None = None, **headers: str) -> httpx.Response:
    cookies = {COOKIE: cookie} if cookie is not None else {}
    headers = {"X-Conversation": "a-handle-of-a-tab", **headers}
    return httpx.get(f"{web.address}{PATH}/messages", cookies=cookies, headers=headers)


def test_on_the_same_site_the_session_is_a_cookie_that_scripts_cannot_read(web: Web) -> None:
    answer = new_session(web)
    assert answer.json() == {"session": "cookie"}
    name_and_value, *attributes = answer.headers["set-cookie"].split("; ")
    assert name_and_value.startswith(f"{COOKIE}=")
    assert set(attributes) == {
        "HttpOnly",
        "SameSite=Lax",
        f"Path={PATH}",
        f"Max-Age={web.clinic['retention']['days'] * 86_400}",
    }


def test_the_pages_own_origin_counts_as_the_same_site(web: Web) -> None:
    assert new_session(web, Origin=web.address).json() == {"session": "cookie"}


def test_behind_a_proxy_that_speaks_https_the_cookie_is_secure(web: Web) -> None:
    answer = new_session(
        web, **{"X-Forwarded-Proto": "https", "Host": "chat.liver.example", "Origin": "https://chat.liver.example"}
    )
    assert "Secure" in answer.headers["set-cookie"].split("; ")


def test_on_a_listed_site_the_session_is_a_token_without_cookie(web: Web) -> None:
    answer = new_session(web, Origin=LISTED)
    assert answer.json()["session"] == "token"
    assert "set-cookie" not in answer.headers
    tab = Tab(
        httpx.Client(base_url=web.address + PATH, timeout=60),
        Authorization=f"Bearer {answer.json()['token']}",
        Origin=LISTED,
    )
    assert tab.say("what is MELD?")
    assert tab.said() == ["what is MELD?"]


def test_a_token_is_good_for_its_own_site_only(web: Web) -> None:
    token = new_session(web, Origin=LISTED).json()["token"]
    assert ask(web, Authorization=f"Bearer {token}", Origin=LISTED).status_code == 200
    assert code_of(ask(web, Authorization=f"Bearer {token}")) == (401, "session")
    assert code_of(ask(web, cookie=token)) == (401, "session")
    cookie = Sessions(SECRET).sign("some-id", None)
    assert code_of(ask(web, Authorization=f"Bearer {cookie}", Origin=LISTED)) == (401, "session")


def test_a_cookie_is_no_session_on_another_site(web: Web) -> None:
    cookie = Sessions(SECRET).sign("some-id", None)
    assert ask(web, cookie=cookie).status_code == 200
    assert code_of(ask(web, cookie=cookie, Origin=LISTED)) == (401, "session")


def signed_long_ago(seconds: float = LIFETIME_SECONDS + 10, session: str = "some-id") -> str:
    class Old(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - int(seconds)

    sessions = Sessions(SECRET)
    signer = sessions._signer(None)
    signer.__class__ = Old
    return signer.sign(session).decode()


def tampered() -> str:
    signed = Sessions(SECRET).sign("some-id", None)
    return signed.replace("some-id", "same-id")


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        "",
        "some-id",
        "some-id.aaaa.bbbb",
        tampered(),
        signed_long_ago(),
        Sessions("another secret, as long as the first one is").sign("some-id", None),
        "." * 5_000,
    ],
    ids=["none", "empty", "unsigned", "made up", "tampered", "expired", "another key", "dots"],
)
def test_no_other_session_is_taken(web: Web, cookie: str | None) -> None:
    answer = ask(web, cookie=cookie)
    assert code_of(answer) == (401, "session")
    assert_words_for_people(answer, web.clinic)


@pytest.mark.parametrize("authorization", ["Bearer", "Basic YTpi", "Bearer some-id", "nothing"])
def test_no_other_token_is_taken(web: Web, authorization: str) -> None:
    assert code_of(ask(web, Authorization=authorization, Origin=LISTED)) == (401, "session")


def test_a_second_tab_does_not_take_the_session_from_the_first(browser: Browser) -> None:
    first = browser.tab()
    first.say("what is MELD?")
    browser.client.post("/session", json={})
    second = browser.tab()
    second.say("what is ALBI?")
    assert first.said() == ["what is MELD?"]
    assert second.said() == ["what is ALBI?"]


def test_a_handle_is_worth_nothing_in_another_session(web: Web, tab: Tab) -> None:
    tab.say("what is MELD?")
    thief = Browser(web.address).tab()
    thief.headers = dict(tab.headers)
    assert thief.history() == []
    thief.say("what is ALBI?")
    assert tab.said() == ["what is MELD?"]


@pytest.mark.parametrize(
    "handle", [None, "", "short", "a" * 65, "with space", "web:abcdefgh", "../../../etc", "ä" * 10]
)
def test_a_handle_that_is_none_is_refused(web: Web, browser: Browser, handle: str | None) -> None:
    headers: dict[str, Any] = {} if handle is None else {"X-Conversation": handle.encode()}
    answer = browser.client.get("/messages", headers=headers)
    assert code_of(answer) == (400, "conversation")
    assert_words_for_people(answer, web.clinic)


def test_no_log_and_no_table_holds_session_handle_or_token(web: Web, tab: Tab) -> None:
    tab.say("what is MELD?")
    token = new_session(web, Origin=LISTED).json()["token"]
    ask(web, Authorization=f"Bearer {token}", Origin=LISTED)
    ask(web, Authorization=f"Bearer {token}x", Origin=LISTED)
    kept = web.logs() + str(web.rows("events"))
    for secret in (token, tab.handle, tab.client.cookies[COOKIE], SECRET):
        assert secret not in kept
        assert secret.split(".")[0] not in kept


def test_a_lapsed_session_erases_its_conversation_and_does_nothing_else(web: Web, tab: Tab) -> None:
    tab.say("what is MELD?")
    session = Sessions(SECRET).read(tab.client.cookies[COOKIE], None)
    kept_for = web.clinic["retention"]["days"] * 86_400

    def later(seconds: float) -> httpx.Client:
        cookies = {COOKIE: signed_long_ago(seconds, session)}
        return httpx.Client(base_url=web.address + PATH, cookies=cookies, headers=tab.headers, timeout=60)

    assert code_of(later(kept_for + 60).post("/erase", json={})) == (401, "session")
    lapsed = later(kept_for - 60)
    assert code_of(lapsed.get("/messages")) == (401, "session")
    assert code_of(lapsed.post("/messages", json={"message_id": tab.handle, "text": "hi"})) == (401, "session")
    assert tab.said() == ["what is MELD?"]
    assert lapsed.post("/erase", json={}).status_code == 204
    assert tab.last() == 0
