from __future__ import annotations

from tests.channels.web.browser import Browser, Tab, messages_of, new_id
from tests.channels.web.conftest import Web

FILLED = {"events", "conversation_states", "callbacks", "feedback", "streamed_events"}


def kept(web: Web) -> set[str]:
    """Every row of every table, but for SQLite's own count of rows."""
    tables = [name for kind, name, *_ in web.rows("sqlite_master") if kind == "table" and name != "sqlite_sequence"]
    return {f"{table}: {row}" for table in tables for row in web.rows(table)}


def fill(tab: Tab) -> None:
    """Leave something in each table."""
    answer = tab.say("what is MELD?")[-1]
    assert tab.post("/feedback", {"n": answer["n"], "thumb": "down", "word": "too long"}).status_code == 204
    tab.say("please call me back")
    tab.tap("/affirm")
    tab.say("Ana Ruiz, +1 202 555 0107")
    tab.tap("/affirm")


def test_nothing_is_left_in_any_table(web: Web, browser: Browser) -> None:
    stays, goes = browser.tab(), browser.tab()
    stays.say("what is ALBI?")
    before = kept(web)
    fill(goes)
    assert {row.split(":")[0] for row in kept(web) - before} == FILLED
    answer = goes.post("/erase", {})
    assert answer.status_code == 204
    assert answer.content == b""
    assert kept(web) == before
    assert goes.history() == []
    assert goes.last() == 0
    assert stays.said() == ["what is ALBI?"]


def test_a_new_conversation_can_begin_in_the_same_tab(tab: Tab) -> None:
    message = new_id()
    tab.say("what is MELD?", message)
    tab.post("/erase", {})
    assert [each["topic"] for each in tab.say("what is ALBI?", message)] == ["albi"]
    assert tab.said() == ["what is ALBI?"]


def test_erasing_nothing_is_no_error(tab: Tab) -> None:
    assert tab.post("/erase", {}).status_code == 204


def test_erasing_by_words_leaves_nothing_and_its_answer_can_be_had_again(web: Web, tab: Tab) -> None:
    before = kept(web)
    fill(tab)
    tab.say("delete my data")
    yes = {"message_id": new_id(), "payload": "/affirm"}
    gone = messages_of(tab.post("/messages", yes))
    assert "erased" in gone[-1]["text"]
    assert kept(web) == before
    assert messages_of(tab.post("/messages", yes)) == gone
    assert kept(web) == before
