"""What happened in conversations, in order, for the front desk: written with the events, read once, then gone.

Rows are written in the transaction that stores the events, after redaction, so nothing is published that is not
stored, and nothing stored is lost. The desk takes rows and writes its own tables in one transaction, so nothing is
counted twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()

# As Rasa serialises them; its classes are not imported, so that the desk can read without Rasa.
PUBLISHED_KINDS = ("user", "bot", "pause", "resume")
# Slots whose changes concern people at the desk.
PUBLISHED_SLOTS = ("callback", "labs")
# What staff wrote and an app did not take: `message_id`, and `why` (see publish_undelivered).
UNDELIVERED = "undelivered"
# What a person thinks of a message of the assistant now (see publish_feedback).
FEEDBACK = "feedback"


class StreamedEvent(Base):  # type: ignore[misc, valid-type]
    """One event as Rasa serialises it. The ids only grow, also after rows were taken."""

    __tablename__ = "streamed_events"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id = sa.Column(sa.Integer, primary_key=True)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    data = sa.Column(sa.Text, nullable=False)


TABLE = StreamedEvent.__table__
INSERT = sa.insert(TABLE)
# Deletes nothing, but makes SQLite take the write lock before the rows are read, as FOR UPDATE does elsewhere.
LOCK = sa.delete(TABLE).where(TABLE.c.id < 0)
OLDEST = sa.select(TABLE).order_by(TABLE.c.id).limit(sa.bindparam("most")).with_for_update()


def publish(session: Session, conversation: str, events: Iterable[Any]) -> None:
    """Write down what of the events concerns the desk, in the transaction in which they are stored."""
    rows = [{"conversation": conversation, "data": json.dumps(event.as_dict())} for event in events if _concerns(event)]
    if rows:
        session.execute(INSERT, rows)


def publish_undelivered(session: Session, conversation: str, message_id: str, why: str) -> None:
    """Write down that a message of staff could not be delivered."""
    event = {"event": UNDELIVERED, "timestamp": time.time(), "message_id": message_id, "why": why}
    session.execute(INSERT, [{"conversation": conversation, "data": json.dumps(event)}])


def publish_feedback(session: Session, conversation: str, said_at: float, thumb: str | None, word: str | None) -> None:
    """Write down the last opinion of the message that was said at `said_at`; None: there is none (any more)."""
    event = {"event": FEEDBACK, "timestamp": time.time(), "said_at": said_at, "thumb": thumb, "word": word}
    session.execute(INSERT, [{"conversation": conversation, "data": json.dumps(event)}])


def take(session: Session, most: int) -> list[tuple[str, Mapping[str, Any]]]:
    """The oldest events with their conversations; they are gone once the session is committed."""
    session.execute(LOCK)
    rows = session.execute(OLDEST, {"most": most}).all()
    if rows:
        # By their numbers: one with a smaller number may have come meanwhile, from a transaction that took longer.
        session.execute(sa.delete(TABLE).where(TABLE.c.id.in_([row.id for row in rows])))
    return [(row.conversation, json.loads(row.data)) for row in rows]


def forget(session: Session, conversation: str) -> None:
    """Erase what waits of a conversation."""
    session.execute(sa.delete(TABLE).where(TABLE.c.conversation == conversation))


def purge(session: Session, conversations: sa.sql.Select) -> None:
    """Erase what waits of conversations that are too old."""
    session.execute(sa.delete(TABLE).where(TABLE.c.conversation.in_(conversations)))


def _concerns(event: Any) -> bool:
    return event.type_name in PUBLISHED_KINDS or (event.type_name == "slot" and event.key in PUBLISHED_SLOTS)
