"""Twilio's signature of its requests: a keyed hash of the address and of all parameters as they were sent.

Twilio's own `RequestValidator` is not used: it compares sign by sign in Python, takes a dictionary, in which a
parameter that is sent twice is lost, and gives no way to check a body that is not text.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qs, parse_qsl, urlsplit, urlunsplit

HEADER = "x-twilio-signature"
BODY_HASH = "bodySHA256"
PORTS = {"https": 443, "http": 80}

Parameters = Sequence[tuple[str, str]]


def parameters_of(body: bytes) -> Parameters:
    """A form's parameters in the order sent, also empty ones and those that are sent twice.

    Raises:
        UnicodeDecodeError: the body is no form.
    """
    return parse_qsl(body.decode("ascii"), keep_blank_values=True)


def is_signed(token: str, url: str, body: bytes, given: str) -> bool:
    """Whether `given` is the signature of a request to `url`.

    A body that is no form is not signed itself: its hash stands in the address, which is.
    """
    hashes = parse_qs(urlsplit(url).query).get(BODY_HASH)
    try:
        parameters = () if hashes else parameters_of(body)
    except UnicodeDecodeError:
        return False
    right = [_same(_signature(token, form, parameters), given) for form in _with_and_without_port(url)]
    return any(right) and (not hashes or _same(hashlib.sha256(body).hexdigest(), hashes[0].lower()))


def _signature(token: str, url: str, parameters: Iterable[tuple[str, str]]) -> str:
    signed = url + "".join(name + value for name, value in sorted(set(parameters)))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(errors="replace"), hashlib.sha1).digest()).decode()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode(errors="replace"))


def _with_and_without_port(url: str) -> tuple[str, str]:
    """Twilio's servers do not agree on whether the port belongs to the address that is signed."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition(":")[0] if parts.port else parts.netloc
    port = parts.port or PORTS[parts.scheme]
    return urlunsplit(parts._replace(netloc=host)), urlunsplit(parts._replace(netloc=f"{host}:{port}"))
