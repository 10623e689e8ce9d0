"""A cookie that says in which browser people have logged in before (OWASP calls it a device cookie).

It opens nothing. It only keeps their tries apart from those of strangers, in throttle.py.
"""

from __future__ import annotations

import secrets

from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "liverguide_desk_browser"
LIFETIME_SECONDS = 180 * 86_400
# Colleagues share the computer at the counter.
MOST_NAMES = 8


class KnownBrowsers:
    """Signs and reads the cookie."""

    def __init__(self, key: str) -> None:
        self._signer = URLSafeTimedSerializer(key, salt="known browser")

    def known_as(self, cookie: str | None, name: str) -> str | None:
        """What the browser is called if this person has logged in with it."""
        browser, names = self._read(cookie)
        return browser if name in names else None

    def with_name(self, cookie: str | None, name: str) -> str:
        """The cookie after this person has logged in."""
        browser, names = self._read(cookie)
        kept = [other for other in names if other != name][-(MOST_NAMES - 1) :]
        return self._signer.dumps([browser or secrets.token_urlsafe(16), [*kept, name]])

    def _read(self, cookie: str | None) -> tuple[str | None, list[str]]:
        try:
            browser, names = self._signer.loads(cookie or "", max_age=LIFETIME_SECONDS)
        except BadSignature:
            return None, []
        return str(browser), [str(name) for name in names]
