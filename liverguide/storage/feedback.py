"""What people think of single answers: a thumb, and a word without personal data."""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class Feedback(Base):  # type: ignore[misc, valid-type]
    """One person's opinion of one message; `message` is the number of its event in the conversation."""

    __tablename__ = "feedback"
    __table_args__ = (sa.UniqueConstraint("conversation", "message"),)

    id = sa.Column(sa.Integer, primary_key=True)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    message = sa.Column(sa.Integer, nullable=False)
    topic = sa.Column(sa.String(255))
    thumb = sa.Column(sa.String(8))
    word = sa.Column(sa.Text)
    created = sa.Column(sa.Float, nullable=False)


def keep(
    session: Session, conversation: str, message: int, topic: str | None, thumb: str | None, word: str | None
) -> None:
    """Keep the last opinion of a message; one without thumb and word takes back what was said before."""
    session.query(Feedback).filter(Feedback.conversation == conversation, Feedback.message == message).delete()
    if thumb is not None or word is not None:
        session.add(
            Feedback(
                conversation=conversation, message=message, topic=topic, thumb=thumb, word=word, created=time.time()
            )
        )


def forget(session: Session, conversation: str) -> None:
    """Erase all feedback of a conversation."""
    session.query(Feedback).filter(Feedback.conversation == conversation).delete()


def purge(session: Session, before: float, conversations: sa.sql.Select) -> None:
    """Erase feedback older than `before` (seconds since 1970), and that of `conversations` whatever its age."""
    old = sa.or_(Feedback.created < before, Feedback.conversation.in_(conversations))
    session.query(Feedback).filter(old).delete(False)
