"""How requests of Meta are told from others: an HMAC of the raw body, made with the app's secret."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "x-hub-signature-256"


def is_signed(app_secret: str, body: bytes, given: str) -> bool:
    """Whether `given`, the header's value, fits the body. Compared in constant time.

    Meta also sends the older SHA-1 in another header; it is never looked at.
    """
    expected = "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(given.encode(), expected.encode())
