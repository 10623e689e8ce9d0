"""Twilio's signature, made by Twilio's own library and checked by us; whatever was changed is noticed."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from liverguide.channels.whatsapp.signature import is_signed

TOKEN = "fedcba9876543210" * 2
URL = "https://chat.clinic.example/webhooks/whatsapp/webhook"
FIELDS = {"Body": "what is MELD?", "From": "whatsapp:+491701234567", "To": "whatsapp:+12025550143", "Empty": ""}
TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


def signature(url: str = URL, fields: dict[str, str] = FIELDS, token: str = TOKEN) -> str:
    return str(RequestValidator(token).compute_signature(url, fields))


def checked(url: str, body: bytes, given: str) -> bool:
    return is_signed(TOKEN, url, body, given)


@given(st.dictionaries(TEXTS.filter(bool), TEXTS, max_size=6))
def test_what_twilios_library_signs_is_believed(fields: dict[str, str]) -> None:
    assert checked(URL, urlencode(fields).encode(), signature(fields=fields))


def test_the_published_example() -> None:
    # From Twilio's page on webhook security.
    fields = {
        "CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309",
        "To": "+18005551212",
    }  # fmt: skip
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert is_signed("12345", url, urlencode(fields).encode(), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


@pytest.mark.parametrize(
    "url",
    [f"{URL}?a=1&b=%C3%A9", "https://chat.clinic.example:8443/webhooks/whatsapp/webhook", f"{URL}?x"],
    ids=["query", "port", "bare query"],
)
def test_the_whole_address_is_signed(url: str) -> None:
    body = urlencode(FIELDS).encode()
    assert checked(url, body, signature(url))
    assert not checked(f"{url}1", body, signature(url))


def test_the_port_may_be_signed_or_not() -> None:
    body = urlencode(FIELDS).encode()
    assert checked(URL, body, signature(URL.replace(".example", ".example:443")))
    ours = URL.replace(".example", ".example:8443")
    assert checked(ours, body, signature(URL))
    assert not checked(URL, body, signature(ours))


def test_a_parameter_that_is_sent_twice_counts_with_both_values() -> None:
    class Twice(dict[str, str]):
        def getlist(self, name: str) -> list[str]:
            return ["2", "1"]

    body = b"MediaUrl=1&MediaUrl=2"
    assert checked(URL, body, signature(fields=Twice(MediaUrl="")))
    assert not checked(URL, body, signature(fields={"MediaUrl": "1"}))


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "ä", "\udcff", signature()[:-1], signature() + "=", signature(token="0" * 32), signature(fields={})],
    ids=["none", "short", "no ascii", "no unicode", "cut", "longer", "other token", "other fields"],
)
def test_what_is_not_signed_is_not_believed(wrong: str) -> None:
    assert not checked(URL, urlencode(FIELDS).encode(), wrong)


@given(st.binary(max_size=60))
def test_no_other_body_passes(body: bytes) -> None:
    assert not checked(URL, body, signature())


def test_a_body_that_is_no_form_is_held_by_its_hash() -> None:
    body = b'{"a": "\xff"}'
    url = f"{URL}?bodySHA256={hashlib.sha256(body).hexdigest()}"
    signed = signature(url, {})
    assert checked(url, body, signed)
    assert not checked(url, body + b" ", signed)
    other = f"{URL}?bodySHA256={hashlib.sha256(body + b' ').hexdigest()}"
    assert not checked(other, body + b" ", signed), "the hash stands in the signed address"
    assert not checked(URL, body, signed)
