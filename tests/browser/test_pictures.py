"""Each picture can be seen, fits its sheet, and says in words the numbers that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chat import Chat
from tests.browser.conftest import person
from tests.browser.watch import Watch
from tests.servers import Servers

NUMBER = re.compile(r"\d+(?:\.\d+)?")
TEXT_BOXES = """drawing => [...drawing.querySelectorAll('text')].map(text => {
    const [box, sheet] = [text.getBoundingClientRect(), drawing.getBoundingClientRect()];
    return {text: text.textContent, left: box.left - sheet.left, right: sheet.right - box.right,
            top: box.top - sheet.top, bottom: sheet.bottom - box.bottom, x: box.left, y: box.top,
            width: box.width, height: box.height};
})"""


def score(chat: Chat) -> None:
    chat.score()


def value(chat: Chat) -> None:
    chat.say("my inr is 2.6")


def values(chat: Chat) -> None:
    chat.say("ALT 80 U/L, platelets 90 x10^9/L, sodium 128, albumin 2.9 g/dL")


def comparison(chat: Chat) -> None:
    chat.say("compare my results before and after")
    chat.say("INR 2.0, sodium 128, bilirubin 3 mg/dL, creatinine 1.2 mg/dL")
    chat.say("INR 1.5, sodium 133, bilirubin 2 mg/dL, creatinine 1.1 mg/dL")


def counts(chat: Chat) -> None:
    chat.say("compare my results before and after")
    chat.say("platelets 120000 per uL")
    chat.say("platelets 90000 per uL")


@pytest.fixture(scope="module", params=[score, value, values, comparison, counts], ids=lambda ask: ask.__name__)
def asked(request: pytest.FixtureRequest, chromium: Browser, servers: Servers) -> Iterator[Chat]:
    """A person who has got pictures."""
    context = person(chromium, servers, Watch())
    chat = Chat(context.new_page())
    chat.start()
    request.param(chat)
    expect(chat.part("drawing").first).to_be_visible()
    yield chat
    context.close()


def test_the_words_name_every_number_that_is_drawn(asked: Chat) -> None:
    for drawing in asked.part("drawing").all():
        alt = drawing.get_attribute("aria-label") or ""
        drawn = {number for text in drawing.locator("text").all_text_contents() for number in NUMBER.findall(text)}
        assert drawn
        assert drawn <= set(NUMBER.findall(alt)), alt


def test_it_is_one_image_in_the_accessibility_tree_and_its_words_can_be_read_by_all(asked: Chat) -> None:
    for drawing in asked.part("drawing").all():
        alt = drawing.get_attribute("aria-label") or ""
        expect(drawing).to_have_role("img")
        expect(drawing).to_have_accessible_name(alt)
        figure = drawing.locator("xpath=..")
        figure.get_by_text("In words").click()
        expect(figure.get_by_text(alt, exact=True)).to_be_visible()


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    inner = 3  # the boxes are higher than their letters
    return bool(
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] + inner < other["y"] + other["height"] - inner
        and other["y"] + inner < one["y"] + one["height"] - inner
    )


def test_no_text_leaves_the_sheet_or_covers_another(asked: Chat) -> None:
    for width in (1280, 320):
        asked.page.set_viewport_size({"width": width, "height": 800})
        for drawing in asked.part("drawing").all():
            boxes: list[dict[str, Any]] = drawing.evaluate(TEXT_BOXES)
            for box in boxes:
                assert min(box["left"], box["right"], box["top"], box["bottom"]) >= -1, (width, box)
            for at, box in enumerate(boxes):
                covered = [other["text"] for other in boxes[at + 1 :] if overlap(box, other)]
                assert covered == [], (width, box["text"])


def test_the_scores_picture_shows_the_score_of_the_text(chat: Chat) -> None:
    chat.open()
    chat.score()
    gauge = chat.part("drawing").first
    expect(gauge.locator(".big")).to_have_text("19")
    expect(gauge.locator("xpath=ancestor::liverguide-message")).to_contain_text("The MELD score is 19.")


def test_an_answer_without_numbers_of_the_person_has_none(chat: Chat) -> None:
    chat.open()
    chat.say("what does inr mean?")
    expect(chat.part("picture")).to_have_count(0)
