"""What an update of the Bot API says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from liverguide.channels.messengers.app import Unreadable
from liverguide.channels.messengers.received import Received

Data = Mapping[str, Any]

# The kinds that are asked for; Telegram sends no others, and others mean nothing here.
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")

PRIVATE = "private"
BLOCKED = "kicked"
# What people send that is no words.
MEDIA = frozenset({
    "animation", "audio", "contact", "dice", "document", "game", "location", "paid_media", "photo", "poll", "sticker",
    "story", "venue", "video", "video_note", "voice",
})  # fmt: skip
# Telegram's own orders, which its apps send for the person ("Start" is a button).
ORDERS = {"start": "hello", "help": "help"}
# The rest of it is what a link to the bot carried, if it is one word, or the person's own words.
ORDER = re.compile(r"/([A-Za-z0-9_]+)(?:@\w+)?(?:\s+(\S+|\S+\s.+))?\s*", re.DOTALL)
# In a group a bot is only spoken to by an order or by its name.
SPOKEN_TO = ("bot_command", "mention")

MEDIA_NOTICE, EDITED_NOTICE = "messenger.media", "messenger.edited"
PRIVATE_ONLY_NOTICE = "app.telegram.private_only"


def read(body: bytes) -> list[Received]:
    """What a person did; nothing for an update of no concern, or of a form that this version does not know.

    Raises:
        Unreadable: it is no update.
    """
    try:
        update = json.loads(body)
        number = float(update["update_id"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable from error
    try:
        received = _received(update, number)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        return []
    return [] if received is None else [received]


def _received(update: Data, number: float) -> Received | None:
    if "message" in update:
        return _message(update["message"], number)
    if "edited_message" in update:
        return _edited(update["edited_message"], number)
    if "callback_query" in update:
        return _tap(update["callback_query"], number)
    if "my_chat_member" in update:
        return _membership(update["my_chat_member"], number)
    return None


def _message(message: Data, number: float) -> Received | None:
    chat, name = message["chat"], f"message {message['chat']['id']} {message['message_id']}"
    if message.get("from", {}).get("is_bot"):
        return None
    if chat["type"] != PRIVATE:
        kinds = {entity["type"] for entity in message.get("entities") or ()}
        return _notice(name, number, chat, PRIVATE_ONLY_NOTICE) if kinds.intersection(SPOKEN_TO) else None
    notice = MEDIA_NOTICE if MEDIA.intersection(message) else None
    text = str(message.get("text") or message.get("caption") or "")
    if not text and notice is None:  # such as "pinned a message"
        return None
    return Received(name, number, _person(chat), _address(chat), _words(text), notice=notice)


def _words(text: str) -> str:
    order = ORDER.fullmatch(text)
    if order is None or order[1].lower() not in ORDERS:
        return text
    rest = order[2] or ""
    return rest if len(rest.split()) > 1 else ORDERS[order[1].lower()]


def _edited(message: Data, number: float) -> Received | None:
    chat = message["chat"]
    if chat["type"] != PRIVATE:
        return None
    name = f"edited {chat['id']} {message['message_id']} {message.get('edit_date')}"
    return _notice(name, number, chat, EDITED_NOTICE)


def _tap(query: Data, number: float) -> Received | None:
    chat = query["message"]["chat"]
    if chat["type"] != PRIVATE or not query.get("data"):
        return None
    name = f"tap {query['id']}"
    extra = {"callback_query": str(query["id"])}
    return Received(name, number, _person(chat), _address(chat), str(query["data"]), tapped=True, extra=extra)


def _membership(change: Data, number: float) -> Received | None:
    chat = change["chat"]
    if chat["type"] != PRIVATE or change["new_chat_member"]["status"] != BLOCKED:
        return None
    return Received(f"left {chat['id']} {change['date']}", number, _person(chat), _address(chat), left=True)


def _notice(name: str, number: float, chat: Data, notice: str) -> Received:
    return Received(name, number, _person(chat), _address(chat), notice=notice)


def _person(chat: Data) -> str:
    return str(int(chat["id"]))


def _address(chat: Data) -> dict[str, Any]:
    return {"chat": int(chat["id"])}
