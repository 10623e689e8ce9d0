"""A tab keeps its conversation through a reload, and shares it with no other tab."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.states import QUESTION


def test_a_reload_restores_the_conversation_with_all_that_belongs_to_it(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.press("Tests MELD needs")
    chat.score()
    chat.field.fill("half a sent")
    said, answers = chat.said.all_inner_texts(), chat.answers.all_inner_texts()
    buttons, notes = chat.part("button").count(), chat.part("review-note").count()

    chat.page.reload()

    expect(chat.panel).to_be_visible()
    expect(chat.said).to_have_text(said, use_inner_text=True)
    assert chat.answers.all_inner_texts() == answers
    assert chat.part("picture").count() == 2
    assert (chat.part("button").count(), chat.part("review-note").count()) == (buttons, notes)
    expect(chat.field).to_have_value("half a sent")
    expect(chat.part("gone")).to_have_count(0)


def test_the_restored_conversation_goes_on(chat: Chat) -> None:
    chat.open()
    chat.say("work out my meld")
    chat.page.reload()
    chat.say("3.1 mg/dl")
    expect(chat.answers.last).to_contain_text("What is the INR")


def test_a_closed_window_stays_closed_after_a_reload(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.part("close-button").click()
    chat.page.reload()
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_be_hidden()
    chat.open()
    expect(chat.said).to_have_text([QUESTION])


def test_a_thumb_is_still_pressed_after_a_reload(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    with chat.page.expect_response("**/feedback") as given:
        chat.part("thumb-up").click()
    assert given.value.status == 204
    chat.page.reload()
    expect(chat.part("thumb-up")).to_have_attribute("aria-pressed", "true")


def test_two_tabs_are_two_conversations(chat: Chat) -> None:
    chat.open()
    chat.say("what is ALBI?")
    other = Chat(chat.page.context.new_page())
    other.start()
    expect(other.said).to_have_count(0)
    other.say(QUESTION)
    chat.page.reload()
    other.page.reload()
    expect(chat.said).to_have_text(["what is ALBI?"])
    expect(other.said).to_have_text([QUESTION])
