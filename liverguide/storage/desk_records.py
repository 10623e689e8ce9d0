"""What the front desk knows of conversations: tables of its own, filled from the event stream, erased with the rest.

They stand here because erasure and retention must reach them in the transaction that erases the conversation.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()

PERSON, ASSISTANT, STAFF = "person", "assistant", "staff"
CALL, CHAT = "call", "chat"
OPEN, TAKEN, DONE, UNATTENDED = "open", "taken", "done", "unattended"
UP, DOWN = "up", "down"
OF_TOPIC, NOT_OURS, PUT_ASIDE = "topic", "not_ours", "put_aside"

# What is counted (DeskCount.what), and in brackets what stands in its name. Of ANSWER, NOT_UNDERSTOOD and ASKED_BACK a
# message counts as one at most: as none if staff have the conversation, or if a button was tapped that led nowhere.
CONVERSATION = "conversation"  # ("")
MESSAGE = "message"  # ("") of a person, buttons included
ANSWER = "answer"  # (topic) anything else than the two below; "failure" is the sentence after an error
NOT_UNDERSTOOD = "not_understood"  # ("")
ASKED_BACK = "asked_back"  # ("") "Do you mean one of these?"
RED_FLAG = "red_flag"  # (kind)
REQUEST = "request"  # (CALL or CHAT)
FEEDBACK = "feedback"  # (UP or DOWN) on the day of the message; one that is changed or taken back is taken off again

# A database takes only so many numbers in one statement.
MOST_NUMBERS = 500


class DeskConversation(Base):  # type: ignore[misc, valid-type]
    """One conversation. `taken_by`: the account that has taken it over; None while the assistant answers.

    `labs`: the values given so far, as the dialogue's slot holds them (JSON).
    """

    __tablename__ = "desk_conversations"

    conversation = sa.Column(sa.String(255), primary_key=True)
    channel = sa.Column(sa.String(32), nullable=False)
    began = sa.Column(sa.Float, nullable=False, index=True)
    last = sa.Column(sa.Float, nullable=False, index=True)
    messages = sa.Column(sa.Integer, nullable=False, default=0)
    red_flag = sa.Column(sa.String(32))
    red_flag_at = sa.Column(sa.Float, index=True)
    red_flag_seen_by = sa.Column(sa.String(64))
    taken_by = sa.Column(sa.String(64), index=True)
    labs = sa.Column(sa.Text)


class DeskMessage(Base):  # type: ignore[misc, valid-type]
    """One message, redacted.

    Of the person's: `intent` with `confidence`, `answered_with`, the topic of the answer to it, `outcome`, as what it
    counts (ANSWER, NOT_UNDERSTOOD, ASKED_BACK), and `offered`, the topics to choose from, with spaces between. Of the
    assistant's: `topic`, and what the person thinks of it, `thumb` and `word`. Of staff's: `staff`, the name shown, the
    desk's own `message_id`, and `undelivered`, why the app did not take it.
    """

    __tablename__ = "desk_messages"
    __table_args__ = (sa.Index("desk_messages_of", "conversation", "id"),)

    id = sa.Column(sa.Integer, primary_key=True)
    conversation = sa.Column(sa.String(255), nullable=False)
    at = sa.Column(sa.Float, nullable=False, index=True)
    sender = sa.Column(sa.String(16), nullable=False)
    text = sa.Column(sa.Text, nullable=False)
    topic = sa.Column(sa.String(255))
    intent = sa.Column(sa.String(255))
    confidence = sa.Column(sa.Float)
    red_flag = sa.Column(sa.String(32))
    answered_with = sa.Column(sa.String(255), index=True)
    staff = sa.Column(sa.String(64))
    message_id = sa.Column(sa.String(64))
    undelivered = sa.Column(sa.String(16))
    outcome = sa.Column(sa.String(16), index=True)
    offered = sa.Column(sa.Text)
    thumb = sa.Column(sa.String(8), index=True)
    word = sa.Column(sa.Text)


class DeskRequest(Base):  # type: ignore[misc, valid-type]
    """A person's wish for somebody at the clinic: `call` (a call-back) or `chat` (to join the conversation)."""

    __tablename__ = "desk_requests"

    id = sa.Column(sa.Integer, primary_key=True)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    kind = sa.Column(sa.String(16), nullable=False)
    state = sa.Column(sa.String(16), nullable=False, index=True)
    created = sa.Column(sa.Float, nullable=False)
    taken_by = sa.Column(sa.String(64))
    closed = sa.Column(sa.Float)


