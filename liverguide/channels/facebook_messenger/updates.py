"""What a webhook of the Messenger Platform says: several entries, each with several things that people did."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from liverguide.channels.messengers.app import Unreadable
from liverguide.channels.messengers.received import Received
from liverguide.storage.messenger_inbox import KNOWN_FOR_SECONDS

Data = Mapping[str, Any]

PAGE = "page"
# The kinds that are asked for; others may come and mean nothing here.
FIELDS = ("messages", "messaging_postbacks", "message_edits")

# What the Start button sends, which `registration` sets.
START = "start"
GREETING = "hello"
# With words, a shared link's preview; without them it is all there is.
PREVIEW = "fallback"
STICKER = "sticker"

# Meta takes no answer to what is older, unless the person wrote again, so it can't be answered as if it were new.
LATE_SECONDS = 24 * 3600.0
# Meta sends for 36 hours. Beyond this a repetition would not be known, so what is older is no message but a replay.
TOO_OLD_SECONDS = KNOWN_FOR_SECONDS

MEDIA_NOTICE, EDITED_NOTICE = "messenger.media", "messenger.edited"
LATE_NOTICE = "app.messenger.late"


def read(body: bytes, now: float) -> list[Received]:
    """What people did, the first thing first; nothing for events of no concern, or of a form that is not known.

    `now`: seconds since 1970.

    Raises:
        Unreadable: it is no webhook of Meta.
    """
    try:
        update = json.loads(body)
        kind, entries = update["object"], list(update["entry"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable from error
    if kind != PAGE:
        return []
    received = [found for event in _events(entries) if (found := _received(event, now)) is not None]
    return sorted(received, key=lambda each: each.position)


def _events(entries: list[Any]) -> Iterator[Data]:
    """The events that are ours to answer; what stands under `standby` is answered by another app of the page."""
    for entry in entries:
        events = entry.get("messaging") if isinstance(entry, dict) else None
        yield from (event for event in events or () if isinstance(event, dict)) if isinstance(events, list) else ()


def _received(event: Data, now: float) -> Received | None:
    try:
        found = _message(event) or _postback(event) or _edit(event)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        return None
    if found is None or now - found.position > TOO_OLD_SECONDS:
        return None
    if now - found.position > LATE_SECONDS:
        return Received(found.id, found.position, found.person, found.address, notice=LATE_NOTICE)
    return found


def _message(event: Data) -> Received | None:
    message = event.get("message")
    if message is None or message.get("is_echo") or message.get("is_deleted"):
        return None
    name = f"message {_id(message['mid'])}"
    if reply := message.get("quick_reply"):
        return _did(event, name, _payload(reply), tapped=True)
    text, attachments = message.get("text"), message.get("attachments")
    text = text if isinstance(text, str) else ""
    kinds = {_kind(attachment) for attachment in attachments} if isinstance(attachments, list) else set()
    if kinds == {PREVIEW} and text:
        kinds = set()
    # A sticker, such as the thumb beside the text field, asks for nothing.
    notice = MEDIA_NOTICE if kinds and STICKER not in kinds else None
    return _did(event, name, text, notice=notice) if text or notice else None


def _postback(event: Data) -> Received | None:
    postback = event.get("postback")
    if postback is None:
        return None
    payload = _payload(postback)
    mid = postback.get("mid")
    name = f"postback {_id(mid) if mid else _moment(event, payload)}"
    return _did(event, name, GREETING) if payload == START else _did(event, name, payload, tapped=True)


def _edit(event: Data) -> Received | None:
    edit = event.get("message_edit")
    if edit is None:
        return None
    return _did(event, f"edit {_id(edit['mid'])} {edit.get('num_edit')}", "", notice=EDITED_NOTICE)


def _did(event: Data, name: str, text: str, tapped: bool = False, notice: str | None = None) -> Received:
    person = _person(event)
    return Received(name, _seconds(event["timestamp"]), person, {"psid": person}, text, tapped=tapped, notice=notice)


def _moment(event: Data, payload: str) -> str:
    """In place of an id, which a postback may lack."""
    return f"{_person(event)} {_seconds(event['timestamp'])} {payload}"


def _kind(attachment: Any) -> str:
    payload = attachment.get("payload") if isinstance(attachment, dict) else None
    # Until August 2026 stickers came as images with a number.
    if isinstance(payload, dict) and "sticker_id" in payload:
        return STICKER
    return str(attachment.get("type")) if isinstance(attachment, dict) else ""


def _payload(of: Data) -> str:
    payload = of["payload"]
    if not isinstance(payload, str):
        raise TypeError("no payload")
    return _id(payload)


def _person(event: Data) -> str:
    """The person's id, which holds for this page only."""
    return _id(event["sender"]["id"])


def _id(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise ValueError("no id")
    str(value).encode()  # half a pair of surrogates is no text, and no id
    return str(value)


def _seconds(milliseconds: Any) -> float:
    seconds = float(milliseconds) / 1000
    if not math.isfinite(seconds):
        raise ValueError("no time")
    return seconds
