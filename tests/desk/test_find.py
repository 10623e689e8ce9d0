"""Somebody with a caller on hold finds what to read aloud."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from liverguide.library import current_library
from tests.desk.conftest import LoggedIn
from tests.servers import Servers


def ask(tab: Page, words: str) -> None:
    tab.goto("/find")
    tab.get_by_label("What does the caller ask?").press_sequentially(words)


def titles(tab: Page) -> list[str]:
    return tab.get_by_role("article").get_by_role("heading").all_inner_texts()


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("is it better in the vein or the groin artery", "delivery_which_best"),  # by meaning
        ("blood thinness number", "marker_inr"),
        ("bilirubn", "marker_bilirubin"),  # by letters
        ("child pug", "child_pugh"),
        ("cirrh", "cirrhosis"),  # the word is not finished yet
    ],
)
def test_the_answer_comes_while_typing(logged_in: LoggedIn, words: str, topic: str) -> None:
    tab = logged_in()
    ask(tab, words)
    expect(tab.get_by_role("article").first.get_by_role("heading")).to_have_text(current_library().topics[topic].title)


def test_a_result_has_all_that_the_desk_needs(logged_in: LoggedIn) -> None:
    tab = logged_in()
    topic = current_library().topics["delivery_which_best"]
    ask(tab, topic.title)
    first = tab.get_by_role("article").first
    expect(first).to_contain_text(topic.say.strip())
    expect(first).to_contain_text("Don't say: " + topic.avoid.strip())
    expect(first).to_contain_text("Not yet reviewed by a clinician")
    expect(first.locator(".sources li").first).to_be_visible()
    expect(first.get_by_role("link", name="Print as a handout")).to_be_visible()


def test_a_text_message_is_copied_without_marks(logged_in: LoggedIn) -> None:
    tab = logged_in()
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(tab, "What is MELD?")
    first = tab.get_by_role("article").first
    first.get_by_text("As a text message").click()
    first.get_by_role("button", name="Copy").click()
    expect(first.get_by_role("button", name="Copied")).to_be_visible()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("MELD is a score worked out from blood tests.")
    assert not re.search(r"[\[\]{}*]", copied)


def test_an_emergency_leaves_one_thing_to_say(logged_in: LoggedIn) -> None:
    tab = logged_in()
    ask(tab, "her husband is vomiting blood")
    expect(tab.get_by_role("alert")).to_contain_text("call 911 now")
    expect(tab.get_by_role("article")).to_have_count(1)
    assert titles(tab) == ["When to get help"]


def test_it_works_by_enter_without_script(logged_in: LoggedIn) -> None:
    tab = logged_in("ana", java_script_enabled=False)
    tab.goto("/find")
    tab.get_by_label("What does the caller ask?").fill("albumin")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("article").first.get_by_role("heading")).to_have_text("Albumin")


def test_nothing_that_fits_is_said_so(logged_in: LoggedIn) -> None:
    tab = logged_in()
    ask(tab, "xqzzkw")
    expect(tab.get_by_text("Nothing fits")).to_be_visible()


def test_without_the_assistant_the_search_goes_on_by_letters(logged_in: LoggedIn, desk: Servers) -> None:
    tab = logged_in()
    desk.stop("assistant")
    try:
        ask(tab, "albumin")
        expect(tab.get_by_text("goes by letters only")).to_be_visible()
        expect(tab.get_by_role("article").first.get_by_role("heading")).to_have_text("Albumin")
    finally:
        desk.start("assistant")
        desk.wait()
