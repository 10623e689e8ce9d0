"""The conversation as the chat window shows it, from what is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from liverguide.storage.tracker_store import PUSHED, TO_STAFF, NumberedEvent

Message = dict[str, Any]

PERSON, ASSISTANT, STAFF = "person", "assistant", "staff"
# Beside the text; what an action says of a message stands in its metadata under the same names.
# `request` and `presence` tell whether somebody of the clinic is wanted, there or gone; `name`: who of staff writes.
SHOWN = ("topic", "sources", "review_note", "buttons", "red_flag", "pictures", "request", "presence", "name")


def shown_messages(events: Iterable[NumberedEvent]) -> list[Message]:
    """Every event that says something, in order; a tapped button shows its title instead of what it stands for."""
    titles: dict[str, str] = {}
    messages = []
    for number, event in events:
        if event["event"] == "bot":
            said = {**(event.get("metadata") or {}), "buttons": (event.get("data") or {}).get("buttons")}
            titles.update({b["payload"]: b["title"] for b in said["buttons"] or [] if "payload" in b and "title" in b})
            message = said_message(number, event["timestamp"], {**said, "text": event.get("text")})
        else:
            message = _of_person(number, event, titles)
        if message["text"]:
            messages.append(message)
    return messages


def said_message(number: int, at: float, said: Mapping[str, Any]) -> Message:
    """A message of the assistant or of the clinic's staff (metadata `from: staff`); `number` 0: it is not stored."""
    sender = STAFF if said.get("from") == STAFF else ASSISTANT
    message = {"n": number, "from": sender, "at": round(at, 3), "text": said.get("text") or ""}
    return {**message, **{key: said[key] for key in SHOWN if said.get(key)}}


def _of_person(number: int, event: Mapping[str, Any], titles: Mapping[str, str]) -> Message:
    text = event.get("text") or ""
    message = {"n": number, "from": PERSON, "at": round(event["timestamp"], 3)}
    message["text"] = titles.get(text, text.lstrip("/"))
    if event.get("message_id"):
        message["message_id"] = event["message_id"]
    return message


def was_for_staff(message_id: str, events: Iterable[NumberedEvent]) -> bool:
    """Whether somebody of the clinic had the conversation when the message came, so that no answer was meant."""
    said = (event for _, event in events if event.get("message_id") == message_id)
    return any((event.get("metadata") or {}).get(TO_STAFF) for event in said)


def answer_to(message_id: str, events: Iterable[NumberedEvent]) -> list[Message] | None:
    """What the assistant said to a person's message, or None if the dialogue never got it."""
    asked = (each for each in events if not (each[1].get("metadata") or {}).get(PUSHED))
    answer: list[Message] | None = None
    for message in shown_messages(asked):
        if message["from"] == PERSON:
            if answer is not None:
                break
            answer = [] if message.get("message_id") == message_id else None
        elif answer is not None and message["from"] == ASSISTANT:
            answer.append(message)
    return answer
