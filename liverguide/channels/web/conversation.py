"""Whose conversation a request belongs to: one session's one browser tab."""

from __future__ import annotations

import hashlib
import hmac
import re

CHANNEL = "web"
HANDLE = re.compile(r"[A-Za-z0-9-]{8,64}")


def is_handle(handle: object) -> bool:
    """Whether this can be the random name that a tab gave itself (or the random id of a message)."""
    return isinstance(handle, str) and HANDLE.fullmatch(handle) is not None


def conversation_of(secret: str, session: str, handle: str) -> str:
    """The conversation's name in the store (Rasa's sender id).

    A keyed hash of both: a tab's handle is worth nothing without its session, and nobody who knows both can work out
    the name.
    """
    key = f"liverguide web conversation {secret}".encode()
    return f"{CHANNEL}:{hmac.new(key, f'{session} {handle}'.encode(), hashlib.sha256).hexdigest()}"
