"""Names of conversations and messages in the store: keyed hashes, so that no row tells whose account it was."""

from __future__ import annotations

import hashlib
import hmac


def conversation_of(secret: str, channel: str, person: str) -> str:
    """The conversation's name (Rasa's sender id) for a person of an app. `secret` is the installation's."""
    return f"{channel}:{_keyed(secret, 'conversation', channel, person)}"


def message_key(secret: str, channel: str, message: str) -> str:
    """An app's message id as it stands in the conversation and in the list of what came in."""
    return _keyed(secret, "message", channel, message)


def _keyed(secret: str, what: str, channel: str, name: str) -> str:
    key = f"liverguide messenger {what} {secret}".encode()
    return hmac.new(key, f"{channel} {name}".encode(), hashlib.sha256).hexdigest()
