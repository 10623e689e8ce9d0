"""What Twilio's answers and error codes mean (the codes: https://www.twilio.com/docs/api/errors)."""

from __future__ import annotations

from typing import Any

from liverguide.channels.messengers.outbound import Answered, Away, PersonGone, Refused, seconds_of

NOT_ACCEPTED = (401, 403, 404)
TOO_MANY = 429
BROKEN = 500

# Nothing may be sent to this person, today or at all. Writing to us opens it again in every case.
CANNOT_BE_SENT = {
    21211: "the number is none",
    21610: "the person sent STOP",
    21614: "the number takes no messages",
    63003: "not on WhatsApp",
    63015: "has not joined the sandbox",
    63016: "the 24 hours after the person's last message are over",
    63024: "not a number on WhatsApp",
    63032: "WhatsApp does not let this person be written to",
    63033: "the person blocked the number",
}
# The clinic's own account or number, to be mended by the clinic; answers wait until it is.
TO_BE_MENDED = {
    10001: "the account is not active",
    20003: "account and token do not fit together, or there is no credit",
    20005: "the account is not active",
    21212: "the sender's number is wrong",
    21606: "the sender's number is not the account's",
    21660: "the sender's number is not the account's",
    63002: "the sender's number is not on WhatsApp",
    63007: "the sender's number is not on WhatsApp",
    63008: "the sender is not set up",
}
# More than may be sent in a while.
SLOWER = (14107, 20429, 63018, 63038)
FAILED = ("failed", "undelivered")


def judge(answered: Answered) -> dict[str, Any]:
    """A good answer's body.

    Raises:
        Away: to be tried again, after what Twilio asks for.
        PersonGone: nothing can be sent to this person.
        Refused: it will never be taken.
    """
    body, status = answered.body, answered.status
    good = 200 <= status < 300
    code = code_of(body.get("error_code" if good else "code"))
    if good and body and body.get("status") not in FAILED:
        return body
    reason, detail = f"status {status}, code {code}", str(body.get("message") or body.get("error_message") or "")
    if code in CANNOT_BE_SENT:
        raise PersonGone(f"{reason}: {CANNOT_BE_SENT[code]}", detail)
    if code in TO_BE_MENDED:
        raise Away(f"{reason}: {TO_BE_MENDED[code]}", detail)
    if status == TOO_MANY or code in SLOWER:
        raise Away("too many requests", detail, seconds=seconds_of(answered.headers))
    if status in NOT_ACCEPTED:
        raise Away(f"account and token are not accepted ({reason})", detail)
    if status >= BROKEN or not body:
        raise Away(reason, detail)
    raise Refused(reason, detail)


def code_of(value: Any) -> int:
    """Twilio's error code, which is a number or a number in a text; 0 for none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
