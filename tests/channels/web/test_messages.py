from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.channels.web.browser import Browser, Tab, assert_words_for_people, code_of, new_id
from tests.channels.web.conftest import Web


def test_an_answer_comes_whole(tab: Tab) -> None:
    answer = tab.send("what is MELD?")
    # The window has greeted and said what is kept before, so no introduction stands in front of the first answer.
    (topic,) = answer.json()["messages"]
    assert topic["topic"] == "meld_what_is"
    assert topic["from"] == "assistant"
    assert abs(topic["at"] - time.time()) < 60
    assert {"key", "label", "title", "link", "kind"} == set(topic["sources"][0])
    assert "[1]" in topic["text"]
    assert topic["review_note"]
    assert topic["buttons"]
    assert 0 < topic["n"] <= answer.json()["last"] == tab.last()


def test_an_emergency_says_so(tab: Tab) -> None:
    message = tab.say("my father is vomiting blood")[0]
    assert message["topic"] == "emergency"
    assert message["red_flag"] == "bleeding"


def test_a_reload_restores_the_conversation(tab: Tab) -> None:
    said = [*tab.say("what is MELD?", "first-message"), *tab.tap("/meld_compute")]
    history = tab.history()
    assert [message for message in history if message["from"] == "assistant"] == said
    first, second = (message for message in history if message["from"] == "person")
    assert first["text"] == "what is MELD?"
    assert first["message_id"] == "first-message"
    assert second["text"] == "Work out my MELD", "a button shows its title"
    assert [message["n"] for message in history] == sorted({message["n"] for message in history})


def test_only_what_came_after_a_number_is_delivered(tab: Tab) -> None:
    tab.say("what is MELD?")
    before = tab.last()
    assert tab.history(after=before) == []
    tab.say("what is ALBI?")
    later = tab.history(after=before)
    assert [message["text"] for message in later if message["from"] == "person"] == ["what is ALBI?"]
    assert later == [message for message in tab.history() if message["n"] > before]


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "٣"])
def test_a_number_that_is_none_is_refused(tab: Tab, after: str) -> None:
    answer = tab.get(f"/messages?after={after}")
    assert code_of(answer) == (400, "after")


def test_a_number_beyond_all_is_no_error(tab: Tab) -> None:
    assert tab.get(f"/messages?after={'9' * 60}").json() == {"messages": [], "last": 0}


def test_what_is_shown_again_is_what_is_stored(tab: Tab) -> None:
    tab.say("my name is Ana Ruiz, my phone is +1 202 555 0107, what is MELD?")
    assert tab.said() == ["my name is [name], my phone is [phone], what is MELD?"]


def test_a_call_back_reads_name_and_number_back_once(web: Web, tab: Tab) -> None:
    tab.say("please call me back")
    tab.tap("/affirm")
    message_id = new_id()
    read_back = tab.say("Ana Ruiz, +1 202 555 0107", message_id)
    assert "Ana Ruiz" in read_back[-1]["text"]
    assert tab.say("Ana Ruiz, +1 202 555 0107", message_id) == read_back, "also when the answer was lost"
    assert "Ana Ruiz" not in str(tab.history())
    assert "555 0107" not in str(tab.history())


def test_two_tabs_are_two_conversations(browser: Browser) -> None:
    first, second = browser.tab(), browser.tab()
    first.say("my inr is 1.9")
    second.say("what is MELD?")
    assert first.said() == ["my inr is 1.9"]
    assert second.said() == ["what is MELD?"]


@pytest.mark.parametrize("text", ["/restart", "/affirm", "//meld_compute", " \u200e/session_start", "/meld_compute{}"])
def test_typed_text_is_never_an_intent(tab: Tab, text: str) -> None:
    tab.say("what is MELD?")
    tab.say(text)
    assert len(tab.said()) == 2
    assert tab.said()[0] == "what is MELD?"
    assert not tab.said()[1].startswith("/")


@pytest.mark.parametrize("payload", ["/restart", "/affirm", "/meld_compute ", '/meld_compute{"a": 1}', "/", "/\ud83d"])
def test_a_button_that_was_not_shown_is_refused(web: Web, tab: Tab, payload: str) -> None:
    tab.say("what is MELD?")  # shows /meld_compute
    body = {"message_id": new_id(), "payload": payload}
    headers = {**tab.headers, "Content-Type": "application/json"}
    answer = tab.client.post("/messages", content=json.dumps(body), headers=headers)
    assert code_of(answer) == (400, "not_offered")
    assert_words_for_people(answer, web.clinic)
    assert tab.said() == ["what is MELD?"]


def test_a_button_of_another_conversation_is_refused(browser: Browser) -> None:
    browser.tab().say("what is MELD?")
    answer = browser.tab().post("/messages", {"message_id": new_id(), "payload": "/meld_compute"})
    assert code_of(answer) == (400, "not_offered")


def test_a_button_can_type_words(tab: Tab) -> None:
    assert tab.tap("what is MELD?")[-1]["topic"] == "meld_what_is"


def test_messages_of_one_conversation_wait_for_each_other(tab: Tab) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(tab.say, [f"inr is 1.{n}" for n in range(6)]))
    assert all(answers)
    assert sorted(tab.said()) == [f"inr is 1.{n}" for n in range(6)]
