"""Typed answers to buttons: the number, its word, the title; a lab value is never taken for a choice."""

from __future__ import annotations

from typing import Any

import pytest

from liverguide.channels.messengers.choices import chosen, offered, takes_numbers

THERAPY, RISKS, STOP = (
    {"title": "What is it?", "payload": "/what_is_it"},
    {"title": "Risks", "payload": "/risks"},
    {"title": "Stop", "payload": "/cancel"},
)


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
    assert chosen(text, TWO, numbers_shown=True) == "/risks"


@pytest.mark.parametrize(
    "text", ["0", "3", "22", "2.1", "2 mg/dL", "inr 2", "what are the risks", "", "?", "two of them died"]
)
def test_what_chooses_nothing(text: str) -> None:
    assert chosen(text, TWO, numbers_shown=True) is None


def test_only_the_last_answer_counts() -> None:
    assert chosen("2", after(PERSON, bot(THERAPY, RISKS), PERSON, bot()), numbers_shown=True) is None
    assert chosen("2", after(PERSON, bot(STOP, STOP), PERSON, bot(THERAPY, RISKS)), numbers_shown=True) == "/risks"
    assert chosen("2", [], numbers_shown=True) is None


def test_shown_numbers_go_on_through_an_answer() -> None:
    answer = after(PERSON, bot(THERAPY, RISKS), bot(STOP))
    assert chosen("3", answer, numbers_shown=True) == "/cancel"
    assert chosen("3", answer, numbers_shown=False) is None, "nobody can know which row is meant"
    assert chosen("stop", answer, numbers_shown=False) == "/cancel"


@pytest.mark.parametrize("asked", ["inr", "bilirubin", "creatinine", "sodium"])
def test_where_a_value_is_asked_for_a_number_is_a_value(asked: str) -> None:
    answer = after(PERSON, bot(THERAPY, RISKS), bot(STOP, asks=asked))
    assert chosen("2", answer, numbers_shown=True) is None
    assert chosen("stop", answer, numbers_shown=True) == "/cancel"
    assert not takes_numbers([{"buttons": [THERAPY, RISKS]}, {"buttons": [STOP], "asks": asked}])


def test_other_questions_take_numbers() -> None:
    assert chosen("1", after(PERSON, bot(THERAPY, RISKS, asks="sex")), numbers_shown=True) == "/what_is_it"


def test_a_lone_button_has_no_number() -> None:
    assert chosen("1", after(PERSON, bot(STOP)), numbers_shown=True) is None


def test_all_that_was_offered() -> None:
    events = after(PERSON, bot(THERAPY), PERSON, bot(), bot(RISKS, STOP))
    assert offered(events) == [RISKS, STOP, THERAPY]
