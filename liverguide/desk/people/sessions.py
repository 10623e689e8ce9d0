"""Log-in sessions: a random cookie, known to the database only by its hash, that ends by itself."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time

from sqlalchemy.orm import Session

from liverguide.desk.people.accounts import Person, person_of
from liverguide.desk.people.tables import Account, LoginSession

COOKIE = "liverguide_desk"
# A desk is left alone during a break; a shift has eight hours.
IDLE_SECONDS = 30 * 60.0
LONGEST_SECONDS = 10 * 3600.0
# A session from the future began by a clock that was wrong; two machines' clocks differ by moments.
CLOCKS_DIFFER_SECONDS = 60.0
# Not every request of a busy page needs a write.
NOTE_EVERY_SECONDS = 60.0


def begin(session: Session, person: Person) -> str:
    """Log a person in; what the cookie is to hold. It is a new one each time, whatever the browser sent."""
    cookie = secrets.token_urlsafe(32)
    now = time.time()
    session.add(LoginSession(key=_key(cookie), account=person.name, began=now, used=now))
    return cookie


def person_behind(session: Session, cookie: str | None, *, in_use: bool = True) -> Person | None:
    """Who is logged in with this cookie; None when nobody is, or not any more.

    `in_use` is false where a page asks by itself, without anybody there: that keeps no session alive.
    """
    found = session.get(LoginSession, _key(cookie)) if cookie else None
    if found is None:
        return None
    now = time.time()
    account = session.get(Account, found.account)
    goes_on = _is_within(found.used, IDLE_SECONDS, now) and _is_within(found.began, LONGEST_SECONDS, now)
    if account is None or account.disabled or not goes_on:
        end(session, cookie)
        return None
    if in_use and now - found.used > NOTE_EVERY_SECONDS:
        # Not through the object: the session may have been ended by another request meanwhile.
        session.query(LoginSession).filter(LoginSession.key == found.key).update({"used": now}, False)
    return person_of(account)


def end(session: Session, cookie: str | None) -> None:
    """Log out."""
    if cookie:
        session.query(LoginSession).filter(LoginSession.key == _key(cookie)).delete(False)


def purge(session: Session) -> None:
    """Forget sessions that have ended."""
    now = time.time()
    latest = now + CLOCKS_DIFFER_SECONDS
    goes_on = LoginSession.used.between(now - IDLE_SECONDS, latest) & LoginSession.began.between(
        now - LONGEST_SECONDS, latest
    )
    session.query(LoginSession).filter(~goes_on).delete(False)


def form_token(cookie: str) -> str:
    """What each form of this session carries, and no other site can know."""
    return hmac.new(cookie.encode(), b"liverguide desk form", hashlib.sha256).hexdigest()


def is_form_token(cookie: str, token: object) -> bool:
    """Whether a form was made for this session."""
    return isinstance(token, str) and hmac.compare_digest(form_token(cookie).encode(), token.encode())


def _is_within(since: float, seconds: float, now: float) -> bool:
    return now - seconds <= since <= now + CLOCKS_DIFFER_SECONDS


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
