"""Typed answers to buttons: the number, its word, the title; a lab value is never taken for a choice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from liverguide.channels.messengers.choices import chosen, offered, takes_numbers
from liverguide.channels.messengers.markdown import plain
from liverguide.channels.messengers.style import Style

THERAPY, RISKS, STOP = (
    {"title": "What is it?", "payload": "/what_is_it"},
    {"title": "Risks", "payload": "/risks"},
    {"title": "Stop", "payload": "/cancel"},
)

BUTTONS = Style(
    write=plain, length=lambda s: len(plain(s)), longest_text=200, longest_caption=40, most_buttons=3, longest_title=20
)
LISTS = replace(BUTTONS, most_buttons=0)


def bot(*buttons: dict[str, str], **metadata: Any) -> dict[str, Any]:
    return {"event": "bot", "text": "x", "data": {"buttons": list(buttons) or None}, "metadata": metadata}


def after(*events: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return list(enumerate(events, start=1))


PERSON = {"event": "user", "text": "hello"}
TWO = after(PERSON, bot(THERAPY, RISKS))


@pytest.mark.parametrize(
    "text",
    ["2", " 2. ", "2)", "#2", "two", "Two!", "number two", "option 2", "the second one", "second", "risks", "RISKS."],
)
def test_what_chooses_the_second(text: str) -> None:
    assert chosen(text, TWO, LISTS) == "/risks"


@pytest.mark.parametrize(
    "text", ["0", "3", "22", "2.1", "2 mg/dL", "inr 2", "what are the risks", "", "?", "two of them died"]
)
def test_what_chooses_nothing(text: str) -> None:
    assert chosen(text, TWO, LISTS) is None


def test_only_the_last_answer_counts() -> None:
    assert chosen("2", after(PERSON, bot(THERAPY, RISKS), PERSON, bot()), LISTS) is None
    assert chosen("2", after(PERSON, bot(STOP, STOP), PERSON, bot(THERAPY, RISKS)), LISTS) == "/risks"
    assert chosen("2", [], LISTS) is None


def test_shown_numbers_go_on_through_an_answer() -> None:
    answer = after(PERSON, bot(THERAPY, RISKS), bot(STOP))
    assert chosen("3", answer, LISTS) == "/cancel"
    assert chosen("3", answer, BUTTONS) is None, "nobody can know which row is meant"
    assert chosen("stop", answer, BUTTONS) == "/cancel"


def test_a_listed_row_has_numbers_also_beside_real_buttons() -> None:
    long = {"title": "A title beyond the limit", "payload": "/long"}
    answer = after(PERSON, bot(THERAPY, RISKS), bot(long))
    assert chosen("3", answer, BUTTONS) == "/long"
    assert chosen("2", answer, BUTTONS) == "/risks", "the numbers of the list go on from the buttons before it"


def test_where_buttons_vanish_only_the_last_row_has_no_numbers() -> None:
    vanish = replace(BUTTONS, buttons_stay=False)
    answer = after(PERSON, bot(THERAPY, RISKS), bot(STOP))
    assert chosen("1", answer, vanish) == "/what_is_it"
    assert chosen("2", after(PERSON, bot(THERAPY, RISKS)), vanish) == "/risks"


@pytest.mark.parametrize("asked", ["inr", "bilirubin", "creatinine", "sodium"])
def test_where_a_value_is_asked_for_a_number_is_a_value(asked: str) -> None:
    answer = after(PERSON, bot(THERAPY, RISKS), bot(STOP, asks=asked))
    assert chosen("2", answer, LISTS) is None
    assert chosen("stop", answer, LISTS) == "/cancel"
    assert not takes_numbers([{"buttons": [THERAPY, RISKS]}, {"buttons": [STOP], "asks": asked}])


def test_other_questions_take_numbers() -> None:
    assert chosen("1", after(PERSON, bot(THERAPY, RISKS, asks="sex")), LISTS) == "/what_is_it"


def test_a_lone_button_has_no_number() -> None:
    assert chosen("1", after(PERSON, bot(STOP)), LISTS) is None


def test_all_that_was_offered() -> None:
    events = after(PERSON, bot(THERAPY), PERSON, bot(), bot(RISKS, STOP))
    assert offered(events) == [RISKS, STOP, THERAPY]
