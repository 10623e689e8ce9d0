"""What lets us in at Twilio, and Twilio in here."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from liverguide import settings
from liverguide.channels.messengers.openness import public_url, required

ACCOUNT, TOKEN, NUMBER = "LIVERGUIDE_TWILIO_ACCOUNT", "LIVERGUIDE_TWILIO_TOKEN", "LIVERGUIDE_WHATSAPP_NUMBER"
API, SENDERS_API = "LIVERGUIDE_TWILIO_API", "LIVERGUIDE_TWILIO_SENDERS_API"
TWILIOS_OWN, TWILIOS_OWN_SENDERS = "https://api.twilio.com", "https://messaging.twilio.com"

ACCOUNT_FORM = re.compile(r"AC[0-9a-f]{32}")
TOKEN_FORM = re.compile(r"[0-9A-Za-z]{32,}")
NUMBER_FORM = re.compile(r"\+[1-9]\d{6,14}")
PREFIX = "whatsapp:"


@dataclass(frozen=True)
class Access:
    """The account, its token, and the clinic's number as `whatsapp:+...`. `public_url` is this installation's."""

    account: str
    token: str = field(repr=False)
    sender: str
    public_url: str
    api: str = TWILIOS_OWN
    senders_api: str = TWILIOS_OWN_SENDERS

    @property
    def account_url(self) -> str:
        """The address of the account in the REST API, without an ending."""
        return f"{self.api}/2010-04-01/Accounts/{self.account}"

    @property
    def senders_url(self) -> str:
        """The address of the senders (numbers on WhatsApp)."""
        return f"{self.senders_api}/v2/Channels/Senders"


def access() -> Access:
    """From the environment.

    Raises:
        ChannelOff: something is not set.
        SettingError: what is set can't be used.
    """
    account, token, number = required(ACCOUNT, TOKEN, NUMBER)
    number = number.removeprefix(PREFIX).replace(" ", "")
    _check(ACCOUNT, account, ACCOUNT_FORM, "the account's SID, AC and 32 more characters")
    _check(TOKEN, token, TOKEN_FORM, "the account's auth token of 32 characters")
    _check(NUMBER, number, NUMBER_FORM, "the clinic's WhatsApp number with its country, like +12025550143")
    return Access(
        account,
        token,
        f"{PREFIX}{number}",
        public_url(),
        (os.environ.get(API) or TWILIOS_OWN).rstrip("/"),
        (os.environ.get(SENDERS_API) or TWILIOS_OWN_SENDERS).rstrip("/"),
    )


def _check(variable: str, value: str, form: re.Pattern[str], meaning: str) -> None:
    if not form.fullmatch(value):
        raise settings.SettingError(f"{variable} must be {meaning}, as Twilio's console shows it.")
