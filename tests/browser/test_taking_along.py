"""The conversation saved as text and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.conftest import NewChat
from tests.browser.states import QUESTION


def test_saved_as_text_it_has_all_that_was_said_with_sources_and_pictures_in_words(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.score()
    with chat.page.expect_download() as saving:
        chat.choose("menu-save")
    assert re.fullmatch(r"conversation-\d{4}-\d\d-\d\d\.txt", saving.value.suggested_filename)
    text = Path(saving.value.path()).read_text(encoding="utf-8")
    for said in chat.said.all_inner_texts():
        assert said in text
    assert len(re.findall(r"^You, ", text, re.MULTILINE)) == 2
    assert len(re.findall(r"^Livia, ", text, re.MULTILINE)) == chat.answers.count()
    for label in chat.page.locator(".source-label").all_text_contents():
        assert label.strip() in text
    for alt in chat.part("drawing").evaluate_all("all => all.map(each => each.getAttribute('aria-label'))"):
        assert alt in text
    assert "**" not in text


def print_(chat: Chat) -> None:
    """Choose "Print" and see the page as paper would show it; the browser's own dialog can't be had here."""
    chat.page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1 } }")
    chat.choose("menu-print")
    assert chat.page.evaluate("window.printed") == 1
    chat.page.emulate_media(media="print")


def test_on_paper_there_is_the_conversation_and_nothing_else(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.score()
    print_(chat)
    expect(chat.said.first).to_be_visible()
    expect(chat.part("drawing").first).to_be_visible()
    expect(chat.part("source").first).to_be_visible()
    for of_the_page in ("header", "main", "footer"):
        expect(chat.page.locator(f"body > {of_the_page}")).to_be_hidden()
    controls = chat.page.locator("liverguide-chat").locator("button:not(.footnote), input, textarea, select, summary")
    assert controls.count() > 10
    assert not any(control.is_visible() for control in controls.all())


LIGHTNESS = """shape => {
    const linear = part => part <= 10 ? part / 3295 : ((part / 255 + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = getComputedStyle(shape).stroke.match(/\\d+/g).map(Number).map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pictures_keep_their_shades_on_paper(new_chat: NewChat, scheme: str) -> None:
    chat = new_chat(color_scheme=scheme)
    chat.start()
    chat.say("my inr is 2.6")
    print_(chat)
    line, typical = (chat.part("drawing").locator(f".{name}").evaluate(LIGHTNESS) for name in ("track", "range"))
    assert (line + 0.05) / (typical + 0.05) >= 3
    swatch = "each => getComputedStyle(each, '::before').printColorAdjust"
    assert chat.part("picture").locator(".of-range").evaluate(swatch) == "exact", "browsers print no backgrounds else"


def test_a_long_conversation_fills_as_many_sheets_as_it_needs(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.score()
    print_(chat)
    text = chat.part("log").evaluate("log => log.getBoundingClientRect().height")
    sheets = len(re.findall(rb"/Type\s*/Page\b", chat.page.pdf(format="A4")))
    assert text > 1_200
    assert sheets >= 2


def test_after_printing_the_page_is_back(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    print_(chat)
    chat.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(chat.page.locator("main")).to_be_visible()
    expect(chat.panel).to_be_hidden()
    chat.page.emulate_media(media="screen")
    expect(chat.panel).to_be_visible()
    expect(chat.part("menu-button")).to_be_visible()


def test_who_prints_the_page_gets_the_page_without_the_chat(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    chat.page.emulate_media(media="print")
    expect(chat.page.locator("main")).to_be_visible()
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_hidden()
