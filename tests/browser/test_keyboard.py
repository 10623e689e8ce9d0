"""A whole conversation without a mouse; where the cursor is can always be seen."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.chat import SCORE_VALUES, Chat
from tests.browser.states import CAUSED, QUESTION
from tests.browser.watch import Watch

MOST_STEPS = 60


def is_focused(locator: Locator) -> bool:
    return bool(locator.evaluate("element => element.matches(':focus')"))


def go_to(chat: Chat, target: Locator, key: str = "Tab") -> None:
    """Move on until the target has the focus, as somebody who sees it would."""
    for _ in range(MOST_STEPS):
        if is_focused(target):
            break
        chat.page.keyboard.press(key)
    expect(target).to_be_focused()
    assert target.evaluate("element => element.matches(':focus-visible')"), "the focus can't be seen"


def go_back_to(chat: Chat, target: Locator) -> None:
    go_to(chat, target, "Shift+Tab")


def ask(chat: Chat, text: str) -> None:
    before = chat.said.count()
    chat.page.keyboard.type(text)
    chat.page.keyboard.press("Enter")
    chat.answered(before + 1)


def type_values(chat: Chat) -> None:
    """Open the form and fill it in."""
    keys = chat.page.keyboard
    go_to(chat, chat.part("lab-button"))
    keys.press("Enter")
    expect(chat.page.locator("#labs-title")).to_be_focused()
    for analyte, value in SCORE_VALUES.items():
        go_to(chat, chat.lab_value(analyte))
        keys.type(value)
    go_to(chat, chat.part("lab-age"))
    keys.type("50")
    for choice, first_letter in (("lab-sex", "F"), ("lab-dialysis", "N")):
        go_to(chat, chat.part(choice))
        keys.press(first_letter)
    keys.press("ArrowDown")
    assert chat.part("lab-dialysis").input_value() == "no"


def test_a_whole_conversation(chat: Chat) -> None:
    keys = chat.page.keyboard
    go_to(chat, chat.launcher)
    keys.press("Enter")
    expect(chat.field).to_be_focused()

    ask(chat, QUESTION)
    expect(chat.field).to_be_focused()

    footnote = chat.part("footnote").first
    go_back_to(chat, footnote)
    keys.press("Enter")
    expect(footnote).to_have_attribute("aria-expanded", "true")
    expect(chat.part("source").first).to_be_visible()

    button = chat.part("button").nth(1)
    title = button.inner_text()
    go_to(chat, button)
    keys.press("Enter")
    chat.answered(2)
    expect(chat.said.last).to_have_text(title)

    type_values(chat)
    go_to(chat, chat.part("lab-send"))
    keys.press("Enter")
    chat.answered(3)
    expect(chat.said.last).to_contain_text("age 50, female, not on dialysis")
    expect(chat.part("lab-button")).to_be_focused()
    expect(chat.part("drawing")).to_have_count(2)

    thumb = chat.part("thumb-down").last
    go_back_to(chat, thumb)
    keys.press("Enter")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    go_to(chat, chat.part("feedback-word"))
    keys.type("too many numbers")
    keys.press("Enter")
    expect(chat.panel.get_by_text("Thank you.")).to_be_visible()
    expect(thumb).to_be_focused()

    go_back_to(chat, chat.part("menu-button"))
    keys.press("Enter")
    expect(chat.part("menu-save")).to_be_focused()
    keys.press("Escape")
    expect(chat.part("menu")).to_be_hidden()
    expect(chat.part("menu-button")).to_be_focused()

    keys.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_escape_closes_the_form_before_the_window(chat: Chat) -> None:
    chat.open()
    go_back_to(chat, chat.part("lab-button"))
    chat.page.keyboard.press("Enter")
    expect(chat.part("lab-form")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.part("lab-form")).to_have_count(0)
    expect(chat.part("lab-button")).to_be_focused()
    expect(chat.panel).to_be_visible()


def test_a_question_starts_at_the_harmless_button_and_gives_the_focus_back(chat: Chat) -> None:
    chat.open()
    go_back_to(chat, chat.part("menu-button"))
    chat.page.keyboard.press("Enter")
    go_to(chat, chat.part("menu-erase"))
    chat.page.keyboard.press("Enter")
    expect(chat.part("cancel-button")).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.part("question")).to_have_count(0)
    expect(chat.part("menu-button")).to_be_focused()


def test_trying_again_does_not_lose_the_place(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.page.route("**/webhooks/web/messages", lambda route: route.abort(), times=1)
    chat.send(QUESTION)
    expect(chat.part("retry-button")).to_be_visible()
    go_back_to(chat, chat.part("retry-button"))
    chat.page.keyboard.press("Enter")
    chat.answered(1)
    expect(chat.part("scroll")).to_be_focused()
    watch.forgive(CAUSED)


def test_a_pressed_starter_keeps_the_focus_in_the_window(chat: Chat) -> None:
    chat.open()
    go_back_to(chat, chat.part("button").first)
    chat.page.keyboard.press("Enter")
    chat.answered(1)
    expect(chat.part("scroll")).to_be_focused()


def test_the_menu_stays_when_the_focus_goes_nowhere_and_closes_on_a_press_outside(chat: Chat) -> None:
    chat.open()
    chat.part("menu-button").click()
    expect(chat.part("menu-save")).to_be_focused()
    # What Safari does when a button is pressed with the mouse.
    chat.part("menu-save").evaluate("item => item.blur()")
    expect(chat.part("menu")).to_be_visible()
    chat.page.locator("h1").click()
    expect(chat.part("menu")).to_be_hidden()


def test_a_mistake_in_the_form_gets_the_focus_and_says_what_is_wrong(chat: Chat) -> None:
    chat.open()
    chat.open_labs()
    inr = chat.lab_value("inr")
    go_to(chat, inr)
    chat.page.keyboard.type("high")
    chat.page.keyboard.press("Enter")
    expect(inr).to_be_focused()
    expect(inr).to_have_accessible_description("Typical: 0.8 to 1.2 Write a number like 2.6 or 2,6.")
    expect(inr).to_have_attribute("aria-invalid", "true")


def test_a_long_text_scrolls_with_what_is_being_written(chat: Chat) -> None:
    chat.open()
    for line in range(30):
        chat.page.keyboard.type(f"line {line}")
        chat.page.keyboard.press("Shift+Enter")
    field = chat.part("composer").locator(".field")
    assert field.evaluate("each => each.scrollHeight - each.scrollTop - each.clientHeight") < 40


def test_shift_and_enter_begin_a_new_line(chat: Chat) -> None:
    chat.open()
    chat.page.keyboard.type("one")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("two")
    expect(chat.field).to_have_value("one\ntwo")
    expect(chat.said).to_have_count(0)
