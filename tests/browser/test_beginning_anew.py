"""Start over, delete, switch the language: what is gone, and what stays."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.chat import Chat
from tests.browser.database import rows
from tests.browser.states import QUESTION
from tests.browser.watch import Watch
from tests.servers import Servers

LONGEST_DOUBLE_CLICK_MS = 700


def fill(chat: Chat) -> None:
    """Leave something in every table: messages, feedback, a wish to be called back."""
    chat.say(QUESTION)
    chat.part("thumb-down").first.click()
    chat.part("feedback-word").fill("too long")
    chat.part("feedback-send").click()
    expect(chat.panel.get_by_text("Thank you.")).to_be_visible()
    chat.say("please call me back")
    chat.press("Yes")
    chat.say("Ana Ruiz, +1 202 555 0107")
    chat.page.wait_for_timeout(LONGEST_DOUBLE_CLICK_MS)  # a second "Yes" any sooner counts as a double click
    chat.press("Yes")


def test_start_over_asks_and_shows_an_empty_conversation(chat: Chat) -> None:
    chat.open()
    chat.say("work out my meld")
    chat.choose("menu-start-over")
    expect(chat.part("question")).to_contain_text("Start a new conversation?")
    expect(chat.part("question")).to_contain_text("it stays stored")
    expect(chat.part("question")).to_contain_text("days and then erased")
    chat.confirm()
    expect(chat.said).to_have_count(0)
    expect(chat.part("greeting")).to_be_visible()
    chat.say("3.1 mg/dl")
    expect(chat.answers).not_to_have_count(0)
    assert "What is the INR" not in "".join(chat.answers.all_inner_texts())
    chat.page.reload()
    expect(chat.said).to_have_text(["3.1 mg/dl"])


def test_cancel_changes_nothing(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    for item in ("menu-start-over", "menu-erase"):
        chat.choose(item)
        chat.part("cancel-button").click()
        expect(chat.said).to_have_text([QUESTION])


def test_delete_my_data_leaves_nothing_anywhere(chat: Chat, servers: Servers) -> None:
    before = rows(servers.database)
    chat.open()
    fill(chat)
    chat.field.fill("half a sentence")
    assert {row.split(":")[0] for row in rows(servers.database) - before} == {
        "events",
        "conversation_states",
        "feedback",
        "callbacks",
        "streamed_events",
    }
    chat.choose("menu-erase")
    expect(chat.part("question")).to_contain_text("can't be undone")
    chat.confirm()
    expect(chat.said).to_have_count(0)
    expect(chat.field).to_have_value("")
    expect(chat.panel.get_by_text("Your data is deleted.")).to_be_attached()
    assert rows(servers.database) == before
    kept = chat.page.evaluate("JSON.stringify({...sessionStorage})")
    assert "Ana" not in kept
    assert QUESTION not in kept
    chat.page.reload()
    expect(chat.part("greeting")).to_be_visible()
    expect(chat.said).to_have_count(0)
    expect(chat.part("gone")).to_have_count(0)


def test_data_that_cannot_be_deleted_is_told_and_can_be_tried_again(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.page.route("**/erase", lambda route: route.abort())
    chat.choose("menu-erase")
    chat.confirm()
    expect(chat.part("question")).to_contain_text("It could not be deleted. Nothing was changed.")
    chat.page.unroute("**/erase")
    chat.confirm()
    expect(chat.said).to_have_count(0)
    watch.forgive("net::ERR_FAILED")


def test_what_a_lapsed_session_cannot_delete_is_not_called_deleted(chat: Chat, servers: Servers, watch: Watch) -> None:
    chat.open()
    chat.say(QUESTION)
    kept = rows(servers.database)
    chat.page.context.clear_cookies()
    asked: list[str] = []
    chat.page.on("request", lambda request: asked.append(request.url))
    chat.choose("menu-erase")
    chat.confirm()
    expect(chat.part("question")).to_contain_text("can't be reached from here any more")
    expect(chat.part("confirm-button")).to_have_count(0)
    assert [url.rsplit("/", 1)[1] for url in asked if "messages" not in url] == ["erase"]
    assert rows(servers.database) == kept
    expect(chat.panel.get_by_text("Your data is deleted.")).to_have_count(0)
    watch.forgive("401")


def test_only_the_part_since_the_session_ended_can_be_deleted_and_that_is_said(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.page.context.clear_cookies()
    chat.page.reload()
    expect(chat.part("gone")).to_be_visible()
    chat.say("what is ALBI?")
    chat.choose("menu-erase")
    chat.confirm()
    expect(chat.part("question")).to_contain_text("Only the newer part is deleted")
    chat.part("cancel-button").click()
    expect(chat.said).to_have_count(0)
    watch.forgive("401")


def test_while_data_is_being_deleted_nothing_can_be_pressed(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    chat.page.route("**/erase", hold)
    chat.choose("menu-erase")
    chat.confirm()
    expect(chat.part("question").get_by_role("status")).to_have_text("Deleting …")
    for button in ("cancel-button", "confirm-button"):
        expect(chat.part(button)).to_have_attribute("aria-disabled", "true")
        chat.part(button).dispatch_event("click")
    chat.page.keyboard.press("Escape")
    expect(chat.part("question")).to_be_visible()
    held[0].continue_()
    expect(chat.said).to_have_count(0)
    assert len(held) == 1


def test_the_language_is_kept_and_the_conversation_stays(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.speak("es")
    expect(chat.part("greeting")).to_contain_text("Hola")
    expect(chat.part("emergency-line")).to_contain_text("En una emergencia")
    expect(chat.panel).to_have_attribute("lang", "es")
    chat.page.reload()
    expect(chat.part("greeting")).to_contain_text("Hola")
    expect(chat.said).to_have_text([QUESTION])


def test_a_session_that_ended_is_told_and_the_person_can_go_on(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.page.context.clear_cookies()
    chat.say("what is ALBI?")
    expect(chat.part("gone")).to_be_visible()
    expect(chat.said).to_have_text([QUESTION, "what is ALBI?"])
    expect(chat.answers.last).to_contain_text("ALBI")
    watch.forgive("401")
