"""One conversation as staff read it: its text, and a summary of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from liverguide.desk.inbox import words
from liverguide.desk.inbox.listing import shown_name, to_call
from liverguide.explanations import formatting
from liverguide.labs import LabValue
from liverguide.library import Library
from liverguide.storage.desk_records import (
    ASSISTANT,
    CALL,
    DONE,
    PERSON,
    STAFF,
    DeskConversation,
    DeskMessage,
    DeskRequest,
)

NOT_UNDERSTOOD = "nlu_fallback"
MOST_NOT_UNDERSTOOD = 5
UNDELIVERED = {
    "gone": "Not delivered: the person can't be reached by their app any more.",
    "lost": "Not delivered: the app did not take it.",
}


@dataclass(frozen=True)
class Line:
    """One message with who said it and when."""

    id: int
    sender: str
    who: str
    at: str
    text: str
    red_flag: str | None
    undelivered: str | None
    opinion: str | None
    word: str | None


@dataclass(frozen=True)
class Summary:
    """What was asked, told and not understood, in the words of the content."""

    topics: list[str]
    values: list[str]
    not_understood: list[str]
    red_flags: list[str]


@dataclass(frozen=True)
class View:
    """A conversation. `taken_by` is the account, `taken_name` the name shown.

    `call`: number of the latest open call-back request, `to_call`: whom and where, `callback`: number of the latest of
    those. `red_flag_at`: which emergency is `unseen_red_flag`.
    """

    conversation: str
    channel: str
    lines: list[Line]
    summary: Summary
    taken_by: str | None
    taken_name: str | None
    unseen_red_flag: str | None
    red_flag_at: str
    call: int | None
    callback: int
    to_call: tuple[str, ...]
    asked: str | None


def view(session: Session, library: Library, conversation: str) -> View | None:
    """The conversation; None if there is none (any more)."""
    known = session.get(DeskConversation, conversation)
    if known is None:
        return None
    # Rows and no objects: nothing is changed, and of a thousand messages the objects took most of the time.
    of_this = session.query(*DeskMessage.__table__.c).filter(DeskMessage.conversation == conversation)
    messages = of_this.order_by(DeskMessage.id).all()
    requests = session.query(DeskRequest).filter(DeskRequest.conversation == conversation, DeskRequest.state != DONE)
    calls = requests.filter(DeskRequest.kind == CALL).order_by(DeskRequest.id).all()
    asked = requests.filter(DeskRequest.kind != CALL).order_by(DeskRequest.id.desc()).first()
    unseen = known.red_flag is not None and known.red_flag_seen_by is None
    whom = to_call(session, conversation) if calls else []
    return View(
        conversation=conversation,
        channel=words.channel_name(known.channel),
        lines=[_line(library, message) for message in messages],
        summary=_summary(library, known, messages),
        taken_by=known.taken_by,
        taken_name=shown_name(session, known.taken_by),
        unseen_red_flag=words.red_flag_name(known.red_flag) if unseen else None,
        red_flag_at=repr(known.red_flag_at),
        call=calls[-1].id if calls else None,
        callback=max((number for number, _ in whom), default=0),
        to_call=tuple(dict.fromkeys(who for _, who in whom)),
        asked=asked.state if asked else None,
    )


def _line(library: Library, message: Any) -> Line:
    who = {PERSON: "Person", ASSISTANT: library.clinic.assistant.name, STAFF: message.staff or "Staff"}
    return Line(
        id=message.id,
        sender=message.sender,
        who=who[message.sender],
        at=words.clock(library, message.at),
        text=words.what_was_tapped(library, message.text) if message.sender == PERSON else message.text,
        red_flag=words.red_flag_name(message.red_flag) if message.red_flag else None,
        undelivered=UNDELIVERED.get(message.undelivered or ""),
        opinion=words.opinion(message.thumb, message.word),
        word=message.word,
    )


def _summary(library: Library, known: DeskConversation, messages: list[Any]) -> Summary:
    said = [message for message in messages if message.sender == PERSON]
    topics = dict.fromkeys(library.topics[m.intent].title for m in said if m.intent in library.topics)
    unclear = [words.first_words(m.text) for m in said if m.intent == NOT_UNDERSTOOD]
    flags = [f"{words.red_flag_name(m.red_flag)}, {words.clock(library, m.at)}" for m in said if m.red_flag]
    return Summary(list(topics), _values(known.labs), unclear[-MOST_NOT_UNDERSTOOD:], flags)


def _values(labs: str | None) -> list[str]:
    given = json.loads(labs or "{}")
    return [
        f"{formatting.display_name(analyte)} {formatting.with_conversion(_lab_value(data))}"
        for analyte, data in given.items()
    ]


def _lab_value(data: dict[str, object]) -> LabValue:
    span = data.get("reference_range")
    return LabValue(**{**data, "reference_range": tuple(span) if isinstance(span, list) else None})  # type: ignore[arg-type]
