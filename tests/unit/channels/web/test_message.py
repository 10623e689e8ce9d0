from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.web.errors import Refusal
from liverguide.channels.web.feedback import Feedback, feedback
from liverguide.channels.web.message import MOST_CHARACTERS, Incoming, incoming

WORDS = st.text(st.characters(exclude_categories=()))
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)


def read(**body: Any) -> Incoming | str:
    """The message, or the code of its refusal."""
    try:
        return incoming(body)
    except Refusal as refusal:
        return refusal.code


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("message_id", "text", "payload"), ANYTHING)))
def test_whatever_is_sent_is_a_message_or_refused(body: dict[str, Any]) -> None:
    message = read(**body)
    assert message in {"message", "empty", "too_long"} if isinstance(message, str) else message.text


@given(WORDS)
def test_typed_words_are_never_an_intent(text: str) -> None:
    message = read(message_id="12345678", text=text)
    if isinstance(message, str):
        assert message == "empty"
    else:
        assert not message.intent
        assert not message.text.startswith("/")
        message.text.encode("utf-8")


@given(WORDS | WORDS.map("/{}".format))
def test_only_a_payload_that_begins_with_a_slash_is_an_intent_and_stays_as_it_is(payload: str) -> None:
    message = read(message_id="12345678", payload=payload)
    if isinstance(message, str):
        assert message == "empty"
        assert not payload.startswith("/")
    else:
        assert message.intent == payload.startswith("/")
        assert not message.intent or message.text == payload


@pytest.mark.parametrize("key", ["text", "payload"])
def test_nothing_is_cut(key: str) -> None:
    longest = "a" * MOST_CHARACTERS
    assert read(**{"message_id": "12345678", key: longest}) == Incoming("12345678", longest, intent=False)
    assert read(**{"message_id": "12345678", key: longest + "a"}) == "too_long"


def read_feedback(body: dict[str, Any]) -> Feedback | str:
    try:
        return feedback(body)
    except Refusal as refusal:
        return refusal.code


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("n", "thumb", "word"), ANYTHING)))
def test_whatever_is_sent_is_feedback_or_refused(body: dict[str, Any]) -> None:
    given_feedback = read_feedback(body)
    if isinstance(given_feedback, str):
        assert given_feedback in {"feedback", "too_long"}
    else:
        assert given_feedback.n > 0
        assert given_feedback.thumb in {"up", "down", None}


@given(WORDS)
def test_a_word_of_feedback_can_be_stored(word: str) -> None:
    given_feedback = read_feedback({"n": 1, "thumb": "up", "word": word[:500]})
    assert isinstance(given_feedback, Feedback)
    assert given_feedback.word != ""
    (given_feedback.word or "").encode("utf-8")
