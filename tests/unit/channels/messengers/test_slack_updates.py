"""Whatever Slack sends is read, or ignored; never an error that would make it send the same again."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liverguide.channels.messengers.app import Unreadable
from liverguide.channels.messengers.received import Received
from liverguide.channels.slack.updates import challenge, envelope, read, removed

AT = "1700000000.000200"
NAMES = [
    "type", "event", "channel", "channel_type", "user", "ts", "text", "blocks", "elements", "subtype", "files",
    "message", "previous_message", "edited", "thread_ts", "actions", "container", "channel_id", "message_ts",
    "action_ts", "value", "id", "tokens", "bot", "challenge", "unicode", "name", "fallback", "url", "style", "offset",
]  # fmt: skip
WORDS = [
    "message", "app_mention", "im", "message_changed", "file_share", "D0ANA", "U0ANA", AT, "button", "rich_text",
    "rich_text_section", "rich_text_list", "text", "emoji", "link", "date", "ordered", "app_uninstalled",
    "tokens_revoked",
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=20,
)  # fmt: skip
KINDS = st.sampled_from(["event_callback", "block_actions", "url_verification", "app_rate_limited"])


@settings(deadline=None)
@given(KINDS, st.dictionaries(st.sampled_from(NAMES[1:]), JSON, max_size=6), st.booleans())
@example("event_callback", {"event": {"type": "message", "channel_type": "im", "subtype": {}, "ts": 1}}, False)
@example("block_actions", {"actions": [{"type": "button"}], "container": None}, True)
def test_no_request_is_an_error(kind: str, content: dict[str, Any], as_form: bool) -> None:
    text = json.dumps({**content, "type": kind})
    body = urlencode({"payload": text}) if as_form else text
    assert len(read(body.encode())) <= 1
    data = envelope(body.encode())
    assert isinstance(removed(data), bool)
    assert challenge(data) is None or kind == "url_verification"


@settings(deadline=None)
@given(st.sampled_from(["event", "rich"]), JSON)
def test_no_message_is_an_error(where: str, content: Any) -> None:
    fields = content if isinstance(content, dict) else {}
    blocks = [{"type": "rich_text", "elements": [content]}] if where == "rich" else []
    assert len(events(message("x", blocks=blocks) if where == "rich" else {**message("x"), **fields})) <= 1


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_what_is_no_request_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body)


def events(event: dict[str, Any]) -> list[Received]:
    return read(json.dumps({"type": "event_callback", "event_id": "Ev1", "event": event}).encode())


def message(text: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "message", "channel_type": "im", "channel": "D0ANA", "user": "U0ANA", "ts": AT, "text": text, **fields,
    }  # fmt: skip


def section(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": kind, "elements": list(elements)}


def text(words: str, **fields: Any) -> dict[str, Any]:
    return {"type": "text", "text": words, **fields}


def typed(*containers: dict[str, Any], mrkdwn: str = "old") -> str:
    (received,) = events(message(mrkdwn, blocks=[{"type": "rich_text", "elements": list(containers)}]))
    return received.text


def test_a_message() -> None:
    (received,) = events(message("hi"))
    assert received == Received(f"message D0ANA {AT}", float(AT), "U0ANA", {"channel": "D0ANA"}, "hi")


@pytest.mark.parametrize(
    ("mrkdwn", "words"),
    [
        ("INR &lt; 1.5 &amp;amp; &gt;", "INR < 1.5 &amp; >"),
        ("see <https://a.example/?a=1&amp;b=2>", "see https://a.example/?a=1&b=2"),
        ("<http://a.example|a.example> <mailto:a@b.example|a@b.example> <tel:+1202|202>", "a.example a@b.example 202"),
        ("<@U0LIVIA> what is <#C0X|general>MELD <!here|@here>", "what is MELD"),
        ("on <!date^1700000000^{date}|Tuesday>", "on Tuesday"),
        ("*bold* :smile:", "*bold* :smile:"),
        ("&lt;@U0X&gt;", "<@U0X>"),
    ],
    ids=["signs", "link", "labels", "calls", "date", "styles", "typed call"],
)
def test_words_of_mrkdwn(mrkdwn: str, words: str) -> None:
    (received,) = events(message(mrkdwn))
    assert received.text == words


def test_words_of_rich_text() -> None:
    assert (
        typed(section(text("my "), text("INR", style={"bold": True}), text(" is *1.9* & < 2")))
        == "my INR is *1.9* & < 2"
    )
    assert (
        typed(section(text("ok "), {"type": "emoji", "name": "+1", "unicode": "1f44d-1f3fb"}))
        == "ok \U0001f44d\U0001f3fb"
    )
    assert typed(section({"type": "emoji", "name": "ours"})) == ":ours:"
    assert typed(section({"type": "user", "user_id": "U0X"}, text(" hi"))) == "hi"
    link = {"type": "link", "url": "https://a.example"}
    assert typed(section(link, text(" "), {**link, "text": "this"})) == "https://a.example this"
    assert typed(section(text("INR 1.9\nNa 130"), kind="rich_text_preformatted")) == "INR 1.9\nNa 130"


def test_lists_keep_their_lines() -> None:
    items = [section(text("bilirubin 3.2")), section(text("INR 1.9"))]
    assert typed(section(text("mine:\n")), {"type": "rich_text_list", "style": "bullet", "elements": items}) == (
        "mine:\n• bilirubin 3.2\n• INR 1.9"
    )
    ordered = {"type": "rich_text_list", "style": "ordered", "offset": 1, "elements": items}
    assert typed(ordered) == "2. bilirubin 3.2\n3. INR 1.9"


def test_rich_text_that_is_not_known_is_read_as_mrkdwn() -> None:
    assert typed(section({"type": "hologram"}), mrkdwn="INR &lt; 2") == "INR < 2"
    assert events(message("a &amp; b", blocks=[{"type": "table"}]))[0].text == "a & b"


def test_who_answers_where() -> None:
    thread = "1699999999.000100"
    assert events(message("x", thread_ts=thread))[0].address == {"channel": "D0ANA", "thread": thread}
    assert events(message("x", thread_ts=AT))[0].address == {"channel": "D0ANA"}, "the first of a thread stands outside"


@pytest.mark.parametrize(
    "fields",
    [
        {"bot_id": "B1"}, {"subtype": "bot_message"}, {"subtype": "message_deleted"}, {"subtype": "channel_join"},
        {"channel_type": "channel"}, {"channel_type": "mpim"}, {"user": None}, {"user": "x y"}, {"ts": "nan"},
        {"ts": "9" * 400}, {"channel": "D0 ANA"},
    ],
    ids=["bot", "old bot", "deleted", "join", "channel", "group", "nobody", "no id", "no time", "endless", "nowhere"],
)  # fmt: skip
def test_what_is_no_persons_message_is_ignored(fields: dict[str, Any]) -> None:
    assert events(message("x", **fields)) == []


def test_taps_in_channels_mean_nothing() -> None:
    tap = {
        "type": "block_actions", "user": {"id": "U0ANA"}, "container": {"channel_id": "D0ANA", "message_ts": AT},
        "actions": [{"type": "button", "value": "v", "action_ts": AT}], "message": {"thread_ts": "1699999999.000100"},
    }  # fmt: skip
    (received,) = read(urlencode({"payload": json.dumps(tap)}).encode())
    assert (received.text, received.tapped, received.person) == ("v", True, "U0ANA")
    assert received.address == {"channel": "D0ANA", "thread": "1699999999.000100"}
    tap["container"] = {"channel_id": "C0TESTS", "message_ts": AT}
    assert read(json.dumps(tap).encode()) == []


def test_a_removed_app_is_noticed() -> None:
    def told(**event: Any) -> bool:
        return removed({"type": "event_callback", "event": event})

    assert told(type="app_uninstalled")
    assert told(type="tokens_revoked", tokens={"bot": ["U1"]})
    assert not told(type="tokens_revoked", tokens={"oauth": ["U1"], "bot": []}), "another's token"
    assert not told(type="message")
