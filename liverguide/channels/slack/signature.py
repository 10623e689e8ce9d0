"""Whether a request comes from Slack: HMAC-SHA256 over version, time and raw body, not older than five minutes."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Mapping

from liverguide.channels.messengers.app import Forged

VERSION = "v0"
SIGNATURE_HEADER, TIME_HEADER = "x-slack-signature", "x-slack-request-timestamp"
# Slack's own advice. Clocks may differ either way.
LONGEST_SECONDS = 300
SECONDS = re.compile(r"[0-9]{1,12}")


def verify(secret: str, headers: Mapping[str, str], body: bytes) -> None:
    """Check the signature in constant time. `headers` are looked up by names in small letters.

    Raises:
        Forged: it is wrong or missing, or the request was not signed just now.
    """
    sent = headers.get(TIME_HEADER, "")
    given = headers.get(SIGNATURE_HEADER, "")
    signed = hmac.new(secret.encode(), f"{VERSION}:{sent}:".encode() + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(given.encode(), f"{VERSION}={signed}".encode()):
        raise Forged
    if not SECONDS.fullmatch(sent) or abs(time.time() - int(sent)) > LONGEST_SECONDS:
        raise Forged
