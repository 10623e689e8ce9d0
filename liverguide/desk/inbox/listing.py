"""What stands in the inbox, in the groups in which one person needs it, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide.desk.inbox.words import channel_name, first_words
from liverguide.desk.people.tables import Account
from liverguide.storage import callbacks
from liverguide.storage.desk_records import (
    CALL,
    CHAT,
    DONE,
    OPEN,
    PERSON,
    TAKEN,
    DeskConversation,
    DeskMessage,
    DeskRequest,
)

MOST_ITEMS = 50
RED_FLAG = "red_flag"
EMERGENCIES, MINE, WAITING, WITH_OTHERS = "Emergencies", "Your chats", "Waiting", "With a colleague"
GROUPS = (EMERGENCIES, MINE, WAITING, WITH_OTHERS)


@dataclass(frozen=True)
class Line:
    """What is known of an item before its words are read. `kind`: red_flag, call or chat; `taken_by`: an account."""

    id: str
    kind: str
    state: str
    conversation: str
    channel: str
    since: float
    taken_by: str | None

    def group(self, account: str) -> str:
        """The heading under which this account finds it."""
        if self.kind == RED_FLAG:
            return EMERGENCIES
        if self.kind == CALL or self.taken_by is None:
            return WAITING
        return MINE if self.taken_by == account else WITH_OTHERS


@dataclass(frozen=True)
class Item:
    """One line with its words. `who`: names and numbers of call-backs; `taken_name`: the name that people see."""

    line: Line
    channel: str
    words: str
    who: tuple[str, ...]
    taken_name: str | None


@dataclass(frozen=True)
class Group:
    """Items under one heading; `count`: also those on other pages."""

    title: str
    count: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Listed:
    """One page of the inbox, counted from 1. `total`: the lines of all pages; `waiting`: those that nobody has yet."""

    groups: list[Group]
    page: int
    pages: int
    total: int
    waiting: int

    @property
    def shown(self) -> int:
        """How many lines stand on this page."""
        return sum(len(group.items) for group in self.groups)


def listed(session: Session, account: str, page: int) -> Listed:
    """A page of the inbox as an account sees it; the last one where there are fewer."""
    lines = [*_red_flags(session), *_requests(session)]
    # Sorting keeps the order within a group.
    lines.sort(key=lambda line: GROUPS.index(line.group(account)))
    pages = max(1, -(-len(lines) // MOST_ITEMS))
    page = min(max(page, 1), pages)
    here = _items(session, lines[(page - 1) * MOST_ITEMS : page * MOST_ITEMS])
    counts = {title: sum(line.group(account) == title for line in lines) for title in GROUPS}
    groups = [
        Group(title, counts[title], tuple(found))
        for title, found in groupby(here, lambda item: item.line.group(account))
    ]
    waiting = sum(line.kind == RED_FLAG or line.state == OPEN for line in lines)
    return Listed(groups, page, pages, len(lines), waiting)


def _red_flags(session: Session) -> list[Line]:
    known = DeskConversation
    unseen = session.query(known.conversation, known.channel, known.red_flag, known.red_flag_at, known.taken_by).filter(
        known.red_flag.isnot(None), known.red_flag_seen_by.is_(None)
    )
    # The newest first: that somebody is in danger now is never further down. Another emergency is another item, which a
    # page that renews itself tells of.
    return [
        Line(f"{RED_FLAG} {conversation} {since}", RED_FLAG, kind, conversation, channel, since, taken_by)
        for conversation, channel, kind, since, taken_by in unseen.order_by(
            known.red_flag_at.desc(), known.conversation
        )
    ]


def _requests(session: Session) -> list[Line]:
    """The longest waiting first; a conversation stands here once for each kind."""
    known, request = DeskConversation, DeskRequest
    asked = session.query(
        request.id, request.kind, request.state, request.created, known.conversation, known.channel, known.taken_by
    ).filter(request.state != DONE, known.conversation == request.conversation)
    found: dict[tuple[str, str], Line] = {}
    for number, kind, state, created, conversation, channel, taken_by in asked.order_by(request.created, request.id):
        line = Line(f"request {number}", kind, state, conversation, channel, created, taken_by)
        first = found.setdefault((conversation, kind), line)
        # Asked for once more, it is news.
        found[conversation, kind] = replace(first, id=line.id)
    # Staff also take over chats in which nobody asked for them, such as after an emergency.
    taken = session.query(known.conversation, known.channel, known.last, known.taken_by)
    for conversation, channel, last, taken_by in taken.filter(known.taken_by.isnot(None)):
        if (conversation, CHAT) not in found:
            found[conversation, CHAT] = Line(
                f"{CHAT} {conversation}", CHAT, TAKEN, conversation, channel, last, taken_by
            )
    return sorted(found.values(), key=lambda line: line.since)


# Each of these asks once for all lines of a page: a question for every line took seconds where thousands waited.
def _items(session: Session, lines: Sequence[Line]) -> list[Item]:
    names = shown_names(session, {line.taken_by for line in lines})
    flagged = [line.conversation for line in lines if line.kind == RED_FLAG]
    of_flags = _words(session, flagged, sa.func.max(DeskMessage.id), DeskMessage.red_flag.isnot(None))
    asking = [line.conversation for line in lines if line.kind != RED_FLAG]
    said = sa.and_(DeskMessage.sender == PERSON, ~DeskMessage.text.startswith("/"))
    of_requests = _words(session, asking, sa.func.min(DeskMessage.id), said)
    calls = _calls(session, [line.conversation for line in lines if line.kind == CALL])
    return [
        Item(
            line=line,
            channel=channel_name(line.channel),
            words=(of_flags if line.kind == RED_FLAG else of_requests).get(line.conversation, ""),
            who=tuple(dict.fromkeys(who for _, who in calls.get(line.conversation, ()))) if line.kind == CALL else (),
            taken_name=names.get(line.taken_by, line.taken_by),
        )
        for line in lines
    ]


def to_call(session: Session, conversation: str) -> list[tuple[int, str]]:
    """Number of the request, name and telephone number of each open call-back of a conversation, the oldest first."""
    return _calls(session, [conversation]).get(conversation, [])


def shown_name(session: Session, account: str | None) -> str | None:
    """The name under which an account is known to people."""
    return shown_names(session, {account}).get(account, account)


def shown_names(session: Session, accounts: Iterable[str | None]) -> dict[str | None, str]:
    """The same for many; an account that was never there is left out."""
    names = [name for name in accounts if name]
    found = session.query(Account.name, Account.shown).filter(Account.name.in_(names)) if names else ()
    return {name: str(shown) for name, shown in found}


def _calls(session: Session, conversations: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    requests = callbacks.Callback
    open_now = session.query(requests).filter(
        requests.conversation.in_(conversations), requests.status == callbacks.OPEN
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for request in open_now.order_by(requests.id):
        found.setdefault(request.conversation, []).append((request.id, f"{request.name}, {request.phone}"))
    return found


def _words(
    session: Session, conversations: Collection[str], which: sa.sql.ColumnElement, said: sa.sql.ColumnElement
) -> dict[str, str]:
    """The beginning of one message of each conversation, the first or the last (`which`) of those that were `said`."""
    chosen = session.query(which).filter(DeskMessage.conversation.in_(conversations), said)
    found = session.query(DeskMessage.conversation, DeskMessage.text).filter(
        DeskMessage.id.in_(chosen.group_by(DeskMessage.conversation))
    )
    return {conversation: first_words(text) for conversation, text in found}
