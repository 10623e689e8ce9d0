"""Conversations that the clinic's people were asked to join, or have joined; who has which, and since when.

The assistant keeps it with the events, so that it holds while the front desk is down: who waits is told in time that
nobody came, and who was left by staff gets answers again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()

WAITING, TAKEN = "waiting", "taken"


class StaffChat(Base):  # type: ignore[misc, valid-type]
    """One conversation. `since`: when it was asked for or taken; `active`: when staff last did something in it."""

    __tablename__ = "staff_chats"

    conversation = sa.Column(sa.String(255), primary_key=True)
    state = sa.Column(sa.String(16), nullable=False, index=True)
    since = sa.Column(sa.Float, nullable=False)
    active = sa.Column(sa.Float, nullable=False)
    account = sa.Column(sa.String(64))
    name = sa.Column(sa.String(64))


TABLE = StaffChat.__table__


@dataclass(frozen=True)
class Taken:
    """Who has a conversation: the account, and the name that the person sees."""

    account: str
    name: str


@dataclass(frozen=True)
class Overdue:
    """A conversation about which something must be said: `taken` by somebody who fell silent, or still waiting."""

    conversation: str
    since: float
    taken: Taken | None


def note_request(session: Session, conversation: str, at: float) -> None:
    """Somebody is wanted since then, unless that is known."""
    if session.get(StaffChat, conversation) is None:
        session.add(StaffChat(conversation=conversation, state=WAITING, since=at, active=at))


def note_taken(session: Session, conversation: str, by: Taken) -> None:
    """Somebody has it from now on."""
    now = time.time()
    session.merge(
        StaffChat(
            conversation=conversation, state=TAKEN, since=now, active=now, account=by.account, name=by.name
        )
    )  # fmt: skip


def note_active(session: Session, conversation: str) -> None:
    """Who has it just did something."""
    session.execute(sa.update(TABLE).where(TABLE.c.conversation == conversation).values(active=time.time()))


def taken(session: Session, conversation: str) -> Taken | None:
    """Who has a conversation; None if the assistant has."""
    row = session.get(StaffChat, conversation)
    return Taken(row.account, row.name) if row is not None and row.state == TAKEN else None


def overdue(
    session: Session, asked_before: float, active_before: float, conversation: str | None = None
) -> list[Overdue]:
    """What was asked for before the one moment and nobody came, or was last attended before the other.

    Of all conversations, or of one.
    """
    nobody_came = sa.and_(StaffChat.state == WAITING, StaffChat.since < asked_before)
    fell_silent = sa.and_(StaffChat.state == TAKEN, StaffChat.active < active_before)
    rows = session.query(StaffChat).filter(sa.or_(nobody_came, fell_silent)).order_by(StaffChat.since)
    if conversation is not None:
        rows = rows.filter(StaffChat.conversation == conversation)
    return [
        Overdue(row.conversation, row.since, Taken(row.account, row.name) if row.state == TAKEN else None)
        for row in rows
    ]


def forget(session: Session, conversation: str) -> None:
    """Nobody is wanted, and nobody is there."""
    session.execute(sa.delete(TABLE).where(TABLE.c.conversation == conversation))


def purge(session: Session, conversations: sa.sql.Select) -> None:
    """Forget conversations that are too old."""
    session.execute(sa.delete(TABLE).where(TABLE.c.conversation.in_(conversations)))
