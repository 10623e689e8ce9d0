"""What lets us in at Telegram, and Telegram in here."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from dataclasses import dataclass, field

from liverguide import settings
from liverguide.channels.messengers.openness import required

TOKEN = "LIVERGUIDE_TELEGRAM_TOKEN"
API = "LIVERGUIDE_TELEGRAM_API"
TELEGRAMS_OWN = "https://api.telegram.org"
TOKEN_FORM = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{30,}")


@dataclass(frozen=True)
class Access:
    """The bot's token, the Bot API's address, and the word by which Telegram's requests are known."""

    token: str = field(repr=False)
    api: str
    secret_token: str = field(repr=False)

    def url(self, method: str) -> str:
        """The address of a method of the Bot API. Holds the token: never to be logged."""
        return f"{self.api}/bot{self.token}/{method}"


def access() -> Access:
    """From the environment.

    Raises:
        ChannelOff: no token is set.
        SettingError: what is set is no token.
    """
    (token,) = required(TOKEN)
    if not TOKEN_FORM.fullmatch(token):
        raise settings.SettingError(f"{TOKEN} must be a bot's token as BotFather gives it, like 123456:ABC-DEF...")
    api = (os.environ.get(API) or TELEGRAMS_OWN).rstrip("/")
    return Access(token, api, secret_token_of(settings.secret(), token))


def secret_token_of(secret: str, token: str) -> str:
    """Derived, so that there is nothing more to keep; a new bot or a new installation gets a new one."""
    return hmac.new(f"liverguide telegram webhook {secret}".encode(), token.encode(), hashlib.sha256).hexdigest()
