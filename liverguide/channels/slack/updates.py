"""What a request of Slack says: an event, or a tap on a button."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from liverguide.channels.messengers.app import Unreadable
from liverguide.channels.messengers.received import Received
from liverguide.channels.slack.words import words_of

Data = Mapping[str, Any]

# The kinds that the app's manifest asks for; others mean nothing here.
BOT_EVENTS = ("app_mention", "app_uninstalled", "message.im", "tokens_revoked")

EVENT, CHALLENGE, TAP = "event_callback", "url_verification", "block_actions"
DIRECT = "im"
# Kinds of messages that a person wrote; those of joins, topics, bots and calls are not.
WRITTEN = (None, "file_share", "me_message", "thread_broadcast")

ID = re.compile(r"[A-Z][A-Z0-9]{1,60}")
DIRECT_ID = re.compile(r"D[A-Z0-9]{1,60}")
TIME = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?")

MEDIA_NOTICE, EDITED_NOTICE = "messenger.media", "messenger.edited"
PRIVATE_ONLY_NOTICE = "app.slack.private_only"


def envelope(body: bytes) -> Data:
    """The request's JSON: the body, or the form's field `payload` in which taps come.

    Raises:
        Unreadable: it is neither.
    """
    try:
        text = body.decode()
        data = json.loads(text if text.lstrip()[:1] == "{" else parse_qs(text, max_num_fields=20)["payload"][0])
        if not isinstance(data, dict) or not isinstance(data["type"], str):
            raise Unreadable
    except (ValueError, KeyError, RecursionError) as error:
        raise Unreadable from error
    return data


def read(body: bytes) -> list[Received]:
    """What a person did; nothing for a request of no concern, or of a form that this version does not know.

    Raises:
        Unreadable: it is no request of Slack.
    """
    data = envelope(body)
    try:
        received = _received(data)
    except (_Unknown, KeyError, IndexError, TypeError, AttributeError):
        return []
    return [] if received is None else [received]


def challenge(data: Data) -> str | None:
    """What Slack wants to hear back when it looks whether an address is ours; None if it does not ask."""
    given = data.get("challenge")
    return given if data["type"] == CHALLENGE and isinstance(given, str) else None


def removed(data: Data) -> bool:
    """Whether Slack tells that the app was removed from the workspace, or its bot's token taken back."""
    event = data.get("event")
    if data["type"] != EVENT or not isinstance(event, dict):
        return False
    tokens = event.get("tokens")
    revoked = event.get("type") == "tokens_revoked" and isinstance(tokens, dict) and bool(tokens.get("bot"))
    return revoked or event.get("type") == "app_uninstalled"


class _Unknown(Exception):
    """A form of Slack's data that this version does not know."""


def _received(data: Data) -> Received | None:
    if data["type"] == TAP:
        return _tap(data)
    if data["type"] != EVENT:
        return None
    event = data["event"]
    if event["type"] == "app_mention":
        return _mention(event)
    if event["type"] != "message" or event.get("channel_type") != DIRECT:
        return None
    if event.get("subtype") == "message_changed":
        return _changed(event)
    return _message(event)


def _message(event: Data) -> Received | None:
    if event.get("subtype") not in WRITTEN or _is_bots(event):
        return None
    media = event.get("files") or event.get("attachments")
    text = words_of(event)
    channel, at = _id(event["channel"]), _time(event["ts"])
    notice = MEDIA_NOTICE if media else None
    return Received(f"message {channel} {at}", float(at), _id(event["user"]), _reply(event), text, notice=notice)


def _changed(event: Data) -> Received | None:
    """A message that a person wrote anew. Slack also calls it changed when it adds a preview to a link."""
    message = event["message"]
    if _is_bots(message) or "edited" not in message or words_of(message) == words_of(event["previous_message"]):
        return None
    at = _time(message["edited"]["ts"])
    address = _reply({**message, "channel": event["channel"]})
    name = f"edited {address['channel']} {_time(message['ts'])} {at}"
    return Received(name, float(at), _id(message["user"]), address, notice=EDITED_NOTICE)


def _mention(event: Data) -> Received | None:
    """In a channel everybody reads along, so the answer is the same whatever is said; it goes into the thread."""
    if _is_bots(event):
        return None
    channel, at = _id(event["channel"]), _time(event["ts"])
    address = {"channel": channel, "thread": _time(event.get("thread_ts") or at)}
    return Received(f"message {channel} {at}", float(at), _id(event["user"]), address, notice=PRIVATE_ONLY_NOTICE)


def _tap(data: Data) -> Received | None:
    action, container = data["actions"][0], data["container"]
    channel = str(container["channel_id"])
    if action["type"] != "button" or not DIRECT_ID.fullmatch(channel):
        return None
    at, shown = _time(action["action_ts"]), _time(container["message_ts"])
    address = _reply({**(data.get("message") or {}), "channel": channel, "ts": shown})
    value = action["value"]
    if not value or not isinstance(value, str):
        return None
    return Received(f"tap {channel} {shown} {at}", float(at), _id(data["user"]["id"]), address, value, tapped=True)


def _reply(message: Data) -> dict[str, str]:
    """Where a message is answered: in its thread, if it stands in one."""
    channel, thread = _id(message["channel"]), message.get("thread_ts")
    if not thread or thread == message["ts"]:
        return {"channel": channel}
    return {"channel": channel, "thread": _time(thread)}


def _is_bots(message: Data) -> bool:
    """Whether a program wrote it, such as this one: what it says comes back as an event."""
    return bool(message.get("bot_id") or message.get("hidden") or message.get("subtype") == "bot_message")


def _id(value: Any) -> str:
    return _formed(ID, value)


def _time(value: Any) -> str:
    """Seconds since 1970 with the digits that tell messages apart."""
    return _formed(TIME, value)


def _formed(form: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _Unknown
    return value
