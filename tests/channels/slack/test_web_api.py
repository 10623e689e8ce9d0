"""Slack on loopback against slack_sdk, Slack's own reading of its documentation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.channels.slack.web_api import BOT, TOKEN, Conversation, Refusal, WebApi

DIRECT = "D0ANA"


@pytest.fixture
def api() -> Iterator[WebApi]:
    api = WebApi()
    api.conversations[DIRECT] = Conversation(DIRECT)
    yield api
    api.stop()


def client(api: WebApi, token: str = TOKEN) -> WebClient:
    return WebClient(token, base_url=f"{api.base}/", retry_handlers=[])


def section(text: str, **fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, **fields}}


def button(text: str = "a", **fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": text}, **fields}


def image(address: str = "http://127.0.0.1:9/a.png", **fields: Any) -> dict[str, Any]:
    return {"type": "image", "image_url": address, "alt_text": "a", **fields}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def test_a_message_arrives_with_its_blocks(api: WebApi) -> None:
    blocks = [section("*a* &lt; b", verbatim=True), actions(button("Yes", action_id="y", value="v"))]
    sent = client(api).chat_postMessage(channel=DIRECT, text="a", blocks=blocks)
    assert sent["ok"]
    assert sent["message"]["blocks"] == blocks
    again = client(api).chat_postMessage(channel=DIRECT, text="b", thread_ts=sent["ts"])
    assert again["message"]["thread_ts"] == sent["ts"]


def test_it_says_who_we_are_and_what_the_token_may_do(api: WebApi) -> None:
    known = client(api).auth_test()
    assert known["bot_id"] == BOT
    assert known.headers["x-oauth-scopes"] == "app_mentions:read,chat:write,im:history"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": "a", "as_user": True}, "as_user_not_supported"),
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"blocks": [section("a")] * 51}, "invalid_blocks"),
        ({"blocks": [section("x" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"blocks": [{"type": "tile"}]}, "invalid_blocks"),
        ({"blocks": [section("a", emoji=False)]}, "invalid_blocks"),
        ({"blocks": [actions()]}, "invalid_blocks"),
        ({"blocks": [actions(*[button()] * 26)]}, "invalid_blocks"),
        ({"blocks": [actions(button("x" * 76))]}, "invalid_blocks"),
        ({"blocks": [actions(button(value="x" * 2001))]}, "invalid_blocks"),
        ({"blocks": [actions(button(action_id="a"), button(action_id="a"))]}, "invalid_blocks"),
        ({"blocks": [image(alt_text="x" * 2001)]}, "invalid_blocks"),
        ({"blocks": [image(title="a")]}, "invalid_blocks"),
        ({"blocks": [image()]}, "invalid_blocks"),
        ({"text": "a", "thread_ts": "1700000000.000001"}, "thread_not_found"),
        ({"text": "a", "thread_ts": "soon"}, "invalid_thread_ts"),
    ],
    ids=[
        "as user", "empty", "long", "long section", "empty section", "many blocks", "long blocks", "unknown block",
        "unknown field", "no buttons", "many buttons", "long title", "long value", "same action", "long alt",
        "title as text", "no picture there", "unknown thread", "no thread",
    ],
)  # fmt: skip
def test_it_refuses_what_slack_refuses(api: WebApi, fields: dict[str, Any], error: str) -> None:
    fields = {"text": "a", **fields}
    with pytest.raises(SlackApiError) as refused:
        client(api).chat_postMessage(channel=DIRECT, **fields)
    assert refused.value.response["error"] == error
    assert api.conversations[DIRECT].messages == []


def test_it_tells_apart_why_nothing_can_be_sent(api: WebApi) -> None:
    def error(token: str = TOKEN, channel: str = DIRECT) -> str:
        with pytest.raises(SlackApiError) as refused:
            client(api, token).chat_postMessage(channel=channel, text="a")
        return str(refused.value.response["error"])

    assert error(channel="D0NOBODY") == "channel_not_found"
    assert error(token="xoxb-wrong") == "invalid_auth"
    api.conversations[DIRECT].archived = True
    assert error() == "is_archived"
    api.scopes.remove("chat:write")
    assert error() == "missing_scope"
    api.revoked = True
    assert error() == "token_revoked"
    api.removed = True
    assert error() == "account_inactive"


def test_it_asks_to_wait(api: WebApi) -> None:
    def full(fields: dict[str, Any], conversation: Conversation) -> None:
        raise Refusal("ratelimited", 429, {"Retry-After": "3"})

    api.fault = full
    with pytest.raises(SlackApiError) as wait:
        client(api).chat_postMessage(channel=DIRECT, text="a")
    assert (wait.value.response.status_code, wait.value.response.headers["retry-after"]) == (429, "3")
