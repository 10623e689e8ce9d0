"""Call-back requests: the one place where a name and a telephone number are kept, for the clinic, with consent."""

from __future__ import annotations

import time

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()

ASKED, OPEN, DONE = "asked", "open", "done"
# A name alone is known by no pattern, so nothing is kept of what is said while a call-back is arranged.
WITHHELD = "[reply about the call-back]"


class Callback(Base):  # type: ignore[misc, valid-type]
    """One request. `asked`: repeated back but not confirmed yet; `open`: the clinic shall call; `done`: it has."""

    __tablename__ = "callbacks"

    id = sa.Column(sa.Integer, primary_key=True)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    name = sa.Column(sa.Text, nullable=False)
    phone = sa.Column(sa.Text, nullable=False)
    status = sa.Column(sa.String(16), nullable=False)
    created = sa.Column(sa.Float, nullable=False)


# Needed in every turn, so put together once.
PERSONAL = sa.select(Callback.__table__.c.name, Callback.__table__.c.phone).where(
    Callback.__table__.c.conversation == sa.bindparam("conversation")
)


def note(session: Session, conversation: str, request: dict[str, str]) -> None:
    """Follow a conversation's request: `draft` notes it, `confirmed` opens it, `withdrawn` forgets it."""
    of_this = session.query(Callback).filter(Callback.conversation == conversation)
    if request["step"] == "draft":
        of_this.filter(Callback.status == ASKED).delete()
        session.add(
            Callback(
                conversation=conversation,
                name=request["name"],
                phone=request["phone"],
                status=ASKED,
                created=time.time(),
            )
        )
    elif request["step"] == "confirmed":
        of_this.filter(Callback.status == ASKED).update({"status": OPEN})
    else:
        of_this.filter(Callback.status == ASKED).delete()


def personal_data(session: Session, conversation: str) -> set[str]:
    """Names and numbers that the requests of a conversation hold."""
    session.flush()  # also those that were noted just now
    return {text for request in session.execute(PERSONAL, {"conversation": conversation}) for text in request}


def forget(session: Session, conversation: str) -> None:
    """Erase all requests of a conversation."""
    session.query(Callback).filter(Callback.conversation == conversation).delete()


def purge(session: Session, before: float) -> None:
    """Erase requests older than `before` (seconds since 1970)."""
    session.query(Callback).filter(Callback.created < before).delete()
