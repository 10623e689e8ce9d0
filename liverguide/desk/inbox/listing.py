"""What stands in the inbox: emergencies that nobody has seen, the newest first, then requests, the oldest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide.desk.inbox.words import channel_name, first_words
from liverguide.desk.people.tables import Account
from liverguide.storage import callbacks
from liverguide.storage.desk_records import (
    CALL,
    DONE,
    OPEN,
    PERSON,
    DeskConversation,
    DeskMessage,
    DeskRequest,
)

MOST_ITEMS = 50


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


@dataclass(frozen=True)
class Listed:
    """One page of the inbox, counted from 1. `total`: the lines of all pages; `waiting`: those that nobody has yet."""

    items: list[Item]
    page: int
    pages: int
    total: int
    waiting: int


def listed(session: Session, page: int) -> Listed:
    """A page of the inbox; the last one where there are fewer."""
    flags = session.query(DeskConversation).filter(
        DeskConversation.red_flag.isnot(None), DeskConversation.red_flag_seen_by.is_(None)
    )
    requests = session.query(DeskRequest, DeskConversation).filter(
        DeskRequest.state != DONE, DeskConversation.conversation == DeskRequest.conversation
    )
    of_flags, of_requests = flags.count(), requests.count()
    pages = max(1, -(-(of_flags + of_requests) // MOST_ITEMS))
    page = min(max(page, 1), pages)
    before = (page - 1) * MOST_ITEMS
    # The newest first: that somebody is in danger now is never further down.
    flags = flags.order_by(DeskConversation.red_flag_at.desc(), DeskConversation.conversation)
    items = _red_flags(session, flags.offset(before).limit(MOST_ITEMS).all())
    if len(items) < MOST_ITEMS:
        requests_here = requests.order_by(DeskRequest.created, DeskRequest.id).offset(max(0, before - of_flags))
        items += _requests(session, requests_here.limit(MOST_ITEMS - len(items)).all())
    waiting = of_flags + requests.filter(DeskRequest.state == OPEN).count()
    return Listed(items, page, pages, of_flags + of_requests, waiting)


def _red_flags(session: Session, found: Sequence[DeskConversation]) -> list[Item]:
    names = _shown_names(session, {known.taken_by for known in found})
    said = DeskMessage.red_flag.isnot(None)
    words = _words(session, [known.conversation for known in found], sa.func.max(DeskMessage.id), said)
    return [
        Item(
            id=f"red_flag {known.conversation} {known.red_flag_at}", kind="red_flag", state=known.red_flag,
            conversation=known.conversation, channel=channel_name(known.channel), since=known.red_flag_at,
            words=words.get(known.conversation, ""), who=None, taken_by=names.get(known.taken_by, known.taken_by),
        )
        for known in found
    ]  # fmt: skip


def _requests(session: Session, found: Sequence[tuple[DeskRequest, DeskConversation]]) -> list[Item]:
    names = _shown_names(session, {request.taken_by for request, _ in found})
    said = sa.and_(DeskMessage.sender == PERSON, ~DeskMessage.text.startswith("/"))
    words = _words(session, [known.conversation for _, known in found], sa.func.min(DeskMessage.id), said)
    to_call = _who_to_call(session, [request.conversation for request, _ in found if request.kind == CALL])
    return [
        Item(
            id=f"request {request.id}", kind=request.kind, state=request.state, conversation=request.conversation,
            channel=channel_name(known.channel), since=request.created, words=words.get(request.conversation, ""),
            who=to_call.get(request.conversation) if request.kind == CALL else None,
            taken_by=names.get(request.taken_by, request.taken_by),
        )
        for request, known in found
    ]  # fmt: skip


def who_to_call(session: Session, conversation: str) -> str | None:
    """Name and number of a conversation's latest call-back request."""
    return _who_to_call(session, [conversation]).get(conversation)


def shown_name(session: Session, account: str | None) -> str | None:
    """The name under which an account is known to people."""
    return _shown_names(session, {account}).get(account, account)


# Each of these asks once for all lines of a page: a question for every line took seconds where thousands waited.
def _who_to_call(session: Session, conversations: Collection[str]) -> dict[str, str]:
    requests = callbacks.Callback
    latest = session.query(sa.func.max(requests.id)).filter(
        requests.conversation.in_(conversations), requests.status == callbacks.OPEN
    )
    found = session.query(requests).filter(requests.id.in_(latest.group_by(requests.conversation)))
    return {request.conversation: f"{request.name}, {request.phone}" for request in found}


def _shown_names(session: Session, accounts: Collection[str | None]) -> dict[str | None, str]:
    names = [name for name in accounts if name]
    found = session.query(Account.name, Account.shown).filter(Account.name.in_(names)) if names else ()
    return {name: str(shown) for name, shown in found}


def _words(
    session: Session, conversations: Collection[str], which: sa.sql.ColumnElement, said: sa.sql.ColumnElement
) -> dict[str, str]:
    """The beginning of one message of each conversation, the first or the last (`which`) of those that were `said`."""
    chosen = session.query(which).filter(DeskMessage.conversation.in_(conversations), said)
    found = session.query(DeskMessage.conversation, DeskMessage.text).filter(
        DeskMessage.id.in_(chosen.group_by(DeskMessage.conversation))
    )
    return {conversation: first_words(text) for conversation, text in found}