class DeskLabel(Base):  # type: ignore[misc, valid-type]
    """What staff say a message of a person should have been: a topic (OF_TOPIC), NOT_OURS or PUT_ASIDE."""

    __tablename__ = "desk_labels"

    message = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    kind = sa.Column(sa.String(16), nullable=False)
    topic = sa.Column(sa.String(255))
    by = sa.Column(sa.String(64), nullable=False)
    at = sa.Column(sa.Float, nullable=False, index=True)


class DeskVector(Base):  # type: ignore[misc, valid-type]
    """The meaning of a message as the sentence encoder of that name gives it: 32-bit floats, the lowest byte first."""

    __tablename__ = "desk_vectors"
    # Which there are is told without reading the vectors, which fill most of the table.
    __table_args__ = (sa.Index("desk_vectors_of", "encoder", "message"),)

    message = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    conversation = sa.Column(sa.String(255), nullable=False, index=True)
    encoder = sa.Column(sa.String(64), nullable=False)
    vector = sa.Column(sa.LargeBinary, nullable=False)


class DeskCount(Base):  # type: ignore[misc, valid-type]
    """How often something happened on a day and channel. Counts only, so they stay when conversations go."""

    __tablename__ = "desk_counts"

    day = sa.Column(sa.Date, primary_key=True)
    channel = sa.Column(sa.String(32), primary_key=True)
    what = sa.Column(sa.String(32), primary_key=True)
    name = sa.Column(sa.String(255), primary_key=True)
    count = sa.Column(sa.Integer, nullable=False)


OF_CONVERSATIONS = (DeskConversation, DeskMessage, DeskRequest, DeskLabel, DeskVector)
# Changes nothing, but makes SQLite take the write lock before it reads, as FOR UPDATE does elsewhere.
LOCK = sa.delete(DeskMessage.__table__).where(DeskMessage.__table__.c.id < 0)


def hold(session: Session, messages: Collection[int]) -> dict[int, str]:
    """Those of the messages that are still kept, with their conversations.

    They are not erased before this session ends, so what it writes about them is erased with them.
    """
    mine = DeskMessage.__table__
    session.execute(LOCK)
    numbers, kept = sorted(messages), dict[int, str]()
    for start in range(0, len(numbers), MOST_NUMBERS):
        some = sa.select(mine.c.id, mine.c.conversation).where(mine.c.id.in_(numbers[start : start + MOST_NUMBERS]))
        # In order, so that two who hold some of the same never wait for each other.
        found = session.execute(some.order_by(mine.c.id).with_for_update())
        kept.update({row.id: row.conversation for row in found})
    return kept


def forget(session: Session, conversation: str) -> None:
    """Erase all that the desk knows of a conversation."""
    for table in OF_CONVERSATIONS:
        session.execute(sa.delete(table.__table__).where(table.__table__.c.conversation == conversation))


def purge(session: Session, before: float, conversations: sa.sql.Select) -> None:
    """Erase `conversations`, and whatever else was last heard of before `before` (seconds since 1970)."""
    mine = DeskConversation.__table__
    old = sa.select(mine.c.conversation).where(mine.c.last < before)
    # The conversations last, because they tell what is old; labels and vectors behind the messages that they hang on.
    for table in (*OF_CONVERSATIONS[1:], DeskConversation):
        named = table.__table__.c.conversation
        session.execute(sa.delete(table.__table__).where(sa.or_(named.in_(conversations), named.in_(old))))
