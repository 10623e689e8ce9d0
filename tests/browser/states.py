"""The states in which a person can find the chat window, each reached from the clinic's page with the window closed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.chat import Chat

QUESTION = "what is MELD?"
EMERGENCY = "he is throwing up blood what do i do"


def closed(chat: Chat) -> None:
    expect(chat.launcher).to_be_visible()


def opened(chat: Chat) -> None:
    chat.open()


def answer(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)


def sources(chat: Chat) -> None:
    answer(chat)
    chat.part("sources-button").click()
    expect(chat.part("source").first).to_be_visible()


def feedback(chat: Chat) -> None:
    answer(chat)
    chat.part("thumb-down").click()
    expect(chat.part("feedback-word")).to_be_visible()


def menu(chat: Chat) -> None:
    chat.open()
    chat.part("menu-button").click()
    expect(chat.part("menu")).to_be_visible()


def question(chat: Chat) -> None:
    chat.open()
    chat.choose("menu-erase")
    expect(chat.part("question")).to_be_visible()


def lab_form(chat: Chat) -> None:
    chat.open()
    chat.open_labs()


def lab_errors(chat: Chat) -> None:
    lab_form(chat)
    chat.lab_value("inr").fill("high")
    chat.part("lab-age").fill("200")
    chat.part("lab-send").click()
    expect(chat.lab_value("inr")).to_be_focused()


def emergency(chat: Chat) -> None:
    chat.open()
    chat.say(EMERGENCY)
    expect(chat.part("call-button").first).to_be_visible()


def not_sent(chat: Chat) -> None:
    chat.open()
    chat.page.route("**/webhooks/web/messages", lambda route: route.abort())
    chat.send(QUESTION)
    expect(chat.part("retry-button")).to_be_visible()


def offline(chat: Chat) -> None:
    chat.open()
    chat.page.context.set_offline(True)
    expect(chat.part("offline")).to_be_visible()


def pictures(chat: Chat) -> None:
    chat.open()
    chat.score()


def too_long(chat: Chat) -> None:
    chat.open()
    chat.field.fill("word " * 1_100)
    expect(chat.part("counter")).to_be_visible()


STATES: dict[str, Callable[[Chat], None]] = {
    "closed": closed,
    "open": opened,
    "answer with sources": sources,
    "feedback": feedback,
    "menu": menu,
    "question": question,
    "lab form": lab_form,
    "lab form with errors": lab_errors,
    "emergency": emergency,
    "not sent": not_sent,
    "offline": offline,
    "pictures": pictures,
    "too long": too_long,
}
# What the browser says of the requests that these states themselves break off.
CAUSED = "net::ERR_"
