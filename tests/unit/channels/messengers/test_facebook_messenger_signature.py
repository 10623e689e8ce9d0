"""Signatures in X-Hub-Signature-256, also against examples that others have published."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.facebook_messenger.access import Access
from liverguide.channels.facebook_messenger.signature import is_signed


@pytest.mark.parametrize(
    ("secret", "body", "signature"),
    [
        (
            "It's a Secret to Everybody",
            b"Hello, World!",
            "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        ),
        (
            "It's a secret to everybody!",
            b'{"foo":"bar"}',
            "2d9425c2ae617d90196c5d22f48370822036174914268970cc864a7095b065dd",
        ),
    ],
    ids=["GitHub's documentation", "x-hub-signature's documentation"],
)
def test_published_examples(secret: str, body: bytes, signature: str) -> None:
    assert is_signed(secret, body, f"sha256={signature}")
    assert not is_signed(secret, body, signature)
    assert not is_signed(secret, body + b"\n", f"sha256={signature}")


@given(st.binary(max_size=50), st.text(max_size=80))
def test_nothing_else_is_believed(body: bytes, given_: str) -> None:
    made = "sha256=" + hmac.new(b"secret", body, hashlib.sha256).hexdigest()
    assert is_signed("secret", body, made)
    assert not is_signed("secret", body, given_)
    assert not is_signed("secret", body, "sha1=" + hmac.new(b"secret", body, hashlib.sha1).hexdigest())


def test_requests_prove_that_we_have_the_secret() -> None:
    access = Access("token", "12345", "secret", "https://graph.facebook.com/v25.0", "word")
    for parameters in (access.as_page(), access.as_app()):
        token = parameters["access_token"]
        assert parameters["appsecret_proof"] == hmac.new(b"secret", token.encode(), hashlib.sha256).hexdigest()
    assert access.as_app()["access_token"] == "12345|secret"
    assert "secret" not in repr(access)
    assert access.version == "v25.0"
