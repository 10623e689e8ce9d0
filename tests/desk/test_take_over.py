"""Staff and patient side by side: a chat is asked for, taken over, written in, and handed back."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import Chat
from tests.channels.telegram.person import words
from tests.desk.conftest import DeskServers, LoggedIn, NewChat

QUESTION = "what is MELD?"
WISH = "can i talk to a real person here"
OPEN_PAGE = re.compile("/inbox/chat")
PATIENCE_SECONDS = 20
# Requests of earlier tests, and those that this one has opened.
KNOWN: set[str | None] = set()


@pytest.fixture(autouse=True)
def patient_front_desk(desk: DeskServers) -> None:
    desk.set_front_desk()
    KNOWN.clear()  # the number of what was erased is given once more
    KNOWN.update(f"request {number}" for (number,) in desk.rows("SELECT id FROM desk_requests"))


def staff_says(chat: Chat) -> Locator:
    return chat.page.locator('liverguide-message [part~="staff"]')


def open_newest(tab: Page) -> None:
    """The chat that nobody has taken and that has waited the shortest."""
    tab.goto("/inbox")
    tab.locator(".item.chat:not(.taken) a").last.click()
    expect(tab).to_have_url(OPEN_PAGE)


def write(tab: Page, text: str) -> None:
    tab.get_by_label("Write as").fill(text)
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_label("Write as")).to_have_value("")
    expect(tab.locator(".line.staff").last).to_contain_text(text)


def take_over(tab: Page) -> None:
    tab.get_by_role("button", name="Take over").click()
    expect(tab.get_by_role("status").filter(has_text="You have this chat")).to_be_visible()


def test_a_chat_of_the_website_side_by_side(new_chat: NewChat, logged_in: LoggedIn) -> None:
    patient, staff = new_chat(), logged_in("ana")
    staff.goto("/inbox")
    before = staff.locator(".item.chat").count()
    patient.say(QUESTION)
    patient.say("talk to a person")
    patient.press("Chat with a person")
    expect(patient.answers.last).to_contain_text("can see now that you would like somebody")
    # Without reloading.
    expect(staff.locator(".item.chat")).to_have_count(before + 1)
    expect(staff.locator("#news")).to_contain_text("Chat, Website")
    assert re.match(r"\(\d+\) Inbox", staff.title())

    staff.locator(".item.chat a").last.click()
    expect(staff.locator(".line.person").first).to_contain_text(QUESTION)
    expect(staff.locator("aside")).to_contain_text("MELD")
    take_over(staff)
    expect(patient.answers.last).to_contain_text("Ana from the Example Liver Clinic has joined")

    write(staff, "Hello, this is Ana. *How* can I <b>help</b>?")
    expect(staff_says(patient)).to_have_text(["Hello, this is Ana. *How* can I <b>help</b>?"])
    expect(patient.part("sender").last).to_have_text("Ana, Clinic staff")

    answers = patient.answers.count()
    patient.send("what is albumin?")
    expect(staff.locator(".line.person").last).to_contain_text("what is albumin?")
    patient.page.reload()
    expect(staff_says(patient)).to_have_count(1)
    expect(patient.said).to_have_count(4)
    assert patient.answers.count() == answers, "the assistant is silent, also after a reload"
    write(staff, "One moment.\nI look it up.")
    expect(staff_says(patient)).to_have_count(2)

    staff.get_by_role("button", name="Hand back").click()
    expect(staff.get_by_role("button", name="Take over")).to_be_visible()
    expect(patient.answers.last).to_contain_text("Ana has left this chat")
    patient.say("what is albumin?")
    expect(patient.answers.last).to_contain_text("Albumin is")


def test_somebody_on_telegram(desk: DeskServers, logged_in: LoggedIn) -> None:
    patient, staff = desk.telegram_person(), logged_in("ana")
    patient.say(QUESTION, answers=2)
    assert "would like somebody to join" in words(patient.say(WISH))
    wait_for_request(staff)
    take_over(staff)
    assert "Ana from the Example Liver Clinic has joined" in words(patient.hear())
    write(staff, "Hello <you> & *me*, 1_2_3")
    assert words(patient.hear()) == "Ana: Hello <you> & *me*, 1_2_3"
    patient.deliver(patient.message("2"))
    assert patient.hears_nothing()
    expect(staff.locator(".line.person").last.locator(".said")).to_have_text("2")
    staff.get_by_role("button", name="Hand back").click()
    assert "answers again" in words(patient.hear())
    assert "Albumin is" in words(patient.say("what is albumin?"))


def wait_for_request(staff: Page) -> None:
    """Open the chat of this test's person as soon as it stands in the inbox."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        staff.goto("/inbox")
        for item in staff.locator(".item.chat:not(.taken)").all():
            name = item.get_attribute("data-id")
            if name not in KNOWN:
                KNOWN.add(name)
                item.get_by_role("link").click()
                expect(staff).to_have_url(OPEN_PAGE)
                return
        assert time.monotonic() < until, "The request does not show in the inbox."


