"""Slows down guessing of passwords, and shuts nobody out.

Failed log-ins are counted in the database, so neither a restart nor a second replica forgets them. Beyond some free
tries each further one brings a pause that doubles. Counted are the name together with the address; the name alone and
the address alone with many more free tries and short pauses, against guessing from many places or of many names. A
browser in which the person logged in before (known_browsers.py) is counted for itself alone, so that no stranger's
guessing keeps anybody waiting at their own desk.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide.desk.people.tables import FailedLogins

FORGET_SECONDS = 24 * 3600.0


@dataclass(frozen=True)
class Limit:
    """How many tries are free, and the longest pause after further ones, in seconds."""

    free: int
    longest: float

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many failures."""
        over = failures - self.free
        return 0.0 if over < 0 else min(2.0 ** min(over, 30), self.longest)


TOGETHER = Limit(5, 900.0)
NAME = Limit(30, 60.0)
ADDRESS = Limit(30, 60.0)


class Throttle:
    """Counts under keyed hashes: what was typed as a name may be somebody's password."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def counted(self, name: str, address: str, browser: str | None) -> dict[str, Limit]:
        """What a try is counted under; `browser` names one that this person is known to use."""
        if browser is not None:
            return {self._hash("browser", name, browser): TOGETHER}
        return {
            self._hash("together", name, _place(address)): TOGETHER,
            self._hash("name", name): NAME,
            self._hash("address", _place(address)): ADDRESS,
        }

    def _hash(self, *parts: str) -> str:
        return hmac.new(self._key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def _place(address: str) -> str:
    """What stands for all addresses that one computer can give itself: with IPv6 the 2^64 of its network."""
    try:
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    except ValueError:
        return address


def begin(session: Session, counted: dict[str, Limit]) -> float:
    """Count a try as failed, before it is known; or the seconds to wait, and then it is not counted.

    Counting first means that many tries at once are as many tries; not counting those that came too early means that
    nobody makes a pause longer by knocking.
    """
    now = time.time()
    rows = [_row(session, key, now) for key in sorted(counted)]
    for row in rows:  # if the clock was set back meanwhile, no pause lasts until it is there again
        row.until, row.last = min(row.until, now + counted[row.key].longest), min(row.last, now)
    wait = max(row.until for row in rows) - now
    if wait > 0:
        return float(wait)
    for row in rows:
        row.failures += 1
        row.last = now
        pause = counted[row.key].pause(row.failures)
        # No pause sets no end: of two tries at once the later one may have read the clock first, while it waited.
        if pause:
            row.until = now + pause
    return 0.0


def succeeded(session: Session, counted: dict[str, Limit]) -> None:
    """The try was none of guessing: what it counted is taken back, and the person's own count begins anew."""
    now = time.time()
    for key in sorted(counted):
        row = _row(session, key, now)
        row.failures = 0 if counted[key] is TOGETHER else max(row.failures - 1, 0)
        row.until = 0.0


def purge(session: Session) -> None:
    """Forget what is so long ago that it counts no more."""
    session.query(FailedLogins).filter(FailedLogins.last < time.time() - FORGET_SECONDS).delete(False)


_MAKE = sa.text(
    "INSERT INTO desk_failed_logins (key, failures, last, until) VALUES (:key, 0, :now, 0) ON CONFLICT DO NOTHING"
)


def _row(session: Session, key: str, now: float) -> FailedLogins:
    # The insert also makes SQLite take the write lock, as FOR UPDATE locks the row elsewhere.
    session.execute(_MAKE, {"key": key, "now": now})
    row: FailedLogins = session.get(FailedLogins, key, with_for_update=True, populate_existing=True)
    if now - row.last > FORGET_SECONDS:
        row.failures, row.until = 0, 0.0
    return row
