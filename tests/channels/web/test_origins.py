from __future__ import annotations

import httpx
import pytest

from tests.channels.web.browser import PATH, Browser, assert_words_for_people, code_of
from tests.channels.web.conftest import LISTED, Web

OTHERS = ["https://evil.example", "https://www.liver.example.evil.example", "http://www.liver.example", "null", "*",
          "https://www.liver.example:8443", "https://WWW.liver.example.", "file://"]  # fmt: skip


def cors(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("access-control-")}


@pytest.mark.parametrize("origin", OTHERS)
@pytest.mark.parametrize("path", ["/session", "/messages", "/feedback", "/erase"])
def test_pages_of_other_sites_are_refused(web: Web, browser: Browser, path: str, origin: str) -> None:
    headers = {"Origin": origin, "X-Conversation": "a-handle-of-a-tab"}
    answer = browser.client.post(path, json={"message_id": "12345678", "text": "hello"}, headers=headers)
    assert code_of(answer) == (403, "origin")
    assert_words_for_people(answer, web.clinic)
    assert cors(answer) == {}
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", OTHERS)
def test_other_sites_get_no_leave_to_ask(web: Web, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    answer = httpx.request("OPTIONS", f"{web.address}{PATH}/messages", headers=headers)
    assert cors(answer) == {}
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize("path", ["session", "messages", "feedback", "erase", "settings"])
def test_a_listed_site_gets_leave_to_ask(web: Web, path: str) -> None:
    headers = {"Origin": LISTED, "Access-Control-Request-Method": "POST"}
    answer = httpx.request("OPTIONS", f"{web.address}{PATH}/{path}", headers=headers)
    assert answer.status_code in {200, 204}
    assert answer.headers["access-control-allow-origin"] == LISTED
    assert answer.headers["access-control-allow-headers"] == "Authorization, Content-Type, X-Conversation"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["vary"] == "Origin"


def test_a_listed_site_can_read_answers_and_refusals(web: Web) -> None:
    for path, status in (("/settings", 200), ("/messages", 401)):
        answer = httpx.get(f"{web.address}{PATH}{path}", headers={"Origin": LISTED})
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == LISTED
        assert answer.headers["vary"] == "Origin"


def test_the_same_site_needs_no_leave(web: Web) -> None:
    for headers in ({}, {"Origin": web.address}):
        answer = httpx.get(f"{web.address}{PATH}/settings", headers=headers)
        assert answer.status_code == 200
        assert cors(answer) == {}


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
@pytest.mark.parametrize("path", ["/session", "/messages", "/feedback", "/erase"])
def test_what_a_form_can_send_is_refused(browser: Browser, path: str, content_type: str | None) -> None:
    headers = {"X-Conversation": "a-handle-of-a-tab"}
    if content_type is not None:
        headers["Content-Type"] = content_type
    answer = browser.client.post(path, content=b'{"message_id": "12345678", "text": "hi"}', headers=headers)
    assert code_of(answer) == (415, "content_type")
