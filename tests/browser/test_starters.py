"""Questions to begin with: there until something was said."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.chat import Chat

FIRST = "What are these stem cells?"


def test_a_tapped_one_is_asked_and_all_are_gone(chat: Chat) -> None:
    chat.open()
    expect(chat.part("buttons").get_by_role("button")).not_to_have_count(0)
    chat.press(FIRST)
    expect(chat.said).to_have_text([FIRST])
    expect(chat.panel.get_by_role("button", name=FIRST)).to_have_count(0)
    chat.page.reload()
    expect(chat.said).to_have_text([FIRST])
    expect(chat.panel.get_by_role("button", name=FIRST)).to_have_count(0)


def test_they_come_back_with_a_new_conversation(chat: Chat) -> None:
    chat.open()
    chat.press(FIRST)
    chat.choose("menu-start-over")
    chat.confirm()
    expect(chat.panel.get_by_role("button", name=FIRST)).to_be_visible()


def test_a_spanish_window_offers_no_english_questions(chat: Chat) -> None:
    chat.open()
    chat.speak("es")
    expect(chat.panel.get_by_role("button", name=FIRST)).to_have_count(0)
