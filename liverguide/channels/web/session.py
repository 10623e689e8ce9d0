"""Sessions: a random id that is signed, so that nobody can make one up or change one."""

from __future__ import annotations

import hashlib
import secrets

from itsdangerous import BadSignature, TimestampSigner

COOKIE = "liverguide_session"
LIFETIME_SECONDS = 86_400
OWN_SITE = "own site"


class SessionInvalid(Exception):
    """No session, or one that is unsigned, changed, too old, or made for another site."""


class Sessions:
    """Issues and checks sessions; keeps none of them.

    A session is good for the site for which it was made: the same site, where it is a cookie (`site` None), or one
    listed other site, where it is a token.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def new_id(self) -> str:
        """An id that nobody can guess."""
        return secrets.token_urlsafe(24)

    def sign(self, session: str, site: str | None) -> str:
        """The id in the form in which it is given out; good for 24 hours from now."""
        return self._signer(site).sign(session).decode()

    def read(self, signed: str | None, site: str | None, lifetime: float = LIFETIME_SECONDS) -> str:
        """The id of a session that was signed at most `lifetime` seconds ago.

        Raises:
            SessionInvalid: it cannot be used.
        """
        if not signed:
            raise SessionInvalid
        try:
            return self._signer(site).unsign(signed, max_age=int(lifetime)).decode()
        except (BadSignature, UnicodeError):
            raise SessionInvalid from None  # the cause's text holds the token

    def _signer(self, site: str | None) -> TimestampSigner:
        return TimestampSigner(
            self._secret, salt=f"liverguide web session, {site or OWN_SITE}", digest_method=hashlib.sha256
        )
