from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from liverguide.channels.web.session import COOKIE
from tests.channels.web.browser import PATH, Browser, Tab, assert_words_for_people, code_of, messages_of, new_id
from tests.channels.web.conftest import Web


def test_a_long_text_is_taken_up_to_the_limit(tab: Tab) -> None:
    assert tab.say("what is MELD? " + "a" * 4_986)


def test_a_text_over_the_limit_changes_nothing_and_says_how_long_it_may_be(web: Web, tab: Tab) -> None:
    tab.say("what is MELD?")
    message = new_id()
    refused = tab.send("a" * 5_001, message)
    assert code_of(refused) == (413, "too_long")
    assert "5,000" in refused.json()["error"]["message"]
    assert_words_for_people(refused, web.clinic)
    assert tab.said() == ["what is MELD?"]
    assert tab.say("what is ALBI?", message)[-1]["topic"] == "albi", "cut by the person, it can be sent"


@pytest.mark.parametrize("size", [33_000, 300_000, 5_000_000])
def test_a_body_over_the_limit_is_refused(web: Web, tab: Tab, size: int) -> None:
    refused = tab.post("/messages", {"message_id": new_id(), "text": "hi", "more": "x" * size})
    assert code_of(refused) == (413, "too_large")
    assert_words_for_people(refused, web.clinic)
    assert tab.last() == 0


def test_a_body_in_chunks_has_the_same_limit(tab: Tab) -> None:
    headers = {**tab.headers, "Content-Type": "application/json"}
    chunks = (b"x" * 1_000 for _ in range(100))
    assert code_of(tab.client.post("/messages", content=chunks, headers=headers)) == (413, "too_large")
    body = json.dumps({"message_id": new_id(), "text": "what is MELD?"}).encode()
    chunks = (body[at : at + 7] for at in range(0, len(body), 7))
    assert messages_of(tab.client.post("/messages", content=chunks, headers=headers))


def test_the_31st_message_in_a_minute_must_wait(web: Web, browser: Browser) -> None:
    tab, other = browser.tab(), browser.tab()
    for _ in range(30):
        tab.post("/messages", {})  # whatever was sent, and however it was answered
    refused = tab.send("my father is vomiting blood")
    assert code_of(refused) == (429, "slow_down")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert f"{refused.headers['retry-after']} seconds" in refused.json()["error"]["message"]
    assert_words_for_people(refused, web.clinic)
    assert other.say("what is MELD?")
    assert tab.history() == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b"[" * 30_000, b"{" * 30_000, b"null", b"5", b'"hi"', b"[]", b"NaN",
        b'{"message_id": ' + b"9" * 6000 + b"}",
    ],
    ids=lambda body: repr(body)[:20],
)  # fmt: skip
@pytest.mark.parametrize("path", ["messages", "feedback", "erase", "session"])
def test_what_is_no_object_is_refused(web: Web, tab: Tab, path: str, body: bytes) -> None:
    headers = {**tab.headers, "Content-Type": "application/json"}
    answer = tab.client.post(f"/{path}", content=body, headers=headers)
    assert answer.status_code == 400
    assert_words_for_people(answer, web.clinic)


@pytest.mark.parametrize(
    "body",
    [
        {}, {"text": "hi"}, {"message_id": "12345678"}, {"message_id": 12345678, "text": "hi"},
        {"message_id": "short", "text": "hi"}, {"message_id": "a" * 65, "text": "hi"},
        {"message_id": "with space", "text": "hi"}, {"message_id": "12345678", "text": 5},
        {"message_id": "12345678", "text": None}, {"message_id": "12345678", "text": ["hi"]},
        {"message_id": "12345678", "text": "hi", "payload": "hi"}, {"message_id": "12345678", "payload": {}},
    ],
    ids=lambda body: repr(body)[:50],
)  # fmt: skip
def test_what_is_no_message_is_refused(web: Web, tab: Tab, body: dict[str, Any]) -> None:
    answer = tab.post("/messages", body)
    assert code_of(answer) == (400, "message")
    assert_words_for_people(answer, web.clinic)
    assert tab.last() == 0


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/nothing", (404, "not_found")), ("POST", "/", (404, "not_found")),
        ("POST", "/messages/1", (404, "not_found")), ("GET", "/session", (405, "method")),
        ("PUT", "/messages", (405, "method")), ("DELETE", "/erase", (405, "method")),
        ("POST", "/settings", (405, "method")), ("PATCH", "/feedback", (405, "method")),
    ],
)  # fmt: skip
def test_other_addresses_are_told_in_words(
    web: Web, tab: Tab, method: str, path: str, expected: tuple[int, str]
) -> None:
    answer = tab.client.request(method, path, headers=tab.headers)
    assert code_of(answer) == expected
    assert_words_for_people(answer, web.clinic)


def test_a_body_that_breaks_off_harms_nobody(web: Web, tab: Tab) -> None:
    head = (
        f"POST {PATH}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Conversation: {tab.handle}\r\nCookie: {COOKIE}={tab.client.cookies[COOKIE]}\r\nContent-Length: 500\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", web.port), timeout=5) as connection:
        connection.sendall(head.encode() + b'{"message_id": "12345678", ')
    assert tab.say("what is MELD?")


def test_reading_and_feedback_share_a_limit(web: Web, browser: Browser) -> None:
    tab, other = browser.tab(), browser.tab()
    for _ in range(60):
        assert tab.get("/messages").status_code == 200
        tab.post("/feedback", {})
    for refused in (tab.get("/messages"), tab.post("/feedback", {"n": 1, "thumb": "up"})):
        assert code_of(refused) == (429, "slow_down")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert other.history() == []
    assert tab.say("what is MELD?"), "writing has a limit of its own"
