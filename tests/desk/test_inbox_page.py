"""The open inbox and the open conversation in a browser: they renew themselves under somebody's hands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watch import Watch
from tests.desk.caller import change
from tests.desk.conftest import LoggedIn
from tests.desk.stream import Stream
from tests.servers import Servers

OpenDesk = Callable[..., Page]


@pytest.fixture(autouse=True)
def no_complaints(watch: Watch) -> Iterator[None]:
    yield
    watch.assert_no_complaints()


@pytest.fixture
def at_desk(lone_desk: Servers, logged_in: LoggedIn) -> OpenDesk:
    """Makes a tab of somebody at the desk that has no assistant."""
    return lambda name="ana", **options: logged_in(name, base_url=lone_desk.desk_address, **options)


def opened(tab: Page, of: str) -> None:
    tab.goto(f"/inbox/chat?of={of}")
    expect(tab.get_by_role("log")).to_be_visible()


def test_what_is_new_shows_without_reloading_and_is_told(at_desk: OpenDesk, stream: Stream) -> None:
    stream.asks("the first", ago=5)
    stream.recorded()
    tab = at_desk()
    tab.goto("/inbox")
    news = tab.locator("#news")
    expect(news).to_have_attribute("role", "status")
    expect(news).to_be_empty()
    stream.asks("the second", ago=4)
    expect(tab.locator(".item.chat")).to_have_count(2)
    expect(news).to_have_text("New: Chat, Website. 2 waiting.")
    stream.asks("the third", ago=3)
    expect(news).to_have_text("New: Chat, Website. 3 waiting.")
    expect(tab).to_have_title(re.compile(r"^\(3\) Inbox"))
    stream.person("he vomits blood", red_flag="bleeding", channel="telegram")
    expect(news).to_have_text("New: Emergency, Telegram. 4 waiting.")


def test_the_focus_stays_where_one_is(at_desk: OpenDesk, stream: Stream) -> None:
    stream.asks("the first", ago=9)
    second = stream.asks("the second", ago=8)
    stream.recorded()
    tab = at_desk()
    tab.goto("/inbox")
    focused = tab.locator(f'.item a[href*="{second.removeprefix("web:")}"]')
    focused.focus()
    stream.person("he vomits blood", red_flag="bleeding")  # it stands above
    expect(tab.locator(".item")).to_have_count(3)
    expect(focused).to_be_focused()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Shift+Tab")
    expect(focused).to_be_focused()


def test_a_conversation_adds_what_is_new_and_repeats_nothing(at_desk: OpenDesk, stream: Stream) -> None:
    of = stream.asks("hello")
    stream.taken(of, "ana")
    stream.recorded()
    tab = at_desk()
    opened(tab, of)
    field = tab.get_by_label("Write as")
    expect(field).to_be_focused()
    field.fill("half a sentence")
    # What a screen reader was told once stays the same element.
    for told in ("[data-part=who]", ".line"):
        tab.locator(told).first.evaluate("element => { element.dataset.mark = 'same' }")
    stream.person("are you there?", of=of)
    expect(tab.locator(".line.person").last).to_contain_text("are you there?")
    expect(tab.locator('[data-part=who][data-mark="same"]')).to_have_count(1)
    expect(tab.locator('.line[data-mark="same"]')).to_have_count(1)
    expect(field).to_be_focused()
    expect(field).to_have_value("half a sentence")


def test_an_alarm_is_there_once_also_with_the_focus_on_it(at_desk: OpenDesk, stream: Stream) -> None:
    of = stream.asks("hello")
    stream.recorded()
    tab = at_desk()
    opened(tab, of)
    stream.person("he vomits blood", red_flag="bleeding", of=of)
    seen = tab.get_by_role("button", name="I have seen it")
    seen.focus()
    stream.person("please help", of=of)
    expect(tab.locator(".line.person")).to_have_count(3)
    expect(seen).to_have_count(1)
    expect(seen).to_be_focused()


def test_what_was_erased_goes_from_the_open_page(at_desk: OpenDesk, stream: Stream, watch: Watch) -> None:
    of = stream.asks("secret words")
    stream.recorded()
    tab = at_desk()
    opened(tab, of)
    stream.erased(of)
    stream.person("new words", of=of)  # the same person in the same app
    expect(tab.locator(".said", has_text="new words")).to_be_visible()
    expect(tab.get_by_text("secret words")).to_have_count(0)
    stream.erased(of)
    expect(tab.get_by_role("alert").filter(has_text="not there any more")).to_be_visible()
    expect(tab.get_by_text("new words")).to_have_count(0)
    watch.forgive("404")


def test_a_colleague_who_takes_it_shows_and_nothing_written_is_lost(at_desk: OpenDesk, stream: Stream) -> None:
    of = stream.asks("hello")
    stream.taken(of, "ana")
    stream.recorded()
    tab = at_desk()
    opened(tab, of)
    tab.get_by_label("Write as").fill("half a sentence")
    stream.taken(of, "drlee")
    expect(tab.get_by_role("status").filter(has_text="Dr Lee has this chat")).to_be_visible()
    expect(tab.get_by_label("Write as")).to_have_value("half a sentence")
    tab.get_by_label("Write as").fill("")
    expect(tab.get_by_label("Write as")).to_have_count(0)


def test_after_a_refused_order_the_page_renews_itself_without_sending_it_again(
    at_desk: OpenDesk, stream: Stream, watch: Watch
) -> None:
    of = stream.asks("hello")
    stream.recorded()
    tab = at_desk()
    opened(tab, of)
    tab.get_by_role("button", name="Take over").click()
    expect(tab.get_by_role("alert").filter(has_text="does not answer just now")).to_be_visible()
    sent = [request for request in watch.requests if request.method == "POST"]
    stream.taken(of, "drlee")
    expect(tab.get_by_role("status").filter(has_text="Dr Lee has this chat")).to_be_visible()
    expect(tab.get_by_role("button", name="Take over")).to_have_count(0)
    assert [request for request in watch.requests if request.method == "POST"] == sent
    watch.forgive("409")


def test_who_was_logged_out_keeps_what_they_wrote(
    lone_desk: Servers, at_desk: OpenDesk, stream: Stream, watch: Watch
) -> None:
    of = stream.asks("hello")
    stream.taken(of, "ana")
    stream.recorded()
    tab = at_desk()
    opened(tab, of)
    tab.get_by_label("Write as").fill("half a sentence")
    change(lone_desk, "DELETE FROM desk_sessions")
    expect(tab.get_by_role("alert").filter(has_text="You were logged out")).to_be_visible()
    expect(tab).to_have_title(re.compile(r"^\(!\) "))
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("link", name="Log in")).to_be_focused()
    expect(tab.get_by_label("Write as")).to_have_value("half a sentence")


def test_a_desk_that_is_away_is_told_and_looked_for_again(at_desk: OpenDesk, stream: Stream, watch: Watch) -> None:
    tab = at_desk()
    tab.goto("/inbox")
    away = tab.get_by_role("alert").filter(has_text="does not answer just now")
    tab.context.set_offline(True)
    expect(away).to_be_visible()
    expect(tab).to_have_title(re.compile(r"^\(!\) Inbox"))
    tab.context.set_offline(False)
    expect(away).to_be_hidden()
    watch.forgive("net::ERR_")


def test_words_from_right_to_left_leave_what_is_around_them_alone(at_desk: OpenDesk, stream: Stream) -> None:
    of = stream.asks("مرحبا، أريد التحدث مع شخص")
    stream.recorded()
    tab = at_desk()
    tab.goto("/inbox")
    assert tab.locator(".words").evaluate("words => getComputedStyle(words).direction") == "rtl"
    assert tab.locator(".item .what").evaluate("what => getComputedStyle(what).direction") == "ltr"
    opened(tab, of)
    assert tab.locator(".said").first.evaluate("said => getComputedStyle(said).direction") == "rtl"
