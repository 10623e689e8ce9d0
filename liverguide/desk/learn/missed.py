"""Which of the kept messages there is something to learn from: not understood, asked back twice, a thumb down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from liverguide.desk.inbox import words
from liverguide.library import Library
from liverguide.storage.callbacks import WITHHELD
from liverguide.storage.desk_records import (
    ASKED_BACK,
    ASSISTANT,
    DOWN,
    NOT_UNDERSTOOD,
    PERSON,
    DeskConversation,
    DeskLabel,
    DeskMessage,
)

# A message, what the assistant did with it, and what the person wrote about the answer.
Did = tuple[DeskMessage, str, str | None]


@dataclass(frozen=True)
class Missed:
    """One message of a person, as they saw it. `did`: what the assistant did with it; `word`: what they said to it."""

    id: int
    conversation: str
    channel: str
    at: float
    text: str
    did: str
    word: str | None


def missed(session: Session, library: Library) -> list[Missed]:
    """All that nobody has labelled yet, newest first."""
    found: dict[int, DeskMessage] = {}
    did: dict[int, list[str]] = {}
    written: dict[int, str | None] = {}
    for pairs in (_not_understood(session), _asked_back_twice(session, library), _thumbs_down(session, library)):
        for message, what, word in pairs:
            found[message.id] = message
            did.setdefault(message.id, []).append(what)
            written[message.id] = word
    labelled = {number for (number,) in session.query(DeskLabel.message)}
    channels: Mapping[str, str] = dict(session.query(DeskConversation.conversation, DeskConversation.channel).all())
    return [
        Missed(
            id=number,
            conversation=message.conversation,
            channel=words.channel_name(channels[message.conversation]),
            at=message.at,
            text=words.what_was_tapped(library, message.text),
            did="; ".join(dict.fromkeys(did[number])),
            word=written[number],
        )
        for number, message in sorted(found.items(), reverse=True)
        if number not in labelled and message.conversation in channels and message.text not in ("", WITHHELD)
    ]


def _not_understood(session: Session) -> Iterator[Did]:
    for message in session.query(DeskMessage).filter(DeskMessage.outcome == NOT_UNDERSTOOD):
        yield message, "Not understood", None


def _asked_back_twice(session: Session, library: Library) -> Iterator[Did]:
    after = aliased(DeskMessage)
    next_one = (
        sa.select(sa.func.min(after.id))
        .where(after.conversation == DeskMessage.conversation, after.sender == PERSON, after.id > DeskMessage.id)
        .scalar_subquery()
    )
    following = aliased(DeskMessage)
    twice = (
        session.query(DeskMessage, following.offered)
        .join(following, following.id == next_one)
        .filter(DeskMessage.outcome == ASKED_BACK, following.offered.isnot(None))
    )
    for message, offered_again in twice:
        offered = dict.fromkeys([*message.offered.split(), *offered_again.split()])
        titles = [library.topics[id].title if id in library.topics else id for id in offered]
        yield message, f"Asked back twice: {' or '.join(titles)}", None


def _thumbs_down(session: Session, library: Library) -> Iterator[Did]:
    answer, before = aliased(DeskMessage), aliased(DeskMessage)
    asked = (
        sa.select(sa.func.max(before.id))
        .where(before.conversation == answer.conversation, before.sender == PERSON, before.id < answer.id)
        .scalar_subquery()
    )
    disliked = (
        session.query(DeskMessage, answer.topic, answer.word)
        .join(answer, DeskMessage.id == asked)
        .filter(answer.sender == ASSISTANT, answer.thumb == DOWN)
        .order_by(answer.id)
    )
    for message, topic, word in disliked:
        on = f": {library.topics[topic].title}" if topic in library.topics else ""
        yield message, f"Thumb down{on}", word
