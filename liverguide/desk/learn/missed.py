"""Which of the kept messages there is something to learn from, in two lists: what went wrong, and what was declined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide.desk.inbox import words
from liverguide.desk.learn.examples import OUT_OF_SCOPE
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

# A message as it was stored, what the assistant did with it, and what the person wrote about the answer.
Did = tuple[Any, str, str | None]

MESSAGES, CONVERSATIONS, LABELS = (each.__table__ for each in (DeskMessage, DeskConversation, DeskLabel))
SAID = MESSAGES.c
# From the tables themselves: there may be thousands of rows, and objects take some times as long.
UNLABELLED = (
    sa.select(SAID.id, SAID.conversation, CONVERSATIONS.c.channel, SAID.at, SAID.text)
    .select_from(MESSAGES.join(CONVERSATIONS, CONVERSATIONS.c.conversation == SAID.conversation))
    .where(SAID.text.not_in(("", WITHHELD)), ~sa.exists().where(LABELS.c.message == SAID.id))
)


class Missed(NamedTuple):
    """One message of a person, as they saw it. `did`: what the assistant did with it; `word`: what they said to it."""

    id: int
    conversation: str
    channel: str
    at: float
    text: str
    did: str
    word: str | None


# What reads a list that waits for labels.
Listing = Callable[[Session, Library], list[Missed]]


def missed(session: Session, library: Library) -> list[Missed]:
    """What was not understood, asked back twice or disliked, and nobody has labelled yet; newest first."""
    return _listed(
        library, (*_not_understood(session), *_asked_back_twice(session, library), *_thumbs_down(session, library))
    )


def declined(session: Session, library: Library) -> list[Missed]:
    """What was answered as not ours, and nobody has labelled yet; newest first."""
    of_these = session.execute(UNLABELLED.where(SAID.answered_with == OUT_OF_SCOPE)).all()
    return _listed(library, ((message, "Declined", None) for message in of_these))


def _listed(library: Library, all_of_them: Iterable[Did]) -> list[Missed]:
    found: dict[int, Missed] = {}
    for (number, conversation, channel, at, text, *_), did, word in all_of_them:
        before = found.get(number)
        if before is None:
            shown = words.what_was_tapped(library, text)
            found[number] = Missed(number, conversation, words.channel_name(channel), at, shown, did, word)
        else:
            both = "; ".join(dict.fromkeys((before.did, did)))
            found[number] = before._replace(did=both, word=word or before.word)
    return [found[number] for number in sorted(found, reverse=True)]


def _not_understood(session: Session) -> Iterator[Did]:
    for message in session.execute(UNLABELLED.where(SAID.outcome == NOT_UNDERSTOOD)).all():
        yield message, "Not understood", None


def _asked_back_twice(session: Session, library: Library) -> Iterator[Did]:
    after, following = MESSAGES.alias(), MESSAGES.alias()
    next_one = (
        sa.select(after.c.id)
        .where(after.c.conversation == SAID.conversation, after.c.sender == PERSON, after.c.id > SAID.id)
        .order_by(after.c.id)
        .limit(1)
        .scalar_subquery()
    )
    twice = UNLABELLED.add_columns(SAID.offered, following.c.offered.label("offered_again")).where(
        SAID.outcome == ASKED_BACK,
        following.c.conversation == SAID.conversation,
        following.c.id == next_one,
        following.c.offered.isnot(None),
    )
    for message in session.execute(twice):
        offered = dict.fromkeys([*message.offered.split(), *message.offered_again.split()])
        titles = [library.topics[id].title if id in library.topics else id for id in offered]
        yield message, f"Asked back twice: {' or '.join(titles)}", None


def _thumbs_down(session: Session, library: Library) -> Iterator[Did]:
    answer, before = MESSAGES.alias(), MESSAGES.alias()
    asked = (
        sa.select(before.c.id)
        .where(before.c.conversation == answer.c.conversation, before.c.sender == PERSON, before.c.id < answer.c.id)
        .order_by(before.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    of_answer = (answer.c.sender == ASSISTANT, answer.c.thumb == DOWN, answer.c.conversation == SAID.conversation)
    disliked = UNLABELLED.add_columns(answer.c.topic, answer.c.word).where(*of_answer, SAID.id == asked)
    for message in session.execute(disliked.order_by(answer.c.id)):
        on = f": {library.topics[message.topic].title}" if message.topic in library.topics else ""
        yield message, f"Thumb down{on}", message.word
