"""Messages from apps between the moment the app was told "got it" and the moment the answer was sent.

They outlive a stop of the process. What stays after the answer is a keyed hash of the app's message id, by which
the same message is known when the app sends it again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, declarative_base

from liverguide.storage import event_stream, messenger_addresses, sqlite

Base = declarative_base()

# Apps send a message again for a day or so after they got no "got it" (Telegram 24 hours, Messenger 36).
KNOWN_FOR_SECONDS = 48 * 3600.0
# Begins the key of what is sent unasked; the apps' own keys are hexadecimal.
PUSHED = "pushed:"

Data = Mapping[str, Any]


class InboxRow(Base):  # type: ignore[misc, valid-type]
    """One message. `answer`: what is to be sent, once it is known; `sent`: how many parts of it went out."""

    __tablename__ = "messenger_inbox"

    id = sa.Column(sa.Integer, primary_key=True)
    key = sa.Column(sa.String(64), nullable=False, unique=True)
    channel = sa.Column(sa.String(32), nullable=False)
    conversation = sa.Column(sa.String(255), index=True)
    position = sa.Column(sa.Float, nullable=False)
    received = sa.Column(sa.Float, nullable=False, index=True)
    message = sa.Column(sa.Text)
    answer = sa.Column(sa.Text)
    sent = sa.Column(sa.Integer, nullable=False, default=0)
    done = sa.Column(sa.Boolean, nullable=False, default=False, index=True)


@dataclass(frozen=True)
class Waiting:
    """A message whose answer was not sent yet, or not all of it. `received` in seconds since 1970."""

    id: int
    key: str
    conversation: str
    received: float
    message: dict[str, Any]
    answer: list[dict[str, Any]] | None
    sent: int


class Sessions(Protocol):
    """What is used of the conversation store: the messages lie in the same database."""

    engine: Engine

    def session_scope(self) -> AbstractContextManager[Session]:
        """A session that is closed at the end."""


class MessengerInbox:
    """The messages of one channel."""

    def __init__(self, store: Sessions, channel: str) -> None:
        self._store, self._channel = store, channel

    def accept(self, key: str, conversation: str, position: float, message: Data) -> bool:
        """Keep a message; False when it came before."""
        with self._store.session_scope() as session:
            row = InboxRow(
                key=key,
                channel=self._channel,
                conversation=conversation,
                position=position,
                received=time.time(),
                message=json.dumps(dict(message)),
            )
            session.add(row)
            try:
                session.flush()
            except IntegrityError:
                session.rollback()
                return False
            session.commit()
            return True

    def waiting(self, conversation: str | None = None) -> int:
        """How many messages wait, in all or of one conversation."""
        with self._store.session_scope() as session:
            query = session.query(InboxRow.id).filter(InboxRow.channel == self._channel, InboxRow.done.is_(False))
            if conversation is not None:
                query = query.filter(InboxRow.conversation == conversation)
            return int(query.count())

    def conversations(self) -> list[str]:
        """The conversations that wait for an answer, the longest waiting first."""
        with self._store.session_scope() as session:
            first = sa.func.min(InboxRow.id)
            query = session.query(InboxRow.conversation)
            query = query.filter(InboxRow.channel == self._channel, InboxRow.done.is_(False))
            return [name for (name,) in query.group_by(InboxRow.conversation).order_by(first)]

    def next(self, conversation: str) -> Waiting | None:
        """The message of a conversation that is to be handled now: one that was begun, else the one sent first."""
        with self._store.session_scope() as session:
            query = session.query(InboxRow).filter(
                InboxRow.channel == self._channel, InboxRow.conversation == conversation, InboxRow.done.is_(False)
            )
            # What is known already goes in the order in which it was written down, before what must be worked out.
            position = sa.case((InboxRow.answer.is_(None), InboxRow.position), else_=0.0)
            row = query.order_by(InboxRow.answer.is_(None), position, InboxRow.id).first()
            if row is None:
                return None
            answer = None if row.answer is None else json.loads(row.answer)
            message = json.loads(row.message)
            return Waiting(row.id, row.key, row.conversation, row.received, message, answer, row.sent)

    def keep_answer(self, waiting: Waiting, answer: Sequence[Data]) -> None:
        """The answer, from now on to be sent and not to be worked out again; the person's own words go."""
        self._set(waiting, answer=json.dumps([dict(p) for p in answer]), message=json.dumps(_without_words(waiting)))
        sqlite.leave_no_trace(self._store.engine)

    def note_sent(self, waiting: Waiting, parts: int) -> None:
        """So many parts of the answer went out."""
        self._set(waiting, sent=parts)

    def finish(self, waiting: Waiting) -> None:
        """Nothing more is to be sent: only the key stays, for as long as the app may send the message again."""
        self._set(waiting, done=True, conversation=None, message=None, answer=None)

    def note_undelivered(self, waiting: Waiting, message_id: str, why: str) -> None:
        """Tell the front desk that a message of staff did not arrive."""
        with self._store.session_scope() as session:
            event_stream.publish_undelivered(session, waiting.conversation, message_id, why)
            session.commit()

    def _set(self, waiting: Waiting, **values: Any) -> None:
        with self._store.session_scope() as session:
            session.query(InboxRow).filter(InboxRow.id == waiting.id).update(values)
            session.commit()

    def keep_address(self, conversation: str, address: Data) -> None:
        """Keep where a conversation is answered from now on."""
        with self._store.session_scope() as session:
            messenger_addresses.keep(session, conversation, self._channel, address)
            session.commit()

    def address_of(self, conversation: str) -> tuple[dict[str, Any], float] | None:
        """Where a conversation is answered, and when its person last wrote; None when it is not known."""
        with self._store.session_scope() as session:
            found = messenger_addresses.find(session, conversation)
            return None if found is None else found[1:]

    def forget_address(self, conversation: str) -> None:
        """Erase a conversation's address: nothing may be sent there any more."""
        with self._store.session_scope() as session:
            messenger_addresses.forget(session, conversation)
            session.commit()


def push(session: Session, channel: str, conversation: str, id: str, message: Data, answer: Sequence[Data]) -> None:
    """Put down what is to be sent without a message of the person before it (`id`: of the order)."""
    now = time.time()
    row = InboxRow(
        key=PUSHED + hashlib.sha256(f"{conversation} {id}".encode()).hexdigest()[:50],
        channel=channel,
        conversation=conversation,
        position=now,
        received=now,
        message=json.dumps(dict(message)),
        answer=json.dumps([dict(part) for part in answer]),
    )
    session.add(row)


def forget_pushed(session: Session, conversation: str) -> None:
    """Erase what was to be sent unasked; answers on their way, such as that all is erased, still go out."""
    pushed = (InboxRow.conversation == conversation) & InboxRow.key.startswith(PUSHED)
    session.query(InboxRow).filter(pushed).delete(False)


def purge(session: Session) -> None:
    """Erase messages that no app sends again, and those that could not be answered in that time."""
    session.query(InboxRow).filter(InboxRow.received < time.time() - KNOWN_FOR_SECONDS).delete()


def _without_words(waiting: Waiting) -> dict[str, Any]:
    return {**waiting.message, "text": ""}
