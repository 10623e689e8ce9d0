"""What stands in the inbox: emergencies that nobody has seen, then requests, the longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from liverguide.desk.inbox.words import channel_name, first_words
from liverguide.desk.people.tables import Account
from liverguide.storage import callbacks
from liverguide.storage.desk_records import (
    CALL,
    DONE,
    PERSON,
    DeskConversation,
    DeskMessage,
    DeskRequest,
)


@dataclass(frozen=True)
class Item:
    """One line. `kind`: red_flag, call or chat; `who`: name and number of a call-back; `taken_by`: the name shown."""

    id: str
    kind: str
    state: str
    conversation: str
    channel: str
    since: float
    words: str
    who: str | None
    taken_by: str | None


def listed(session: Session) -> list[Item]:
    """The whole inbox."""
    return [*_red_flags(session), *_requests(session)]


def _red_flags(session: Session) -> list[Item]:
    unseen = session.query(DeskConversation).filter(
        DeskConversation.red_flag.isnot(None), DeskConversation.red_flag_seen_by.is_(None)
    )
    return [
        Item(
            id=f"red_flag {known.conversation} {known.red_flag_at}", kind="red_flag", state=known.red_flag,
            conversation=known.conversation, channel=channel_name(known.channel), since=known.red_flag_at,
            words=_words_of_flag(session, known), who=None, taken_by=shown_name(session, known.taken_by),
        )
        for known in unseen.order_by(DeskConversation.red_flag_at)
    ]  # fmt: skip


def _requests(session: Session) -> list[Item]:
    waiting = session.query(DeskRequest, DeskConversation).filter(
        DeskRequest.state != DONE, DeskConversation.conversation == DeskRequest.conversation
    )
    return [
        Item(
            id=f"request {request.id}", kind=request.kind, state=request.state, conversation=request.conversation,
            channel=channel_name(known.channel), since=request.created, words=_words(session, request.conversation),
            who=who_to_call(session, request.conversation) if request.kind == CALL else None,
            taken_by=shown_name(session, request.taken_by),
        )
        for request, known in waiting.order_by(DeskRequest.created, DeskRequest.id)
    ]  # fmt: skip


def who_to_call(session: Session, conversation: str) -> str | None:
    """Name and number of a conversation's latest call-back request."""
    open_now = session.query(callbacks.Callback).filter(
        callbacks.Callback.conversation == conversation, callbacks.Callback.status == callbacks.OPEN
    )
    found = open_now.order_by(callbacks.Callback.id.desc()).first()
    return f"{found.name}, {found.phone}" if found is not None else None


def shown_name(session: Session, account: str | None) -> str | None:
    """The name under which an account is known to people."""
    found = session.get(Account, account) if account else None
    return str(found.shown) if found is not None else account


def _words(session: Session, conversation: str) -> str:
    said = session.query(DeskMessage.text).filter(
        DeskMessage.conversation == conversation, DeskMessage.sender == PERSON, ~DeskMessage.text.startswith("/")
    )
    first = said.order_by(DeskMessage.id).first()
    return first_words(first.text) if first else ""


def _words_of_flag(session: Session, known: DeskConversation) -> str:
    said = session.query(DeskMessage.text).filter(
        DeskMessage.conversation == known.conversation, DeskMessage.red_flag.isnot(None)
    )
    last = said.order_by(DeskMessage.id.desc()).first()
    return first_words(last.text) if last else ""
