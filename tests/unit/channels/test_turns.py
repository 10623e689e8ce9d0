from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from rasa.core.channels.channel import UserMessage

from liverguide.channels.turns import Handle, take_turn
from liverguide.library.failure import failure_message
from liverguide.storage.tracker_store import ConversationStore

WORDS = "xylophone at my sister's"


def store_that(holds: Callable[[str], bool]) -> ConversationStore:
    return cast(ConversationStore, SimpleNamespace(holds=holds))


EMPTY = store_that(lambda conversation: False)


def turn(handle: Handle, store: ConversationStore = EMPTY) -> list[dict[str, Any]]:
    return asyncio.run(take_turn(handle, store, WORDS, "rest:ana", "rest"))


async def raises(message: UserMessage) -> None:
    raise ValueError(f"cannot understand {message.text}")


async def raises_a_chain(message: UserMessage) -> None:
    try:
        await raises(message)
    except ValueError as error:
        raise RuntimeError(message.text) from error


async def ends_the_process(message: UserMessage) -> None:
    raise SystemExit(message.text)


async def says_nothing(message: UserMessage) -> None:
    return None


@pytest.mark.parametrize("handle", [raises, raises_a_chain, ends_the_process, says_nothing])
class TestSilence:
    def test_the_person_gets_the_failure_sentence(self, handle: Handle) -> None:
        assert turn(handle) == [{"recipient_id": "rest:ana", "text": failure_message(), "topic": "failure"}]

    def test_the_log_tells_of_it_without_their_words(self, handle: Handle, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG):
            turn(handle)

        assert "a turn gave no answer" in caplog.text
        assert "xylophone" not in caplog.text
        assert "sister" not in caplog.text

    def test_nothing_is_printed(self, handle: Handle, capsys: pytest.CaptureFixture[str]) -> None:
        turn(handle)

        assert "xylophone" not in "".join(capsys.readouterr())


def test_the_log_names_the_kind_of_error(caplog: pytest.LogCaptureFixture) -> None:
    turn(raises)

    assert "a turn failed: ValueError" in caplog.text


def test_what_was_said_before_an_error_is_kept() -> None:
    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_response(message.sender_id, {"text": "Call 911 now.", "topic": "emergency"})
        raise OSError

    assert turn(handle) == [{"recipient_id": "rest:ana", "text": "Call 911 now.", "topic": "emergency"}]


def test_messages_come_whole_and_in_order_without_what_is_empty() -> None:
    footnote = {"key": "liu_2022", "label": "Liu 2022"}
    buttons = [{"title": "Yes", "payload": "/affirm"}]

    async def handle(message: UserMessage) -> None:
        send = message.output_channel.send_response
        await send(message.sender_id, {"text": "One [1].", "sources": [footnote], "review": "draft", "image": None})
        await send(
            message.sender_id, {"text": "Two?", "buttons": buttons, "elements": [], "custom": {}, "template": ""}
        )

    assert turn(handle) == [
        {"recipient_id": "rest:ana", "text": "One [1].", "sources": [footnote], "review": "draft"},
        {"recipient_id": "rest:ana", "text": "Two?", "buttons": buttons},
    ]


def test_zero_and_false_are_not_empty() -> None:
    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_response(message.sender_id, {"text": "x", "score": 0, "first": False})

    assert turn(handle) == [{"recipient_id": "rest:ana", "text": "x", "score": 0, "first": False}]


def test_the_handler_gets_the_message_of_its_channel() -> None:
    seen: list[UserMessage] = []

    async def handle(message: UserMessage) -> None:
        seen.append(message)

    turn(handle)

    assert [(m.text, m.sender_id, m.input_channel, m.metadata) for m in seen] == [(WORDS, "rest:ana", "rest", None)]


def test_turns_at_the_same_time_do_not_mix() -> None:
    async def handle(message: UserMessage) -> None:
        for part in range(3):
            await asyncio.sleep(0)
            await message.output_channel.send_response(message.sender_id, {"text": f"{message.text} {part}"})

    async def both() -> list[list[dict[str, Any]]]:
        turns = [take_turn(handle, EMPTY, name, f"rest:{name}", "rest") for name in ("ana", "ben")]
        return list(await asyncio.gather(*turns))

    for name, messages in zip(("ana", "ben"), asyncio.run(both()), strict=True):
        assert messages == [{"recipient_id": f"rest:{name}", "text": f"{name} {part}"} for part in range(3)]


async def says_erased(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": "All is erased.", "erases": True})


def database_away(conversation: str) -> bool:
    raise OSError(WORDS)


def test_an_erasure_is_told_when_nothing_is_left() -> None:
    assert turn(says_erased) == [{"recipient_id": "rest:ana", "text": "All is erased."}]


@pytest.mark.parametrize("holds", [lambda conversation: conversation == "rest:ana", database_away])
def test_an_erasure_that_did_not_happen_is_not_told(
    holds: Callable[[str], bool], caplog: pytest.LogCaptureFixture
) -> None:
    failure = {"recipient_id": "rest:ana", "text": failure_message(), "topic": "failure"}
    assert turn(says_erased, store_that(holds)) == [failure]
    assert "could not be erased" in caplog.text
    assert WORDS not in caplog.text


def test_other_turns_do_not_ask_the_store() -> None:
    assert turn(says_nothing, store_that(database_away))[0]["topic"] == "failure"
