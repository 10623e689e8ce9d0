"""What a request of Twilio says: a message of a person, or what became of one of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from liverguide.channels.messengers.app import Unreadable
from liverguide.channels.messengers.received import Received
from liverguide.channels.whatsapp.access import PREFIX
from liverguide.channels.whatsapp.judging import CANNOT_BE_SENT, FAILED, code_of
from liverguide.channels.whatsapp.signature import parameters_of

Fields = Mapping[str, str]

SID = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")
LONGEST_ADDRESS = 128
PICTURE, RECEIVED = "MM", "received"

# Kinds that are no words of the person: a thumb on a message, a changed number, a call.
OF_NO_CONCERN = frozenset({"reaction", "system", "call", "ephemeral"})
WORDS = frozenset({"", "text", "button", "interactive"})

# Only the bare words. "Cancel", "end" and "quit" are answers in a dialogue, and end nothing but that.
STOP_WORDS = frozenset({"stop", "stopall", "stop all", "unsubscribe"})
HELP_WORDS = frozenset({"help", "info"})
START_WORDS = frozenset({"start", "unstop"})
AROUND_A_WORD = " \t\r\n.!\"'"

MEDIA_NOTICE = "messenger.media"
STOPPED_NOTICE, HELP_NOTICE = "app.whatsapp.stopped", "app.whatsapp.help"
PICTURE_NOTICE = "app.whatsapp.picture_lost"


@dataclass(frozen=True)
class Undelivered:
    """One of our messages that did not arrive, with Twilio's error code (0: none told)."""

    code: int


def read(body: bytes, account: str, sender: str, now: float) -> list[Received | Undelivered]:
    """What happened; nothing for kinds of requests that are of no concern. `now` in seconds since 1970.

    Raises:
        Unreadable: it is no request of Twilio.
    """
    try:
        fields = dict(parameters_of(body))
    except UnicodeDecodeError as error:
        raise Unreadable from error
    if not fields:
        raise Unreadable
    sid = fields.get("MessageSid") or fields.get("SmsSid") or ""
    if fields.get("AccountSid") != account or not SID.fullmatch(sid):
        return []
    if fields.get("MessageStatus", RECEIVED) != RECEIVED:
        return _status(fields, sid, sender, now)
    if fields.get("To") != sender or not _is_address(fields.get("From")):
        return []
    return [*_message(fields, sid, now)]


def _message(fields: Fields, sid: str, now: float) -> list[Received]:
    # A tapped button or row of a list says its title. We send none; the clinic may, by a template of its own.
    text = fields.get("Body") or fields.get("ButtonText") or fields.get("ListTitle") or ""
    kind = fields.get("MessageType", "").lower()
    if kind in OF_NO_CONCERN:
        return []
    if fields.get("NumMedia", "0") not in ("", "0") or kind not in WORDS or "Latitude" in fields:
        return [_received(sid, fields, now, text, MEDIA_NOTICE)]
    word, handled = text.strip(AROUND_A_WORD).casefold(), fields.get("OptOutType")
    if word in STOP_WORDS or handled == "STOP":
        # What goes on in the dialogue stops, too. Where Twilio has stopped it already, nothing could be sent.
        said = [] if handled else [_received(sid, fields, now, "stop", STOPPED_NOTICE)]
        return [*said, _received(f"stop {sid}", fields, now, left=True)]
    if word in HELP_WORDS:
        return [_received(sid, fields, now, "help", HELP_NOTICE)]
    return [_received(sid, fields, now, "hello" if word in START_WORDS else text)]


def _received(
    name: str, fields: Fields, now: float, text: str = "", notice: str | None = None, left: bool = False
) -> Received:
    return _of(fields["From"], name, now, text, notice, left)


def _status(fields: Fields, sid: str, sender: str, now: float) -> list[Received | Undelivered]:
    person = fields.get("To", "")
    if fields["MessageStatus"] not in FAILED or fields.get("From") != sender or not _is_address(person):
        return []
    code = code_of(fields.get("ErrorCode"))
    name = f"undelivered {sid}"
    if code in CANNOT_BE_SENT:
        return [Undelivered(code), _of(person, name, now, left=True)]
    if sid.startswith(PICTURE):
        return [Undelivered(code), _of(person, name, now, notice=PICTURE_NOTICE)]
    return [Undelivered(code)]


def _of(person: str, name: str, now: float, text: str = "", notice: str | None = None, left: bool = False) -> Received:
    return Received(name, now, person, {"to": person}, text, notice=notice, left=left)


def _is_address(value: str | None) -> bool:
    return value is not None and value.startswith(PREFIX) and len(PREFIX) < len(value) <= LONGEST_ADDRESS
