"""What lets us in at Slack, and Slack in here."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from liverguide import settings
from liverguide.channels.messengers.openness import required

TOKEN = "LIVERGUIDE_SLACK_TOKEN"
SIGNING_SECRET = "LIVERGUIDE_SLACK_SIGNING_SECRET"
API = "LIVERGUIDE_SLACK_API"
SLACKS_OWN = "https://slack.com/api"
TOKEN_FORM = re.compile(r"xoxb-[A-Za-z0-9-]{10,}")
SIGNING_SECRET_FORM = re.compile(r"[0-9a-f]{32,}")


@dataclass(frozen=True)
class Access:
    """The bot's token, the secret with which Slack signs its requests, and the Web API's address."""

    token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    api: str

    def url(self, method: str) -> str:
        """The address of a method of the Web API."""
        return f"{self.api}/{method}"

    @property
    def headers(self) -> dict[str, str]:
        """What every call carries. Holds the token: never to be logged."""
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json; charset=utf-8"}


def access() -> Access:
    """From the environment.

    Raises:
        ChannelOff: the token or the signing secret is not set.
        SettingError: what is set is none.
    """
    token, signing_secret = required(TOKEN, SIGNING_SECRET)
    if not TOKEN_FORM.fullmatch(token):
        raise settings.SettingError(
            f"{TOKEN} must be a bot's token without rotation, which begins with xoxb- (OAuth & Permissions)."
        )
    if not SIGNING_SECRET_FORM.fullmatch(signing_secret):
        raise settings.SettingError(
            f"{SIGNING_SECRET} must be the signing secret, 32 signs of 0-9 and a-f (Basic Information)."
        )
    return Access(token, signing_secret, (os.environ.get(API) or SLACKS_OWN).rstrip("/"))
