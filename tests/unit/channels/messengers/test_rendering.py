"""A turn's messages as parts: order, limits, buttons or lists, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from liverguide.channels.messengers.markdown import plain
from liverguide.channels.messengers.parts import Button, Image, Part, Text, as_data, from_data
from liverguide.channels.messengers.rendering import notice, render
from liverguide.channels.messengers.style import Style
from liverguide.library import current_library

STYLE = Style(
    write=plain, length=lambda s: len(plain(s)), longest_text=200, longest_caption=40, most_buttons=3, longest_title=20
)
LISTS = replace(STYLE, most_buttons=0)
YES, NO = {"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}
SOURCE = {"key": "k", "label": "A study, 2020", "title": "t", "link": "l", "kind": "trial"}
PICTURE = {"title": "A score", "alt": "The mark stands at 21. The scale goes from 6 to 40."}


def link(picture: Mapping[str, Any]) -> str:
    return "https://a.example/pictures/1.png"


def rendered(*messages: Mapping[str, Any], style: Style = STYLE) -> list[Part]:
    return render(messages, style, link)


def texts(parts: list[Part]) -> list[str]:
    return [part.text for part in parts if isinstance(part, Text)]


def test_an_emergency_comes_first_and_whole() -> None:
    alarm = {"text": "Call 911 now. " * 12, "red_flag": "bleeding", "sources": [SOURCE] * 4}
    parts = rendered({"text": "Hello."}, alarm)
    assert texts(parts) == [("Call 911 now. " * 12).strip(), "Hello."]


def test_sources_are_a_line_below() -> None:
    (part,) = rendered({"text": "It helps [1].", "sources": [SOURCE], "review_note": "Not yet reviewed."})
    assert part == Text("It helps [1].\n\nSources: [1] A study, 2020. Not yet reviewed.")


def test_real_buttons_stand_below_the_last_piece() -> None:
    parts = rendered({"text": "A sentence of it. " * 20, "buttons": [YES, NO]})
    assert [len(part.buttons) for part in parts if isinstance(part, Text)] == [0, 2]


def test_without_buttons_there_is_a_list_whose_numbers_go_on() -> None:
    first, second = rendered({"text": "A?", "buttons": [YES, NO]}, {"text": "B?", "buttons": [NO]}, style=LISTS)
    choose = current_library().phrase("messenger.choose_number")
    assert first == Text(f"A?\n\n{choose}\n1. Yes\n2. No")
    assert second == Text(f"B?\n\n{choose}\n3. No")


@pytest.mark.parametrize("buttons", [[YES] * 4, [YES, {"title": "A title beyond the limit", "payload": "/x"}]])
def test_buttons_beyond_the_limits_become_a_list(buttons: list[dict[str, str]]) -> None:
    (part,) = rendered({"text": "A?", "buttons": buttons})
    assert isinstance(part, Text)
    assert not part.buttons
    assert all(f"{number}. {button['title']}" in part.text for number, button in enumerate(buttons, start=1))


def test_where_buttons_vanish_only_what_is_sent_last_has_real_ones() -> None:
    vanish = replace(STYLE, buttons_stay=False)
    first, second = rendered({"text": "A?", "buttons": [YES, NO]}, {"text": "B?", "buttons": [NO]}, style=vanish)
    assert first == Text(f"A?\n\n{current_library().phrase('messenger.choose_number')}\n1. Yes\n2. No")
    assert second == Text("B?", (Button("No", "/deny"),))
    first, second = rendered({"text": "A?", "buttons": [YES]}, {"text": "Call!", "red_flag": "x"}, style=vanish)
    assert (first, second) == (Text("Call!"), Text("A?", (Button("Yes", "/affirm"),)))


def test_where_a_value_is_asked_for_no_numbers_are_shown() -> None:
    (part,) = rendered({"text": "INR?", "buttons": [YES, NO], "asks": "inr"}, style=LISTS)
    assert isinstance(part, Text)
    assert part.text.endswith("\n• Yes\n• No")


def test_a_picture_has_its_words_below_within_the_limit() -> None:
    text, picture = rendered({"text": "Your score.", "pictures": [PICTURE]})
    assert text == Text("Your score.")
    assert picture == Image("https://a.example/pictures/1.png", "The mark stands at 21.", PICTURE["alt"])


def test_where_pictures_have_no_captions_the_words_are_a_text() -> None:
    parts = rendered({"text": "Your score.", "pictures": [PICTURE]}, style=replace(STYLE, longest_caption=0))
    alt = PICTURE["alt"]
    assert parts == [Text("Your score."), Image("https://a.example/pictures/1.png", "", alt), Text(alt)]


def test_buttons_stand_below_the_pictures() -> None:
    parts = rendered({"text": "A sentence of it. " * 20, "pictures": [PICTURE], "buttons": [YES]})
    assert [part.kind for part in parts] == ["text", "image", "text"]


def test_parts_survive_being_stored() -> None:
    for part in (Text("a", (Button("b", "/c"),)), Image("d", "e", "f")):
        assert from_data(as_data(part)) == part


def test_a_notice_is_a_phrase() -> None:
    assert texts(notice("messenger.not_offered", STYLE)) == [current_library().phrase("messenger.not_offered")]
