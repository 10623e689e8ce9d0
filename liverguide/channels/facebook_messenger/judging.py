"""What the Graph API's answers mean."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from liverguide.channels.messengers.outbound import Answered, Away, PersonGone, Refused, seconds_of

TOO_MANY = 429
BROKEN = 500
# Rate limits of app, user, page, call and Messenger; temporary failures.
TO_WAIT = frozenset({4, 17, 32, 613, 80006, 2, 1200})

UNAVAILABLE = 551
NO_SUCH_PERSON = 2018001
# With codes 10 and 200, which without them mean that the app lacks a permission: the 24 hours after the person's last
# message are over (two subcodes), or the person takes no messages from this page.
NOT_TO_THIS_PERSON = frozenset({2018278, 2018065, 2018108, 1545041})

# For the clinic to mend, so the log says how. It is never Graph's own message, which may quote what was sent.
CURES = {
    190: "the page's access token is not accepted: make a new one and set LIVERGUIDE_MESSENGER_TOKEN",
    2500: "the Graph API does not know this address: look at the version in LIVERGUIDE_MESSENGER_GRAPH",
    2635: "Meta has retired this version of the Graph API: set a newer one in LIVERGUIDE_MESSENGER_GRAPH",
    10: "Meta's app may not write for the page: look at its permissions and at the page's token",
    200: "Meta's app may not write for the page: look at its permissions and at the page's token",
    230: "Meta's app may not write for the page: look at its permissions and at the page's token",
    368: "Meta has blocked the page or the app for a while: look at the app dashboard and the page's Support Inbox",
    10904: "the page takes no messages: switch them on in the page's settings",
}

USAGE_HEADER = "x-business-use-case-usage"
LONGEST_WAIT_SECONDS = 24 * 3600.0


def judge(answered: Answered) -> dict[str, Any]:
    """A good answer's body.

    Raises:
        Away: to be tried again, after what Meta asks for.
        PersonGone: the person blocked the page, is gone, or wrote too long ago to be answered.
        Refused: it will never be taken.
    """
    body, status = answered.body, answered.status
    error = body.get("error")
    if status == 200 and body and error is None:
        return body
    if not isinstance(error, dict):  # not from Graph itself
        raise Away(f"status {status}", seconds=_wait(answered.headers))
    code, subcode = error.get("code"), error.get("error_subcode")
    code, subcode = (number if isinstance(number, int) else 0 for number in (code, subcode))
    reason = f"code {code}" + (f", subcode {subcode}" if subcode else "")
    detail = str(error.get("message") or "")
    if code == UNAVAILABLE or subcode == NO_SUCH_PERSON or (code in (10, 200) and subcode in NOT_TO_THIS_PERSON):
        raise PersonGone(reason, detail)
    if status == TOO_MANY or status >= BROKEN or code in TO_WAIT or error.get("is_transient") is True:
        raise Away(reason, detail, seconds=_wait(answered.headers))
    raise Refused(f"{reason}: {CURES[code]}" if code in CURES else reason, detail)


def _wait(headers: Mapping[str, str]) -> float | None:
    """How long Meta asks to wait: in minutes in its own header, or in a Retry-After."""
    usage = next((value for name, value in headers.items() if name.lower() == USAGE_HEADER), "")
    try:
        minutes = [each["estimated_time_to_regain_access"] for kinds in json.loads(usage).values() for each in kinds]
        seconds: float = 60.0 * max(minutes)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return seconds_of(headers)
    if not math.isfinite(seconds) or seconds <= 0:
        return seconds_of(headers)
    return min(seconds, LONGEST_WAIT_SECONDS)
