"""The inbox where more people wait than a page can show."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from liverguide.desk.database import Database
from liverguide.desk.inbox.listing import MOST_ITEMS
from liverguide.storage import callbacks
from liverguide.storage.desk_records import (
    CALL,
    CHAT,
    DONE,
    OF_CONVERSATIONS,
    OPEN,
    PERSON,
    TAKEN,
    DeskConversation,
    DeskMessage,
    DeskRequest,
)
from tests.browser.conftest import NARROW
from tests.browser.test_accessibility import violations
from tests.desk.conftest import LoggedIn
from tests.servers import Servers

HOUR = 3600.0
REQUESTS, FLAGS = 2 * MOST_ITEMS + 20, 2


def add(database: Database, number: int, *, flag: bool = False, state: str = OPEN) -> None:
    """A conversation of `number` hours ago whose person waits for a call (odd) or in the chat (even)."""
    name, at = f"web:{number}", time.time() - number * HOUR
    with database.session() as session:
        session.add(
            DeskConversation(
                conversation=name, channel="web", began=at, last=at, messages=2,
                taken_by="ana" if state == TAKEN else None,
                red_flag="bleeding" if flag else None, red_flag_at=at if flag else None,
            )
        )  # fmt: skip
        for text in ("/greet", f"first words {number}", f"last words {number}"):
            red_flag = "bleeding" if flag and text.startswith("last") else None
            session.add(DeskMessage(conversation=name, at=at, sender=PERSON, text=text, red_flag=red_flag))
            session.flush()
        if flag:
            return
        kind, taken_by = CALL if number % 2 else CHAT, "ana" if state == TAKEN else None
        session.add(DeskRequest(conversation=name, kind=kind, state=state, created=at, taken_by=taken_by))
        if kind == CALL:
            for person in ("Old Name", f"Person {number}"):
                session.add(
                    callbacks.Callback(
                        conversation=name, name=person, phone="+1 202 555 0143", status=callbacks.OPEN, created=at
                    )
                )
                session.flush()


@pytest.fixture
def crowd(lone_desk: Servers) -> Iterator[Database]:
    """Requests of 1 to 120 hours ago, one of them taken, a done one, and emergencies of 200 and 201 hours ago."""
    database = Database(f"sqlite:///{lone_desk.database}")
    for number in range(1, REQUESTS + 1):
        add(database, number, state=TAKEN if number == 120 else OPEN)
    add(database, 150, state=DONE)
    for number in range(FLAGS):
        add(database, 200 + number, flag=True)
    yield database
    with database.session() as session:
        for table in (*OF_CONVERSATIONS, callbacks.Callback):
            session.query(table).delete()
    database.engine.dispose()


@pytest.fixture
def tab(logged_in: LoggedIn, lone_desk: Servers) -> Page:
    return logged_in("ana", base_url=lone_desk.desk_address)


def lines(tab: Page) -> list[str]:
    return [" ".join(text.split()) for text in tab.locator(".item").all_inner_texts()]


def test_page_by_page_all_who_wait_are_there_once(crowd: Database, tab: Page) -> None:
    tab.goto("/inbox")
    expect(tab).to_have_title(f"({REQUESTS - 1 + FLAGS}) Inbox – front desk of the Example Liver Clinic")
    expect(tab.get_by_text(f"Page 1 of 3: {MOST_ITEMS} of {REQUESTS + FLAGS}.")).to_be_visible()
    first = lines(tab)
    assert "Emergency: Bleeding" in first[0]
    assert "last words 200" in first[0], "the newest emergency stands first"
    assert "last words 201" in first[1]
    assert "first words 120" in first[2], "then who has waited the longest"
    assert "You have this chat" in first[2]
    assert "Person 119, +1 202 555 0143" in first[3]
    found = [*first]
    while tab.get_by_role("link", name="Next page").is_visible():
        tab.get_by_role("link", name="Next page").click()
        tab.wait_for_load_state()
        found += lines(tab)
    assert len(found) == REQUESTS + FLAGS
    waiting = [int(line.partition("first words ")[2].split("”")[0]) for line in found[FLAGS:]]
    assert waiting == list(range(REQUESTS, 0, -1))


def test_the_newest_are_one_click_away_and_stay_there(crowd: Database, tab: Page) -> None:
    tab.goto("/inbox")
    tab.get_by_role("link", name="Last page").click()
    expect(tab.locator(".item").last).to_contain_text("first words 1”")
    add(crowd, 0)
    # Without reloading, and on the same page.
    expect(tab.locator(".item").last).to_contain_text("first words 0”")
    expect(tab.locator("#news")).to_contain_text("New: Chat, Website")


def test_who_comes_while_another_page_is_open_is_told(crowd: Database, tab: Page) -> None:
    tab.goto("/inbox")
    add(crowd, 0)
    expect(tab.locator("#news")).to_have_text(f"New: 1 on another page. {REQUESTS + FLAGS} waiting.")
    add(crowd, 199, flag=True)
    expect(tab.locator("#news")).to_contain_text("New: Emergency, Website")
    expect(tab.locator(".item").first).to_contain_text("last words 199")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "4", "²"])
def test_a_page_that_is_not_there_is_the_nearest(crowd: Database, tab: Page, page: str) -> None:
    answer = tab.goto(f"/inbox?page={page}")
    assert answer is not None
    assert answer.status == 200
    expect(tab.get_by_text("Page 3 of 3" if page == "4" else "Page 1 of 3")).to_be_visible()


def test_axe_finds_nothing(crowd: Database, tab: Page) -> None:
    tab.goto("/inbox?page=2")
    assert violations(tab) == []
    tab.set_viewport_size(NARROW)
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
