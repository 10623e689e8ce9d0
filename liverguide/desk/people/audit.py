"""The audit trail: who did what when."""

from __future__ import annotations

import time

from sqlalchemy.orm import Session

from liverguide.desk.people.accounts import Person
from liverguide.desk.people.tables import AuditEntry


def note(session: Session, person: Person, did: str, about: str | None = None) -> None:
    """Write down what a person did, such as `read` about a conversation."""
    session.add(AuditEntry(at=time.time(), account=person.name, did=did, about=about))
