"""Meta on loopback: it refuses what Meta refuses, and answers in the forms of Meta's documentation."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.channels.facebook_messenger.graph import APP_ID, APP_SECRET, TOKEN, Chat, Graph, Refusal

PSID = "1254477777772919"
REPLY = {"content_type": "text", "title": "Red", "payload": "/red"}


@pytest.fixture
def graph() -> Iterator[Graph]:
    graph = Graph()
    graph.chats[PSID] = Chat(PSID, wrote=time.time())
    yield graph
    graph.stop()


def ask(graph: Graph, path: str = "me/messages", *, method: str = "POST", token: str = TOKEN, **fields: Any) -> Any:
    proof = hmac.new(APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
    signed = {"access_token": token, "appsecret_proof": fields.pop("proof", proof)}
    root = fields.pop("root", graph.root)
    return httpx.request(method, f"{root}/{path}", params=signed, json=fields).json()


def send(graph: Graph, message: dict[str, Any], **fields: Any) -> Any:
    return ask(graph, **{"recipient": {"id": PSID}, "messaging_type": "RESPONSE", "message": message, **fields})


def test_an_answer_has_the_documented_form(graph: Graph) -> None:
    answer = send(graph, {"text": "Pick a color:", "quick_replies": [REPLY, {**REPLY, "title": "Green"}]})
    assert set(answer) == {"recipient_id", "message_id"}
    assert answer["recipient_id"] == PSID
    assert graph.chats[PSID].messages[0]["quick_replies"][1]["title"] == "Green"


def test_an_error_has_the_documented_form(graph: Graph) -> None:
    error = ask(graph, token="wrong")["error"]
    assert set(error) == {"message", "type", "code", "error_subcode", "fbtrace_id"}
    assert (error["type"], error["code"]) == ("OAuthException", 190)


@pytest.mark.parametrize(
    ("message", "fields", "code"),
    [
        ({"text": "x" * 2001}, {}, 100),
        ({"text": "😀" * 501}, {}, 100),
        ({"text": " "}, {}, 100),
        ({}, {}, 100),
        ({"text": "a", "quick_replies": [REPLY] * 14}, {}, 100),
        ({"text": "a", "quick_replies": []}, {}, 100),
        ({"text": "a", "quick_replies": [{**REPLY, "title": "x" * 21}]}, {}, 100),
        ({"text": "a", "quick_replies": [{**REPLY, "payload": "x" * 1001}]}, {}, 100),
        ({"text": "a", "quick_replies": [{"title": "a", "payload": "b"}]}, {}, 100),
        ({"text": "a"}, {"messaging_type": "ANSWER"}, 100),
        ({"text": "a"}, {"sender_action": "typing_on"}, 100),
        ({"text": "a"}, {"recipient": {"id": "7"}}, 100),
        ({"text": "a"}, {"proof": "0" * 64}, 100),
        ({"text": "a"}, {"token": f"{APP_ID}|{APP_SECRET}"}, 210),
        ({"attachment": {"type": "image", "payload": {"url": "http://127.0.0.1:9/a.png"}}}, {}, 100),
    ],
    ids=[
        "long", "long in bytes", "blank", "empty", "14 replies", "no replies", "long title", "long payload",
        "no content type", "messaging type", "action and message", "nobody", "proof", "app's token", "picture",
    ],
)  # fmt: skip
def test_it_refuses_what_meta_refuses(graph: Graph, message: dict[str, Any], fields: dict[str, Any], code: int) -> None:
    assert send(graph, message, **fields)["error"]["code"] == code
    assert graph.chats[PSID].messages == []


def test_it_tells_apart_who_cannot_be_written_to(graph: Graph) -> None:
    chat = graph.chats[PSID]
    chat.wrote -= 25 * 3600
    assert send(graph, {"text": "a"})["error"]["error_subcode"] == 2018278
    chat.blocked = True
    assert send(graph, {"text": "a"})["error"]["code"] == 551
    assert ask(graph, recipient={"id": "7"}, message={"text": "a"})["error"]["error_subcode"] == 2018001


def test_versions(graph: Graph) -> None:
    ahead = ask(graph, "me", method="GET", root=f"{graph.address}/v99.0")
    assert ahead["error"]["code"] == 2500
    params = {
        "access_token": TOKEN,
        "appsecret_proof": hmac.new(APP_SECRET.encode(), TOKEN.encode(), "sha256").hexdigest(),
    }
    retired = httpx.get(f"{graph.address}/v2.9/me", params=params)
    assert retired.status_code == 200
    assert retired.headers["facebook-api-version"] == "v22.0", "Meta answers with the oldest version that it keeps"


def test_it_asks_to_wait(graph: Graph) -> None:
    def full(fields: dict[str, Any], chat: Chat) -> None:
        raise Refusal(613, "(#613) Calls to this api have exceeded the rate limit.")

    graph.fault = full
    assert send(graph, {"text": "a"})["error"]["code"] == 613
