from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from liverguide.channels.web import recent_answers
from liverguide.channels.web.recent_answers import Answer, RecentAnswers


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def never(seconds: float, do: Callable[[], None]) -> None:
    """For a time of which the test decides."""


def answer(text: str) -> Answer:
    return Answer([{"text": text}], 1)


def test_an_answer_is_remembered_for_two_minutes() -> None:
    clock = Clock()
    recent = RecentAnswers(clock, never)
    recent.keep("web:a", "m1", answer("one"))
    clock.now = 119.0
    assert recent.get("web:a", "m1") == answer("one")
    clock.now = 120.0
    assert recent.get("web:a", "m1") is None


def test_answers_belong_to_their_conversation_and_message() -> None:
    recent = RecentAnswers(Clock(), never)
    recent.keep("web:a", "m1", answer("one"))
    assert recent.get("web:b", "m1") is None
    assert recent.get("web:a", "m2") is None


def test_a_conversation_is_forgotten_whole_and_alone() -> None:
    recent = RecentAnswers(Clock(), never)
    for conversation, message in (("web:a", "m1"), ("web:a", "m2"), ("web:b", "m1")):
        recent.keep(conversation, message, answer(message))
    recent.forget("web:a")
    assert recent.get("web:a", "m1") is recent.get("web:a", "m2") is None
    assert recent.get("web:b", "m1") == answer("m1")


def test_there_is_a_most() -> None:
    recent = RecentAnswers(Clock(), never)
    for n in range(recent_answers.MOST + 1):
        recent.keep("web:a", f"m{n}", answer(str(n)))
    assert recent.get("web:a", "m0") is None
    assert recent.get("web:a", "m1") == answer("1")


def test_it_goes_by_itself_when_nobody_asks_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_answers, "LIFETIME_SECONDS", 0.05)
    recent = RecentAnswers()

    async def keep() -> None:
        recent.keep("web:a", "m1", answer("one"))
        assert recent._answers
        await asyncio.sleep(0.3)

    asyncio.run(keep())
    assert not recent._answers
