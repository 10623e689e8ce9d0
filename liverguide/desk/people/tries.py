"""One try with a password, at the log-in or where somebody changes their own: throttled, checked, noted."""

from __future__ import annotations

import math

from starlette.requests import Request

from liverguide.desk.desk import desk_of
from liverguide.desk.people import accounts, audit, cookies, known_browsers, throttle
from liverguide.desk.people.accounts import Checked
from liverguide.desk.people.known_browsers import KnownBrowsers


class TooEarly(Exception):
    """There were too many tries; `seconds` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = math.ceil(seconds)
        minutes = math.ceil(self.seconds / 60)
        wait = f"{self.seconds} seconds" if self.seconds < 60 else f"{minutes} minutes"
        super().__init__(
            f"There were too many tries. Wait {'1 second' if self.seconds == 1 else wait}, then try again."
        )


def tried(request: Request, name: str, password: str) -> Checked | None:
    """Who has this name and this password; None if they don't belong together.

    Raises:
        TooEarly: neither was looked at.
    """
    desk = desk_of(request)
    address = desk.address.client(request)
    browser = KnownBrowsers(desk.key).known_as(cookies.read(request, known_browsers.COOKIE), name)
    counted = throttle.Throttle(desk.key).counted(name, address, browser)
    with desk.database.session() as session:
        wait = throttle.begin(session, counted)
    if wait > 0:
        raise TooEarly(wait)
    with desk.database.session() as session:
        checked = accounts.checked(session, name, password)
    with desk.database.session() as session:
        if checked is not None:
            throttle.succeeded(session, counted)
        else:
            # What was typed as a name is kept only if it is one.
            known = name if accounts.exists(session, name) else audit.NOBODY
            audit.note_as(session, known, "gave a wrong password", f"from {address}")
    return checked
