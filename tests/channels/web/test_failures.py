"""Parts are down: the person is told, in the conversation or in place of it."""

from __future__ import annotations

import signal
import sqlite3
import time
from typing import Any

import httpx

from tests.channels.web.browser import PATH, Tab, assert_words_for_people, code_of, messages_of, new_id
from tests.channels.web.conftest import Web

QUESTION = "what is MELD?"


def assert_failure_sentence(web: Web, messages: list[dict[str, Any]]) -> None:
    assert [message["topic"] for message in messages] == ["failure"]
    assert web.clinic["clinic"]["phone"] in messages[0]["text"]
    assert web.clinic["emergency"]["number"] in messages[0]["text"]


def test_without_action_server_the_failure_is_part_of_the_conversation(web: Web, tab: Tab) -> None:
    message = new_id()
    web.stop("actions")
    try:
        answer = tab.say(QUESTION, message)
        assert_failure_sentence(web, answer)
        assert answer[0]["n"] > 0
        assert tab.history()[-1:] == answer, "a reload shows it, too"
        assert httpx.get(f"{web.address}{PATH}/ready").json() == {"ready": False, "missing": ["actions"]}
    finally:
        web.start("actions")
        web.wait(60)
    assert tab.say(QUESTION, message) == answer, "the same message keeps its answer"
    assert tab.say(QUESTION)[-1]["topic"] == "meld_what_is"
    assert tab.said() == [QUESTION, QUESTION]


def test_a_hanging_action_server_holds_nobody_for_long(web: Web, tab: Tab) -> None:
    message = new_id()
    web.signal("actions", signal.SIGSTOP)
    try:
        began = time.monotonic()
        answer = tab.say(QUESTION, message)
        assert time.monotonic() - began < 30
    finally:
        web.signal("actions", signal.SIGCONT)
    assert_failure_sentence(web, answer)
    assert [each["text"] for each in tab.history()] == [QUESTION, answer[0]["text"]]
    assert tab.say(QUESTION, message) == answer
    assert [each["topic"] for each in tab.say("what is ALBI?")] == ["albi"]


def test_without_database_there_is_an_answer_or_a_sentence(web: Web, tab: Tab) -> None:
    n = tab.say(QUESTION)[-1]["n"]
    away = web.folder / "away.db"
    web.database.rename(away)
    web.database.mkdir()
    try:
        message = new_id()
        answer = tab.say("what is ALBI?", message)
        assert answer[-1]["topic"] == "albi"
        assert tab.say("what is ALBI?", message) == answer
        for refused in (tab.get("/messages"), tab.post("/feedback", {"n": n, "thumb": "up"}), tab.post("/erase", {})):
            assert code_of(refused) == (503, "failure")
            assert_words_for_people(refused, web.clinic)
    finally:
        web.database.rmdir()
        away.rename(web.database)
    assert tab.said() == [QUESTION]
    assert tab.say("what is ALBI?")[-1]["topic"] == "albi"


def test_an_erasure_that_failed_is_not_said_to_be_done(web: Web, tab: Tab) -> None:
    tab.say(QUESTION)
    tab.say("delete my data")
    yes = {"message_id": new_id(), "payload": "/affirm"}
    sender = {"sender": new_id()}
    rest = f"{web.address}/webhooks/rest/webhook"
    httpx.post(rest, json={**sender, "message": "delete my data"}, timeout=60)
    with sqlite3.connect(web.database) as connection:
        connection.execute("CREATE TRIGGER stuck BEFORE DELETE ON events BEGIN SELECT RAISE(FAIL, 'stuck'); END")
    try:
        assert_failure_sentence(web, messages_of(tab.post("/messages", yes)))
        assert_failure_sentence(web, httpx.post(rest, json={**sender, "message": "/affirm"}, timeout=60).json())
    finally:
        with sqlite3.connect(web.database) as connection:
            connection.execute("DROP TRIGGER stuck")
    assert QUESTION in tab.said()
