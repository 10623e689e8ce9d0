from __future__ import annotations

from typing import Any

import pytest

from tests.channels.web.browser import Browser, Tab, assert_words_for_people, code_of
from tests.channels.web.conftest import Web


@pytest.fixture
def answer(tab: Tab) -> dict[str, Any]:
    """The message on which feedback is given."""
    return tab.say("what is MELD?")[-1]


def kept(web: Web, answer: dict[str, Any], marker: str) -> list[tuple[Any, ...]]:
    """Topic, thumb and word of the feedback with a word of its own."""
    found = [row for row in web.rows("feedback") if marker in str(row)]
    return [(topic, thumb, word) for _, _, message, topic, thumb, word, _ in found if message == answer["n"]]


def test_a_thumb_and_a_word_are_kept_with_the_topic(web: Web, tab: Tab, answer: dict[str, Any]) -> None:
    given = tab.post("/feedback", {"n": answer["n"], "thumb": "up", "word": "zebrafinch helped me"})
    assert given.status_code == 204
    assert kept(web, answer, "zebrafinch") == [("meld_what_is", "up", "zebrafinch helped me")]


def test_the_last_thumb_counts_and_can_be_taken_back(web: Web, tab: Tab, answer: dict[str, Any]) -> None:
    before = len(web.rows("feedback"))
    for thumb in ("up", "down"):
        assert tab.post("/feedback", {"n": answer["n"], "thumb": thumb}).status_code == 204
    assert [row[4] for row in web.rows("feedback")[before:]] == ["down"]
    assert tab.post("/feedback", {"n": answer["n"], "thumb": None}).status_code == 204
    assert len(web.rows("feedback")) == before


def test_a_word_is_kept_without_personal_data(web: Web, tab: Tab, answer: dict[str, Any]) -> None:
    word = "quokkasong: my name is Ana Ruiz, call +1 202 555 0107 or ana@mail.example"
    tab.post("/feedback", {"n": answer["n"], "thumb": "down", "word": word})
    assert kept(web, answer, "quokkasong") == [
        ("meld_what_is", "down", "quokkasong: my name is [name], call [phone] or [mail]")
    ]


def test_only_messages_of_the_assistant_in_this_conversation_take_feedback(
    tab: Tab, browser: Browser, answer: dict[str, Any]
) -> None:
    persons = next(message for message in tab.history() if message["from"] == "person")
    for n in (persons["n"], answer["n"] + 1_000, answer["n"] + 1):
        assert code_of(tab.post("/feedback", {"n": n, "thumb": "up"})) == (404, "unknown_message")
    assert code_of(browser.tab().post("/feedback", {"n": answer["n"], "thumb": "up"})) == (404, "unknown_message")


@pytest.mark.parametrize(
    "change",
    [
        {"n": 0}, {"n": -1}, {"n": "8"}, {"n": 8.0}, {"n": True}, {"n": None}, {"n": 10**40}, {"thumb": "sideways"},
        {"thumb": 1}, {"thumb": ["up"]}, {"word": 5}, {"word": ["x"]},
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_feedback_is_refused(web: Web, tab: Tab, answer: dict[str, Any], change: dict[str, Any]) -> None:
    refused = tab.post("/feedback", {"n": answer["n"], "thumb": "up", **change})
    assert code_of(refused) in {(400, "feedback"), (404, "unknown_message")}
    assert_words_for_people(refused, web.clinic)


def test_without_thumb_it_is_no_feedback(tab: Tab, answer: dict[str, Any]) -> None:
    assert code_of(tab.post("/feedback", {"n": answer["n"]})) == (400, "feedback")


def test_a_word_has_at_most_500_characters(web: Web, tab: Tab, answer: dict[str, Any]) -> None:
    assert tab.post("/feedback", {"n": answer["n"], "thumb": "up", "word": "w" * 500}).status_code == 204
    refused = tab.post("/feedback", {"n": answer["n"], "thumb": "up", "word": "w" * 501})
    assert code_of(refused) == (413, "too_long")
    assert "500" in refused.json()["error"]["message"]
    assert_words_for_people(refused, web.clinic)
