"""The window fits: narrow screens, enlarged pages, big fingers, chosen colours, no wish for motion."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.chat import Chat
from tests.browser.conftest import DESKTOP, NARROW, PHONE, NewChat
from tests.browser.states import QUESTION, pictures, sources

# A window of 1280 x 800 on which the reader has enlarged everything to twice its size.
ENLARGED: ViewportSize = {"width": 640, "height": 400}
LYING_PHONE: ViewportSize = {"width": 740, "height": 360}

TOO_WIDE = """() => {
    const root = document.querySelector('liverguide-chat').shadowRoot;
    const shown = element => element.checkVisibility() && !element.closest('.unseen, .field');
    const boxes = [document.documentElement, ...root.querySelectorAll('.panel, .scroll, .sheet, .sheet-body, .menu')];
    return [
        ...boxes.filter(box => box.scrollWidth > box.clientWidth).map(box => `wide: ${box.tagName} ${box.className}`),
        ...[...root.querySelectorAll('*')].filter(shown).filter(element => {
            const {left, right} = element.getBoundingClientRect();
            return right > innerWidth + 1 || left < -1;
        }).map(element => `sticks out: ${element.tagName} ${element.className}`),
    ];
}"""
TARGETS = """() => {
    const root = document.querySelector('liverguide-chat').shadowRoot;
    const all = [...root.querySelectorAll('button, a, input, select, textarea, summary')];
    return all.filter(element => element.checkVisibility()).map(element => {
        const {width, height} = element.getBoundingClientRect();
        const inText = element.closest('.text, .sources') !== null;
        return {what: `${element.tagName} ${element.getAttribute('part')}`, width, height, inText};
    });
}"""


@pytest.mark.parametrize("size", [NARROW, ENLARGED, LYING_PHONE], ids=["narrow", "enlarged", "lying phone"])
def test_nothing_sticks_out_and_nothing_scrolls_sideways(in_state: Chat, size: ViewportSize) -> None:
    in_state.page.set_viewport_size(size)
    assert in_state.page.evaluate(TOO_WIDE) == []


def test_the_emergency_number_can_be_seen_and_pressed_whatever_is_open(in_state: Chat) -> None:
    for size in (PHONE, ENLARGED, DESKTOP):
        in_state.page.set_viewport_size(size)
        if not in_state.panel.is_visible():
            expect(in_state.page.locator("footer .urgent a")).to_have_attribute("href", "tel:911")
            continue
        expect(in_state.part("emergency-line")).to_be_in_viewport(ratio=0.99)
        link = in_state.part("emergency-link")
        expect(link).to_have_attribute("href", "tel:911")
        link.click(trial=True)  # fails if anything lies over it


def test_everything_can_be_hit_with_a_finger(in_state: Chat) -> None:
    in_state.page.set_viewport_size(NARROW)
    targets = in_state.page.evaluate(TARGETS)
    assert targets
    for target in targets:
        least = 24 if target["inText"] else 44
        assert min(target["width"], target["height"]) >= least - 0.01, target


def test_the_panel_leaves_the_page_in_view_on_a_desktop_and_covers_it_on_a_phone(chat: Chat) -> None:
    chat.open()
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["width"] < DESKTOP["width"] / 2
    expect(chat.page.locator("h1")).to_be_in_viewport()
    chat.page.set_viewport_size(PHONE)
    expect(chat.page.locator("main")).to_have_js_property("inert", True)
    assert chat.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    chat.part("close-button").click()
    expect(chat.page.locator("main")).to_have_js_property("inert", False)


def test_bigger_letters_chosen_in_the_browser_make_the_window_grow(chat: Chat) -> None:
    chat.open()
    chat.say(QUESTION)
    before = chat.panel.bounding_box()
    session = chat.page.context.new_cdp_session(chat.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 26}})
    assert chat.answers.last.evaluate("each => getComputedStyle(each).fontSize") == "26px"
    after = chat.panel.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]
    assert chat.page.evaluate(TOO_WIDE) == []


MOVING = """() => document.querySelector('liverguide-chat').shadowRoot.getAnimations().map(
    each => each.animationName || each.transitionProperty)"""


def test_nothing_moves_for_who_wants_no_motion(new_chat: NewChat) -> None:
    moved = {}
    for wish in ("reduce", "no-preference"):
        chat = new_chat(reduced_motion=wish)
        chat.start()
        chat.page.route("**/webhooks/web/messages", lambda route: None)
        chat.send(QUESTION)
        expect(chat.part("typing")).to_be_visible()
        moved[wish] = chat.page.evaluate(MOVING)
    assert moved["reduce"] == []
    assert moved["no-preference"]


EDGES = """element => {
    const {borderTopColor, borderTopStyle, borderTopWidth, backgroundColor} = getComputedStyle(element);
    return [borderTopStyle === 'none' || borderTopWidth === '0px' ? '' : borderTopColor, backgroundColor];
}"""


def stands_out(element: Locator) -> bool:
    """Whether a border or another background than the page's shows where it ends."""
    page = element.page.evaluate("getComputedStyle(document.body).backgroundColor")
    return bool(set(element.evaluate(EDGES)) - {"", "rgba(0, 0, 0, 0)", page})


def test_in_chosen_colours_everything_stands_out(new_chat: NewChat) -> None:
    chat = new_chat(forced_colors="active", color_scheme="dark")
    chat.visit()
    assert chat.page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert stands_out(chat.launcher)
    sources(chat)
    for element in (chat.panel, chat.part("send-button"), chat.part("button").first, chat.said.first):
        assert stands_out(element)
    assert stands_out(chat.answers.last)


def test_in_chosen_colours_the_pictures_can_be_seen(new_chat: NewChat) -> None:
    chat = new_chat(forced_colors="active", color_scheme="dark")
    chat.visit()
    pictures(chat)
    background = chat.panel.evaluate("each => getComputedStyle(each).backgroundColor")
    paint = "all => all.map(each => [getComputedStyle(each).fill, getComputedStyle(each).stroke])"
    for drawing in chat.part("drawing").all():
        shapes = drawing.locator("path, circle, text").evaluate_all(paint)
        assert len(shapes) > 5
        for fill, stroke in shapes:
            assert {fill, stroke} - {background, "none"}
