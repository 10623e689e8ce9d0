"""Typed answers to offered buttons: the number, the number as a word, or the title, also hours later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from liverguide.channels.messengers.rows import real_rows
from liverguide.channels.messengers.style import Style

if TYPE_CHECKING:  # the store brings Rasa along, which the commands for channels do without
    from liverguide.storage.tracker_store import NumberedEvent

Message = Mapping[str, Any]
Offer = dict[str, str]

NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINAL_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBER = re.compile(
    rf"(?:(?:number|option|no\.?|nr\.?|#|the|answer)\s*)*(\d{{1,2}}|{'|'.join(NUMBER_WORDS + ORDINAL_WORDS)})"
    r"(?:\s*(?:one|please))?\W*",
    re.IGNORECASE,
)
NOT_OF_A_TITLE = re.compile(r"[\W_]+")


def takes_numbers(messages: Sequence[Message]) -> bool:
    """Whether a bare number may choose among the buttons of a turn's messages.

    Never where one of them asks for a lab value: there "2" is a value. Nor where there is nothing to choose between.
    """
    # Imported here, as it brings spaCy along, which the commands for channels do without.
    from liverguide.labs import catalogue

    buttons = sum(len(message.get("buttons") or ()) for message in messages)
    return buttons > 1 and not any(message.get("asks") in catalogue().analytes for message in messages)


def chosen(text: str, events: Sequence[NumberedEvent], style: Style) -> str | None:
    """The payload that a typed text chooses among the buttons of the last answer; None if it chooses none.

    A listed button was shown with its number, counted on through the answer's messages. Where there are only real
    buttons, which have no numbers, a number means a place if there is one row of them.
    """
    messages = _last_answer(events)
    offers: list[Offer] = [button for message in messages for button in message["buttons"]]
    said = _bare(text)
    for offer in offers:
        if said and _bare(offer["title"]) == said:
            return offer["payload"]
    rows = [real for message, real in zip(messages, real_rows(messages, style), strict=True) if message["buttons"]]
    match = NUMBER.fullmatch(text.strip())
    if match is None or not takes_numbers(messages) or (all(rows) and len(rows) > 1):
        return None
    place = _number(match[1].lower())
    return offers[place - 1]["payload"] if 1 <= place <= len(offers) else None


def offered(events: Sequence[NumberedEvent]) -> list[Offer]:
    """Every button that the conversation was shown, the latest first."""
    return [button for _, event in reversed(events) for button in _shown(event)]


def _last_answer(events: Sequence[NumberedEvent]) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = []
    for _, event in reversed(events):
        if event["event"] == "user" or (_said_by_staff(event) and not _shown(event)):
            break
        answer.insert(0, {**(event.get("metadata") or {}), "buttons": _shown(event)})
    return answer


def _said_by_staff(event: Mapping[str, Any]) -> bool:
    """Somebody of the clinic came in between: "2" answers them, not the buttons before."""
    return bool((event.get("metadata") or {}).get("pushed"))


def _shown(event: Mapping[str, Any]) -> list[Offer]:
    return (event.get("data") or {}).get("buttons") or [] if event["event"] == "bot" else []


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    words = NUMBER_WORDS if word in NUMBER_WORDS else ORDINAL_WORDS
    return words.index(word) + 1


def _bare(text: str) -> str:
    return NOT_OF_A_TITLE.sub(" ", text).strip().casefold()
