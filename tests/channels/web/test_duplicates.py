from __future__ import annotations

import signal
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from liverguide.channels.web.conversation import conversation_of
from liverguide.channels.web.session import COOKIE, Sessions
from tests.channels.web.browser import Browser, Tab, new_id
from tests.channels.web.conftest import SECRET, Web

QUESTION = "what is MELD?"


def test_a_message_that_comes_again_is_answered_again_but_handled_once(tab: Tab) -> None:
    message = new_id()
    first = tab.send(QUESTION, message).json()
    tab.say("what is ALBI?")
    assert tab.send(QUESTION, message).json() == first
    assert tab.said() == [QUESTION, "what is ALBI?"]


def test_a_double_click_is_handled_once(tab: Tab) -> None:
    message = new_id()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: tab.send(QUESTION, message).json(), range(8)))
    assert all(answer == answers[0] for answer in answers)
    assert tab.said() == [QUESTION]


def test_a_button_tapped_twice_counts_once(tab: Tab) -> None:
    tab.say(QUESTION)
    tap = {"message_id": new_id(), "payload": "/meld_compute"}
    first = tab.post("/messages", tap).json()
    assert tab.post("/messages", tap).json() == first
    assert tab.said() == [QUESTION, "Work out my MELD"]


def test_the_same_id_in_another_conversation_is_another_message(browser: Browser) -> None:
    message, first, second = new_id(), browser.tab(), browser.tab()
    first.say(QUESTION, message)
    assert second.say("what is ALBI?", message)[-1]["topic"] == "albi"


def test_the_turn_goes_on_when_the_browser_hangs_up(web: Web, tab: Tab) -> None:
    message = new_id()
    web.signal("actions", signal.SIGSTOP)
    try:
        hurried = httpx.Client(base_url=tab.client.base_url, cookies=tab.client.cookies, timeout=0.5)
        try:
            hurried.post("/messages", json={"message_id": message, "text": QUESTION}, headers=tab.headers)
            raise AssertionError("it was answered without action server")
        except httpx.ReadTimeout:
            hurried.close()
    finally:
        web.signal("actions", signal.SIGCONT)
    wait_until_said(tab)
    answer = tab.say(QUESTION, message)
    assert answer[-1]["topic"] == "meld_what_is"
    assert tab.said() == [QUESTION]
    assert [each for each in tab.history() if each["from"] == "assistant"] == answer


def wait_until_said(tab: Tab) -> None:
    until = time.monotonic() + 20
    while not tab.said():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_nothing_is_handled_twice_when_the_server_is_killed(web: Web, browser: Browser) -> None:
    tab, without_words = browser.tab(), browser.tab()
    answered, broken_off, redeemed = new_id(), new_id(), new_id()
    without_words.say(QUESTION, answered)
    remove_answers(web, without_words)
    first = tab.say(QUESTION, answered)  # its answer gets lost
    tab.say("please call me back")
    tap = {"message_id": redeemed, "payload": "/deny"}
    tapped = tab.post("/messages", tap).json()
    web.signal("actions", signal.SIGSTOP)
    threading.Thread(target=send_in_vain, args=(tab, broken_off), daemon=True).start()
    time.sleep(1)
    web.kill("assistant")  # in the middle of the second turn
    web.signal("actions", signal.SIGCONT)
    web.start("assistant")
    web.wait(60)
    assert tab.say(QUESTION, answered) == first
    assert tab.post("/messages", tap).json()["messages"] == tapped["messages"]
    assert tab.say("what is ALBI?", broken_off)[-1]["topic"] == "albi"
    assert tab.say("what is ALBI?", broken_off)[-1]["topic"] == "albi"
    assert tab.said() == [QUESTION, "please call me back", "No", "what is ALBI?"]
    assert [each["topic"] for each in without_words.say(QUESTION, answered)] == ["failure"]
    assert without_words.said() == [QUESTION]


def remove_answers(web: Web, tab: Tab) -> None:
    """What is stored when the server is killed between a turn that gave no answer and the failure sentence."""
    session = Sessions(SECRET).read(tab.client.cookies[COOKIE], None)
    with sqlite3.connect(web.database) as connection:
        conversation = conversation_of(SECRET, session, tab.handle)
        removed = connection.execute("DELETE FROM events WHERE type_name = 'bot' AND sender_id = ?", [conversation])
        assert removed.rowcount > 0


def send_in_vain(tab: Tab, message: str) -> None:
    try:
        httpx.post(
            f"{tab.client.base_url}messages",
            json={"message_id": message, "text": "what is ALBI?"},
            headers=tab.headers,
            cookies=dict(tab.client.cookies),
            timeout=30,
        )
    except httpx.HTTPError:
        return
    raise AssertionError("it was answered")
