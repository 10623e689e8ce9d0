"""What a person sent: typed words or a tapped button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liverguide.channels.web.conversation import is_handle
from liverguide.channels.web.errors import Refusal
from liverguide.understanding.free_text import as_free_text

MOST_CHARACTERS = 5_000


@dataclass(frozen=True)
class Incoming:
    """One message as it goes to the dialogue. `id` is the client's; `intent` says that a button names an intent."""

    id: str
    text: str
    intent: bool


def incoming(body: Mapping[str, Any]) -> Incoming:
    """The message in a request's body.

    Raises:
        Refusal: there is none, it is empty, or it is longer than 5,000 characters.
    """
    message, sent = body.get("message_id"), [key for key in ("text", "payload") if key in body]
    words = body[sent[0]] if len(sent) == 1 else None
    if not is_handle(message) or not isinstance(words, str):
        raise Refusal(400, "message")
    if len(words) > MOST_CHARACTERS:
        raise Refusal(413, "too_long", "too_long", limit=f"{MOST_CHARACTERS:,}")
    if sent == ["payload"] and words.startswith("/"):
        return Incoming(str(message), words, intent=True)
    clean = as_free_text(words)
    if not clean:
        raise Refusal(400, "empty", "empty")
    return Incoming(str(message), clean, intent=False)