def test_an_emergency_is_answered_while_staff_have_the_chat_and_shown_at_once(
    new_chat: NewChat, logged_in: LoggedIn
) -> None:
    patient, staff = new_chat(), logged_in("ana")
    patient.say(WISH)
    wait_for_request(staff)
    take_over(staff)
    expect(patient.answers.last).to_contain_text("has joined")
    patient.say("he is vomiting blood")
    expect(patient.answers.last).to_contain_text("Call 911")
    expect(patient.answers.last).not_to_contain_text("continue")
    alarm = staff.get_by_role("alert").filter(has_text="Emergency: Bleeding")
    expect(alarm).to_be_visible()
    colleague = logged_in("drlee")
    colleague.goto("/inbox")
    first = colleague.locator(".item").first
    expect(first).to_contain_text("Emergency: Bleeding")
    others = colleague.locator(".item.red_flag").count() - 1  # of chats of other tests
    staff.get_by_role("button", name="I have seen it").click()
    expect(alarm).to_have_count(0)
    expect(colleague.locator(".item.red_flag")).to_have_count(others)
    staff.get_by_role("button", name="Hand back").click()


def test_the_second_of_two_sees_who_has_it(new_chat: NewChat, logged_in: LoggedIn) -> None:
    patient, ana, lee = new_chat(), logged_in("ana"), logged_in("drlee")
    patient.say(WISH)
    wait_for_request(ana)
    open_newest(lee)
    take_over(ana)
    # Lee's page may not know yet.
    expect(lee.get_by_text("Ana has this chat")).to_be_visible()
    expect(lee.get_by_role("button", name="Take over")).to_have_count(0)
    expect(lee.get_by_label("Write as")).to_have_count(0)
    ana.get_by_role("button", name="Hand back").click()
    expect(lee.get_by_role("button", name="Take over as Dr Lee")).to_be_visible()


def test_a_restart_of_the_assistant_in_the_middle(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn, watch: object
) -> None:
    patient, staff = new_chat(), logged_in("ana")
    on_telegram = desk.telegram_person()
    patient.say(WISH)
    wait_for_request(staff)
    take_over(staff)
    expect(patient.answers.last).to_contain_text("has joined")
    on_telegram.say(WISH, answers=2)
    second = logged_in("drlee")
    wait_for_request(second)
    take_over(second)
    on_telegram.hear()
    desk.kill("assistant")
    staff.get_by_label("Write as").fill("Are you there?")
    staff.get_by_role("button", name="Send").click()
    expect(staff.get_by_role("alert").filter(has_text="does not answer just now")).to_be_visible()
    expect(staff.get_by_label("Write as")).to_have_value("Are you there?")
    desk.start("assistant")
    desk.wait()
    staff.get_by_role("button", name="Send").click()
    expect(staff_says(patient)).to_have_text(["Are you there?"])
    write(second, "And you?")
    assert words(on_telegram.hear()) == "Dr Lee: And you?"
    answers = patient.answers.count()
    patient.send("yes I am")
    expect(staff.locator(".line.person").last).to_contain_text("yes I am")
    assert patient.answers.count() == answers
    for tab in (staff, second):
        tab.get_by_role("button", name="Hand back").click()
    expect(patient.answers.last).to_contain_text("answers again")


