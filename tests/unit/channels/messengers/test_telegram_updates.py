"""Whatever Telegram sends is read, or ignored; never an error that would make it send the same again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liverguide.channels.telegram.app import key_of
from liverguide.channels.telegram.updates import read

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["private", "kicked", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message", "chat", "id", "type", "from", "data", "text", "entities", "new_chat_member", "date"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)
KINDS = st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"])


@given(KINDS, JSON)
@example("message", {"chat": {"id": "x", "type": "private"}, "message_id": 1, "text": "a"})
@example("message", {"chat": {"id": float("inf"), "type": "private"}, "message_id": 1, "text": "a"})
def test_no_update_is_an_error(kind: str, content: Any) -> None:
    assert len(read(json.dumps({"update_id": 1, kind: content}).encode())) <= 1


def message(**fields: Any) -> Any:
    chat = {"id": 5, "type": "private"}
    return read(json.dumps({"update_id": 7, "message": {"message_id": 1, "chat": chat, **fields}}).encode())[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/start", "hello"),
        ("/START@livia_bot", "hello"),
        ("/start abc123", "hello"),
        ("/start my father is vomiting blood", "my father is vomiting blood"),
        ("/help", "help"),
        ("/restart", "/restart"),
        ("what is MELD?", "what is MELD?"),
    ],
)
def test_telegrams_own_orders(text: str, words: str) -> None:
    assert message(text=text).text == words


def test_a_message_of_a_bot_is_ignored() -> None:
    update = {"message_id": 1, "chat": {"id": 5, "type": "private"}, "from": {"is_bot": True}, "text": "hi"}
    assert read(json.dumps({"update_id": 7, "message": update}).encode()) == []


@given(st.text())
def test_a_buttons_key_fits_and_tells_payloads_apart(payload: str) -> None:
    assert len(key_of(payload).encode()) <= 64
    assert key_of(payload) != key_of(payload + "x")
