"""What lets us in at Meta, and Meta in here."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from dataclasses import dataclass, field

from liverguide import settings
from liverguide.channels.messengers.openness import required

TOKEN = "LIVERGUIDE_MESSENGER_TOKEN"
APP_ID = "LIVERGUIDE_MESSENGER_APP_ID"
APP_SECRET = "LIVERGUIDE_MESSENGER_APP_SECRET"
GRAPH = "LIVERGUIDE_MESSENGER_GRAPH"
# The one place with a version of the Graph API. Meta keeps v25.0 until 29 July 2028.
METAS_OWN = "https://graph.facebook.com/v25.0"

TOKEN_FORM = re.compile(r"[A-Za-z0-9_-]{20,}")
APP_ID_FORM = re.compile(r"\d{5,20}")
APP_SECRET_FORM = re.compile(r"[A-Za-z0-9]{16,}")
GRAPH_FORM = re.compile(r"(?:https://[A-Za-z0-9.-]+(?::\d{1,5})?|http://127\.0\.0\.1:\d{1,5})/v\d{1,3}\.\d")


@dataclass(frozen=True)
class Access:
    """The page's access token, Meta's app with its secret, the Graph API's address, and the word of the handshake."""

    token: str = field(repr=False)
    app_id: str
    app_secret: str = field(repr=False)
    graph: str
    verify_token: str = field(repr=False)

    @property
    def version(self) -> str:
        """Of the Graph API, such as "v25.0"."""
        return self.graph.rpartition("/")[2]

    def url(self, path: str) -> str:
        """An address of the Graph API, such as that of "me/messages". Holds no secret."""
        return f"{self.graph}/{path}"

    def as_page(self) -> dict[str, str]:
        """Parameters of a request in the name of the page. Secret."""
        return self._signed(self.token)

    def as_app(self) -> dict[str, str]:
        """Parameters of a request in the name of Meta's app, which owns the webhook. Secret."""
        return self._signed(f"{self.app_id}|{self.app_secret}")

    def _signed(self, token: str) -> dict[str, str]:
        # Shows that whoever has the token also has the secret, so that a token alone opens nothing.
        proof = hmac.new(self.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        return {"access_token": token, "appsecret_proof": proof}


def access() -> Access:
    """From the environment.

    Raises:
        ChannelOff: something is not set.
        SettingError: something that is set can't be right.
    """
    token, app_id, app_secret = required(TOKEN, APP_ID, APP_SECRET)
    graph = (os.environ.get(GRAPH) or METAS_OWN).rstrip("/")
    for variable, value, form, like in (
        (TOKEN, token, TOKEN_FORM, "a page's access token as Meta's app dashboard gives it, like EAAB..."),
        (APP_ID, app_id, APP_ID_FORM, "the number of Meta's app"),
        (APP_SECRET, app_secret, APP_SECRET_FORM, "the secret of Meta's app, 32 letters and digits"),
        (GRAPH, graph, GRAPH_FORM, f"an address with a version, like {METAS_OWN}"),
    ):
        if not form.fullmatch(value):
            raise settings.SettingError(f"{variable} must be {like}.")
    return Access(token, app_id, app_secret, graph, verify_token_of(settings.secret(), app_id))


def verify_token_of(secret: str, app_id: str) -> str:
    """Derived, so that there is nothing more to keep; another app or a new installation gets a new one."""
    return hmac.new(f"liverguide messenger webhook {secret}".encode(), app_id.encode(), hashlib.sha256).hexdigest()
