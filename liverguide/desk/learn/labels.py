"""What staff say a message should have been: kept with who and when, shown, taken back."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide.desk.inbox import words
from liverguide.desk.inbox.listing import shown_names
from liverguide.library import Library
from liverguide.storage.desk_records import (
    MOST_NUMBERS,
    NOT_OURS,
    OF_TOPIC,
    PUT_ASIDE,
    DeskLabel,
    DeskMessage,
    DeskVector,
    hold,
)

NAMES = {NOT_OURS: "Not ours", PUT_ASIDE: "Put aside"}


@dataclass(frozen=True)
class Label:
    """A topic (`kind` OF_TOPIC), or NOT_OURS or PUT_ASIDE without one."""

    kind: str
    topic: str | None = None

    def title(self, library: Library) -> str:
        """In words for staff."""
        if self.kind != OF_TOPIC:
            return NAMES[self.kind]
        topic = library.topics.get(self.topic or "")
        return topic.title if topic else f"{self.topic} (no topic any more)"


@dataclass(frozen=True)
class Labelled:
    """One labelled message; `tapped`: no words of the person's own, but a button."""

    id: int
    conversation: str
    text: str
    tapped: bool
    label: Label
    by: str
    at: float


def read_label(chosen: str, library: Library) -> Label | None:
    """What was chosen in a form; None if it is nothing that can be chosen."""
    if chosen in NAMES:
        return Label(chosen)
    topic = chosen.removeprefix(f"{OF_TOPIC}:")
    return Label(OF_TOPIC, topic) if topic != chosen and topic in library.topics else None


def label(session: Session, messages: Collection[int], chosen: Label, account: str) -> int:
    """Label messages; how many. One that is gone, or that somebody else was quicker to label, stays as it is."""
    kept = hold(session, messages)
    new = sorted(set(kept) - _labelled(session, kept))
    rows = [
        {
            "message": number, "conversation": kept[number], "kind": chosen.kind, "topic": chosen.topic, "by": account,
            "at": time.time(),
        }
        for number in new
    ]  # fmt: skip
    if rows:
        session.execute(sa.insert(DeskLabel.__table__), rows)
    for start in range(0, len(new), MOST_NUMBERS):
        # They are compared with others no more.
        some = DeskVector.message.in_(new[start : start + MOST_NUMBERS])
        session.query(DeskVector).filter(some).delete(False)
    return len(new)


def take_back(session: Session, message: int) -> bool:
    """Take a label off, so that the message is listed again; whether there was one."""
    return bool(session.query(DeskLabel).filter(DeskLabel.message == message).delete(False))


def count(session: Session) -> int:
    """How many are labelled."""
    return int(session.query(DeskLabel).count())


def labelled(session: Session, library: Library, skip: int = 0, most: int | None = None) -> list[Labelled]:
    """Labelled messages as they were seen, those that were labelled last first."""
    found = session.query(DeskLabel, DeskMessage.text).join(DeskMessage, DeskMessage.id == DeskLabel.message)
    rows = found.order_by(DeskLabel.at.desc(), DeskLabel.message.desc()).offset(skip).limit(most).all()
    names = shown_names(session, {each.by for each, _ in rows})
    return [
        Labelled(
            id=each.message,
            conversation=each.conversation,
            text=words.what_was_tapped(library, text),
            tapped=text.startswith("/"),
            label=Label(each.kind, each.topic),
            by=names.get(each.by, each.by),
            at=each.at,
        )
        for each, text in rows
    ]


def _labelled(session: Session, messages: Collection[int]) -> set[int]:
    numbers, found = sorted(messages), set[int]()
    for start in range(0, len(numbers), MOST_NUMBERS):
        some = DeskLabel.message.in_(numbers[start : start + MOST_NUMBERS])
        found.update(number for (number,) in session.query(DeskLabel.message).filter(some))
    return found
