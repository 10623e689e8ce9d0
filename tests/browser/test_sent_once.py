"""However often a person clicks or presses Enter, a message is sent once and answered once."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.browser.chat import Chat
from tests.browser.states import QUESTION
from tests.browser.watch import Watch


def sent(watch: Watch) -> int:
    return sum(request.method == "POST" and request.url.endswith("/messages") for request in watch.requests)


def test_a_double_enter(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.field.fill(QUESTION)
    chat.page.keyboard.press("Enter")
    chat.page.keyboard.press("Enter")
    chat.answered(1)
    assert sent(watch) == 1


def test_a_double_click_on_send(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.field.fill(QUESTION)
    chat.part("send-button").dblclick()
    chat.answered(1)
    assert sent(watch) == 1


def test_a_double_click_on_an_answer(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.part("button").first.dblclick()
    chat.answered(2)
    assert sent(watch) == 2


def test_a_double_click_on_the_forms_button(chat: Chat, watch: Watch) -> None:
    chat.open()
    chat.open_labs()
    chat.fill_labs({"inr": "2.6"})
    chat.part("lab-send").dblclick()
    chat.answered(1)
    assert sent(watch) == 1


def test_an_answer_that_is_lost_on_its_way_is_fetched_and_the_message_not_repeated(chat: Chat, watch: Watch) -> None:
    chat.open()
    losing = True

    def lose(route: Route) -> None:
        nonlocal losing
        if not losing:
            route.fallback()
            return
        losing = False
        route.fetch()
        route.abort("connectionreset")

    chat.page.route("**/webhooks/web/messages", lose)
    chat.send(QUESTION)
    chat.part("retry-button").click()
    chat.answered(1)
    answers = chat.answers.count()
    chat.page.reload()
    expect(chat.said).to_have_text([QUESTION])
    expect(chat.answers).to_have_count(answers)
    assert sent(watch) == 2
    watch.forgive("net::ERR_CONNECTION_RESET")


def test_several_messages_in_a_row_are_answered_in_their_order(chat: Chat) -> None:
    chat.open()
    for text in ("what is ALBI?", QUESTION, "what is INR?"):
        chat.send(text)
    chat.answered(3)
    expect(chat.said).to_have_text(["what is ALBI?", QUESTION, "what is INR?"])
