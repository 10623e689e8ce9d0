"""The audit trail: who did what when."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy.orm import Session

from liverguide.desk.people.accounts import Person
from liverguide.desk.people.tables import AuditEntry

NOBODY = ""
COMMAND_LINE = "(command line)"
PAGE = 50


@dataclass(frozen=True)
class Trail:
    """A page of the trail, newest first; `older` is what the next page begins before, None at the end."""

    entries: tuple[AuditEntry, ...]
    older: int | None


def note(session: Session, person: Person, did: str, about: str | None = None) -> None:
    """Write down what a person did, such as `read` about a conversation."""
    note_as(session, person.name, did, about)


def note_as(session: Session, account: str, did: str, about: str | None = None) -> None:
    """The same where nobody is logged in: the name of an account, NOBODY or COMMAND_LINE."""
    session.add(AuditEntry(at=time.time(), account=account, did=did, about=about))


def has_done(session: Session, person: Person, did: str, about: str, within_seconds: float) -> bool:
    """Whether the trail says so of a person not longer ago."""
    wanted = session.query(AuditEntry.id).filter(
        AuditEntry.account == person.name, AuditEntry.did == did, AuditEntry.about == about,
        AuditEntry.at > time.time() - within_seconds,
    )  # fmt: skip
    return wanted.first() is not None


def read(session: Session, *, account: str = "", about: str = "", before: int | None = None) -> Trail:
    """The trail, all of it or what one account did, or what was done about one conversation or account."""
    wanted = session.query(AuditEntry).order_by(AuditEntry.id.desc())
    if account:
        wanted = wanted.filter(AuditEntry.account == account)
    if about:
        wanted = wanted.filter(AuditEntry.about == about)
    if before is not None:
        wanted = wanted.filter(AuditEntry.id < before)
    found = wanted.limit(PAGE + 1).all()
    session.expunge_all()
    return Trail(tuple(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None)


def purge(session: Session, keep_seconds: float) -> None:
    """Forget what is older."""
    session.query(AuditEntry).filter(AuditEntry.at < time.time() - keep_seconds).delete(False)
