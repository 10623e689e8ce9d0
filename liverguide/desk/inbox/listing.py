"""What stands in the inbox: emergencies that nobody has seen, then chats and call-backs, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from liverguide.desk.inbox.words import channel_name, first_words
from liverguide.desk.people.tables import Account
from liverguide.storage import callbacks
from liverguide.storage.desk_records import (
    CALL,
    CHAT,
    DONE,
    PERSON,
    TAKEN,
    DeskConversation,
    DeskMessage,
    DeskRequest,
)

RED_FLAG = "red_flag"


@dataclass(frozen=True)
class Item:
    """One line. `kind`: red_flag, call or chat; `who`: names and numbers of call-backs.

    `state`: that of the request, or the kind of the emergency. `taken_by`: the account that has the chat, `taken_name`
    the name that people see.
    """

    id: str
    kind: str
    state: str
    conversation: str
    channel: str
    since: float
    words: str
    who: tuple[str, ...]
    taken_by: str | None
    taken_name: str | None


@dataclass(frozen=True)
class Group:
    """Items under one heading."""

    title: str
    items: tuple[Item, ...]


def grouped(items: Iterable[Item], account: str) -> list[Group]:
    """The items as one person needs them: emergencies, what this account has, what waits, what colleagues have."""
    groups: dict[str, list[Item]] = {"Emergencies": [], "Your chats": [], "Waiting": [], "With a colleague": []}
    for item in items:
        if item.kind == RED_FLAG:
            title = "Emergencies"
        elif item.kind == CALL or item.taken_by is None:
            title = "Waiting"
        else:
            title = "Your chats" if item.taken_by == account else "With a colleague"
        groups[title].append(item)
    return [Group(title, tuple(found)) for title, found in groups.items() if found]


def listed(session: Session) -> list[Item]:
    """The whole inbox; a conversation stands in it once for each kind."""
    unseen = session.query(DeskConversation).filter(
        DeskConversation.red_flag.isnot(None), DeskConversation.red_flag_seen_by.is_(None)
    )
    flags = [
        _item(session, known, RED_FLAG, known.red_flag, known.red_flag_at)
        for known in unseen.order_by(DeskConversation.red_flag_at)
    ]
    return [*flags, *_requests(session)]


def _requests(session: Session) -> list[Item]:
    asked = session.query(DeskRequest, DeskConversation).filter(
        DeskRequest.state != DONE, DeskConversation.conversation == DeskRequest.conversation
    )
    found: dict[tuple[str, str], Item] = {}
    for request, known in asked.order_by(DeskRequest.created, DeskRequest.id):
        key = (request.conversation, request.kind)
        first = found.get(key) or _item(session, known, request.kind, request.state, request.created)
        # Asked for once more, it is news.
        found[key] = replace(first, id=f"request {request.id}")
    # Staff also take over chats in which nobody asked for them, such as after an emergency.
    taken = session.query(DeskConversation).filter(DeskConversation.taken_by.isnot(None))
    for known in taken:
        if (known.conversation, CHAT) not in found:
            found[known.conversation, CHAT] = _item(session, known, CHAT, TAKEN, known.last)
    return sorted(found.values(), key=lambda item: item.since)


def _item(session: Session, known: DeskConversation, kind: str, state: str, since: float) -> Item:
    return Item(
        # A page that renews itself tells of items that it did not know: another emergency is another item.
        id=f"{kind} {known.conversation}" + (f" {since}" if kind == RED_FLAG else ""),
        kind=kind, state=state, conversation=known.conversation, channel=channel_name(known.channel), since=since,
        words=_words_of_flag(session, known) if kind == RED_FLAG else _words(session, known.conversation),
        who=tuple(dict.fromkeys(who for _, who in to_call(session, known.conversation))) if kind == CALL else (),
        taken_by=known.taken_by, taken_name=shown_name(session, known.taken_by),
    )  # fmt: skip


def to_call(session: Session, conversation: str) -> list[tuple[int, str]]:
    """Number of the request, name and telephone number of each open call-back of a conversation, the oldest first."""
    open_now = session.query(callbacks.Callback).filter(
        callbacks.Callback.conversation == conversation, callbacks.Callback.status == callbacks.OPEN
    )
    return [(found.id, f"{found.name}, {found.phone}") for found in open_now.order_by(callbacks.Callback.id)]


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
