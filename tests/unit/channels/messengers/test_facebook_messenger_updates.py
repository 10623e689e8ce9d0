"""Whatever Meta sends is read, or ignored; never an error that would make it send the same again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liverguide.channels.facebook_messenger.updates import LATE_SECONDS, TOO_OLD_SECONDS, read
from liverguide.channels.messengers.received import Received

# Times and forms of the examples in Meta's documentation.
AT = 1458692752.478
SENDER = {"sender": {"id": "1254477777772919"}, "recipient": {"id": "104"}, "timestamp": 1458692752478}
ADDRESS = {"psid": "1254477777772919"}

KEYS = st.sampled_from([
    "object", "entry", "messaging", "standby", "sender", "recipient", "id", "timestamp", "message", "mid", "text",
    "quick_reply", "payload", "attachments", "type", "sticker_id", "postback", "message_edit", "num_edit", "is_echo",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["page", "1", "", "\ud800", "fallback"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=20,
)
KINDS = st.sampled_from(["message", "postback", "message_edit", "reaction"])


def webhook(*events: Any) -> bytes:
    return json.dumps({"object": "page", "entry": [{"id": "104", "messaging": [event]} for event in events]}).encode()


def one(at: float = AT, now: float = AT, **content: Any) -> Received | None:
    found = read(webhook({**SENDER, "timestamp": at * 1000, **content}), now)
    assert len(found) <= 1
    return found[0] if found else None


@given(KINDS, JSON, JSON)
@example("message", {"mid": "m", "text": "a", "attachments": 1}, {"id": "1"})
@example("message", {"mid": "m", "attachments": [None, {"type": [], "payload": 1}]}, {"id": "1"})
@example("message", {"mid": "\ud800", "text": "a"}, {"id": "1"})
@example("postback", {"payload": "\ud800"}, {"id": "1"})
def test_no_event_is_an_error(kind: str, content: Any, sender: Any) -> None:
    for received in read(webhook({**SENDER, "sender": sender, kind: content}), AT):
        json.dumps(received.as_data()).encode()
        f"{received.id}{received.person}".encode()


@given(JSON)
@example([{"messaging": 1}, {"messaging": [1, None]}, 7])
def test_no_entry_is_an_error(entry: Any) -> None:
    read(json.dumps({"object": "page", "entry": [entry]}).encode(), AT)


@given(st.floats() | st.integers() | st.text(max_size=3))
@example(10**400)
@example(float("nan"))
def test_no_time_is_an_error(timestamp: Any) -> None:
    for received in read(webhook({**SENDER, "timestamp": timestamp, "message": {"mid": "m", "text": "a"}}), AT):
        assert abs(received.position) < float("inf")


def test_a_text() -> None:
    found = one(message={"mid": "mid.1457764197618:41d102a3e1ae206a38", "text": "hello, world!"})
    name = "message mid.1457764197618:41d102a3e1ae206a38"
    assert found == Received(name, AT, "1254477777772919", ADDRESS, "hello, world!")


def test_a_quick_reply_is_a_tap_and_its_title_is_not_heard() -> None:
    found = one(message={"mid": "m_1", "text": "Red", "quick_reply": {"payload": "/red"}})
    assert found is not None
    assert (found.text, found.tapped) == ("/red", True)


def test_a_postback_is_a_tap_and_the_start_button_greets() -> None:
    tap, start = one(postback={"mid": "m_2", "payload": "/red"}), one(postback={"payload": "start"})
    assert tap is not None
    assert start is not None
    assert (tap.id, tap.text, tap.tapped) == ("postback m_2", "/red", True)
    assert (start.text, start.tapped) == ("hello", False)


def test_a_postback_without_an_id_is_known_by_its_moment() -> None:
    first, again, later = (one(at=at, postback={"payload": "/red"}) for at in (AT, AT, AT + 0.001))
    assert first is not None
    assert again is not None
    assert later is not None
    assert first.id == again.id != later.id


@pytest.mark.parametrize(
    ("attachments", "text", "notice"),
    [
        ([{"type": "image", "payload": {"url": "u"}}], None, "messenger.media"),
        ([{"type": "reel", "payload": {}}], None, "messenger.media"),
        ([{"type": "something new"}], None, "messenger.media"),
        ([{"type": "fallback", "title": "t", "url": "u"}], None, "messenger.media"),
        ([{"type": "fallback", "title": "t", "url": "u"}], "look at https://a.example", None),
        ([{"type": "image", "payload": {"url": "u"}}], "look", "messenger.media"),
    ],
    ids=["image", "reel", "unknown", "shared link", "link in a text", "image and text"],
)
def test_media(attachments: Any, text: str | None, notice: str | None) -> None:
    found = one(message={"mid": "m_1", "attachments": attachments, **({"text": text} if text else {})})
    assert found is not None
    assert (found.text, found.notice) == (text or "", notice)


@pytest.mark.parametrize(
    "attachment",
    [
        {"type": "sticker", "payload": {"sticker_id": 767226160478561}},
        {"type": "image", "payload": {"url": "u", "sticker_id": 369239263222822}},
    ],
    ids=["since 2026", "before"],
)
def test_stickers_ask_for_nothing(attachment: Any) -> None:
    assert one(message={"mid": "m_1", "attachments": [attachment]}) is None
    both = [{"type": "image", "payload": {"url": "u"}}, {"type": "sticker", "payload": {"sticker_id": 1}}]
    assert one(message={"mid": "m_1", "attachments": both}) is None, "in 2026 Meta sent a sticker as both"


@pytest.mark.parametrize(
    "content",
    [
        {"message": {"is_echo": True, "app_id": 1517776481860111, "mid": "m_1", "text": "an answer"}},
        {"message": {"mid": "m_1", "is_deleted": True, "text": "gone"}},
        {"reaction": {"reaction": "love", "action": "react", "mid": "m_1"}},
        {"read": {"watermark": 1}},
        {"delivery": {"mids": ["m_1"], "watermark": 1}},
        {"optin": {"ref": "r"}},
        {"referral": {"ref": "r"}},
    ],
    ids=["echo", "deleted", "reaction", "read", "delivery", "opt-in", "referral"],
)
def test_what_is_no_message_of_a_person(content: Any) -> None:
    assert one(**content) is None


def test_a_change_gets_a_sentence() -> None:
    found = one(message_edit={"mid": "m_1", "text": "new", "num_edit": "1"})
    assert found is not None
    assert (found.id, found.text, found.notice) == ("edit m_1 1", "", "messenger.edited")


def test_a_batch_is_read_whole_and_in_order() -> None:
    events = [{**SENDER, "timestamp": at, "message": {"mid": f"m_{at}", "text": str(at)}} for at in (3000, 1000, 2000)]
    body = json.dumps({"object": "page", "entry": [{"messaging": events[:2]}, {"messaging": events[2:]}]}).encode()
    assert [received.text for received in read(body, 3.0)] == ["1000", "2000", "3000"]


def test_what_comes_late_is_asked_for_again_and_what_is_older_is_a_replay() -> None:
    message = {"mid": "m_1", "text": "inr 1.9"}
    in_time, late = one(now=AT + LATE_SECONDS - 1, message=message), one(now=AT + LATE_SECONDS + 1, message=message)
    assert in_time is not None
    assert late is not None
    assert (in_time.text, in_time.notice) == ("inr 1.9", None)
    assert (late.text, late.notice) == ("", "app.messenger.late")
    assert one(now=AT + TOO_OLD_SECONDS + 1, message=message) is None


def test_a_clock_that_goes_wrong_loses_nothing() -> None:
    found = one(at=AT + 3600, message={"mid": "m_1", "text": "a"})
    assert found is not None
    assert found.text == "a"