def test_who_waits_in_vain_is_told(desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn) -> None:
    desk.set_front_desk(joins_within_minutes=0.05)
    patient, on_telegram, staff = new_chat(), desk.telegram_person(), logged_in("ana")
    desk.stop("desk")  # also while nobody looks at the desk
    patient.say(WISH)
    on_telegram.say(WISH, answers=2)
    expect(patient.answers.last).to_contain_text("nobody could join this chat so far")
    assert "nobody could join" in words(on_telegram.hear())
    desk.start("desk")
    patient.press("Ask for a call-back")
    expect(patient.answers.last).to_contain_text("For a call-back I need your name")
    wait_for_desk_page(staff)
    expect(staff.locator(".item.chat").last).to_contain_text("was told that nobody could come")


def wait_for_desk_page(tab: Page) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            tab.goto("/inbox")
            time.sleep(1.2)
            tab.reload()
            return
        except Exception:
            assert time.monotonic() < until
            time.sleep(0.3)


def test_staff_who_fall_silent_have_left(desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn) -> None:
    patient, staff = new_chat(), logged_in("ana")
    patient.say(WISH)
    wait_for_request(staff)
    take_over(staff)
    desk.set_front_desk(hands_back_after_minutes=0.05)
    expect(patient.answers.last).to_contain_text("Ana has not written for a while")
    expect(staff.get_by_role("button", name="Take over")).to_be_visible()
    patient.say("what is albumin?")
    expect(patient.answers.last).to_contain_text("Albumin is")


def test_outside_of_the_hours_a_call_back_is_offered(desk: DeskServers, new_chat: NewChat) -> None:
    desk.set_front_desk(open=[])
    patient = new_chat()
    patient.say(WISH)
    expect(patient.answers.last).to_contain_text("Nobody is at the front desk right now")
    patient.press("Ask for a call-back")
    expect(patient.answers.last).to_contain_text("For a call-back I need your name")


def kept(desk: DeskServers) -> int:
    tables = ("events", "desk_conversations", "desk_messages", "desk_requests", "streamed_events", "staff_chats")
    return sum(desk.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables)


@pytest.mark.parametrize("taken", [False, True])
def test_erasing_leaves_nothing_and_no_ghost(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn, taken: bool
) -> None:
    staff = logged_in("ana")
    time.sleep(1.2)
    before = kept(desk)
    patient = new_chat()
    patient.say("what is albumin?")
    patient.say(WISH)
    wait_for_request(staff)
    if taken:
        take_over(staff)
        write(staff, "Hello")
        expect(staff_says(patient)).to_have_count(1)
    patient.choose("menu-erase")
    patient.confirm()
    expect(patient.said).to_have_count(0)
    expect(staff.get_by_text("not there any more").first).to_be_visible()
    assert kept(desk) == before
    time.sleep(1.2)
    assert kept(desk) == before
    if taken:
        staff.get_by_label("Write as").fill("Still there?")
        staff.get_by_role("button", name="Send").click()
        expect(staff.get_by_role("heading", name="Not there any more")).to_be_visible()
        assert kept(desk) == before


def test_erasing_on_telegram_after_a_hand_back(desk: DeskServers, logged_in: LoggedIn) -> None:
    staff, patient = logged_in("ana"), desk.telegram_person()
    before = kept(desk)
    patient.say(WISH, answers=2)
    wait_for_request(staff)
    take_over(staff)
    patient.hear()
    staff.get_by_role("button", name="Hand back").click()
    patient.hear()
    patient.say("delete my data")
    assert "erased" in words(patient.tap("Yes"))
    time.sleep(1.2)
    assert kept(desk) == before


def test_a_person_who_blocked_the_bot_is_out_of_reach_and_staff_are_told(
    desk: DeskServers, logged_in: LoggedIn
) -> None:
    staff, patient = logged_in("ana"), desk.telegram_person()
    patient.say(WISH, answers=2)
    wait_for_request(staff)
    take_over(staff)
    patient.hear()
    patient.screen.blocked = True
    write(staff, "Hello?")
    expect(staff.get_by_text("Not delivered: the person can't be reached")).to_be_visible()
    staff.get_by_label("Write as").fill("Hello again?")
    staff.get_by_role("button", name="Send").click()
    expect(staff.get_by_role("alert").filter(has_text="they have shut the assistant out")).to_be_visible()
    staff.get_by_role("button", name="Hand back").click()
    expect(staff.get_by_role("button", name="Take over")).to_be_visible()
