"""Writes what happened in conversations from the event stream into the desk's own tables.

One transaction takes events and writes rows, so each event counts once, whenever the process is stopped.
"""

from __future__ import annotations

import asyncio
import datetime
import json
import logging
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Query, Session
from starlette.applications import Starlette

from liverguide.desk.database import Database
from liverguide.library.preambles import PREAMBLES
from liverguide.storage import event_stream
from liverguide.storage.desk_records import (
    ANSWER,
    ASKED_BACK,
    ASSISTANT,
    CALL,
    CHAT,
    CONVERSATION,
    DONE,
    FEEDBACK,
    MESSAGE,
    NOT_UNDERSTOOD,
    OPEN,
    PERSON,
    RED_FLAG,
    REQUEST,
    STAFF,
    TAKEN,
    UNATTENDED,
    DeskConversation,
    DeskCount,
    DeskMessage,
    DeskRequest,
)

log = logging.getLogger(__name__)

# While they are written nobody else writes to an SQLite file: people in chats wait for it.
MOST_AT_ONCE = 100
LOOK_EVERY_SECONDS = 0.5
# The topic of whatever is said to a message that was not understood.
FALLBACK = "nlu_fallback"
# Of what the assistant says these begin a request (metadata `request`).
REQUESTS = {"chat": CHAT}


class Recorder:
    """Follows the stream as long as the desk runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def lifespan(self, app: Starlette) -> AsyncIterator[None]:
        """Run beside the application."""
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _follow(self) -> None:
        while True:
            try:
                more = await asyncio.to_thread(self.record)
            except Exception as error:  # each database driver raises its own kinds; the events wait
                log.error("what happened in conversations could not be recorded: %s", type(error).__name__)
                more = False
            if not more:
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    def record(self) -> bool:
        """Record what waits; whether there may be more."""
        with self._database.engine.connect() as connection:
            if connection.execute(sa.select(event_stream.TABLE.c.id).limit(1)).first() is None:
                return False
        with self._database.session() as session:
            events = event_stream.take(session, MOST_AT_ONCE)
            for conversation, event in events:
                record_event(session, conversation, event)
        return len(events) == MOST_AT_ONCE


def record_event(session: Session, conversation: str, event: Mapping[str, Any]) -> None:
    """Write down one event (as Rasa serialises it, after redaction)."""
    kind = event["event"]
    if kind == "user":
        _said_by_person(session, conversation, event)
    elif kind == "bot":
        _said_to_person(session, conversation, event)
    elif kind == "pause":
        _taken(session, conversation, event)
    elif kind == "resume":
        _handed_back(session, conversation, event)
    elif kind == event_stream.UNDELIVERED:
        of_this = session.query(DeskMessage).filter(
            DeskMessage.conversation == conversation, DeskMessage.message_id == event["message_id"]
        )
        of_this.update({"undelivered": event["why"]}, False)
    elif kind == event_stream.FEEDBACK:
        _thought_of(session, conversation, event)
    elif kind == "slot" and event["name"] == "labs":
        _known(session, conversation, event).labs = json.dumps(event.get("value") or {})
    elif kind == "slot" and event["name"] == "callback" and (event.get("value") or {}).get("step") == "confirmed":
        session.add(DeskRequest(conversation=conversation, kind=CALL, state=OPEN, created=event["timestamp"]))
        _count(session, _known(session, conversation, event), event["timestamp"], REQUEST, CALL)


def _said_by_person(session: Session, conversation: str, event: Mapping[str, Any]) -> None:
    known = _known(session, conversation, event)
    understood = event.get("parse_data") or {}
    intent = understood.get("intent") or {}
    red_flag = understood.get("red_flag")
    session.add(
        DeskMessage(
            conversation=conversation,
            at=event["timestamp"],
            sender=PERSON,
            text=event.get("text") or "",
            intent=intent.get("name"),
            confidence=intent.get("confidence"),
            red_flag=red_flag,
        )
    )
    known.messages += 1
    _count(session, known, event["timestamp"], MESSAGE, "")
    if red_flag:
        known.red_flag, known.red_flag_at, known.red_flag_seen_by = red_flag, event["timestamp"], None
        _count(session, known, event["timestamp"], RED_FLAG, red_flag)


def _said_to_person(session: Session, conversation: str, event: Mapping[str, Any]) -> None:
    known = _known(session, conversation, event)
    said = event.get("metadata") or {}
    topic = said.get("topic")
    by_staff = said.get("from") == STAFF
    session.add(
        DeskMessage(
            conversation=conversation,
            at=event["timestamp"],
            sender=STAFF if by_staff else ASSISTANT,
            text=event.get("text") or "",
            topic=topic,
            staff=said.get("name") if by_staff else None,
            message_id=said.get("pushed") if by_staff else None,
        )
    )
    if said.get("presence") == "unattended":
        _close(session, conversation, (OPEN,), UNATTENDED, event["timestamp"])
    if not said.get("pushed") and topic and topic not in PREAMBLES:
        answered = _last_of_person(session, conversation)
        if answered is not None and answered.answered_with is None:
            _answered(session, known, answered, event)
    if said.get("request") in REQUESTS:
        _asked_for_staff(session, known, event["timestamp"], REQUESTS[said["request"]])


def _answered(session: Session, known: DeskConversation, message: DeskMessage, event: Mapping[str, Any]) -> None:
    said = event["metadata"]
    message.answered_with = said["topic"]
    message.offered = " ".join(said.get("offered") or ()) or None
    if said["topic"] != FALLBACK:
        message.outcome = ANSWER
    elif not said.get("repeated") and not message.text.startswith("/"):
        message.outcome = ASKED_BACK if said.get("asked_back") else NOT_UNDERSTOOD
    if message.outcome:
        _count(session, known, event["timestamp"], message.outcome, said["topic"] if message.outcome == ANSWER else "")


def _thought_of(session: Session, conversation: str, event: Mapping[str, Any]) -> None:
    of_assistant = session.query(DeskMessage).filter(
        DeskMessage.conversation == conversation, DeskMessage.sender == ASSISTANT, DeskMessage.at == event["said_at"]
    )
    message = of_assistant.order_by(DeskMessage.id).first()
    if message is None:  # older than the desk's records
        return
    known = session.get(DeskConversation, conversation)
    message.word = event["word"]
    if message.thumb != event["thumb"]:
        if message.thumb:
            _count(session, known, message.at, FEEDBACK, message.thumb, -1)
        if event["thumb"]:
            _count(session, known, message.at, FEEDBACK, event["thumb"])
        message.thumb = event["thumb"]


def _asked_for_staff(session: Session, known: DeskConversation, at: float, kind: str) -> None:
    asked = _requests(session, known.conversation, (OPEN, TAKEN))
    if asked.first() is not None:  # said twice is asked once
        return
    _close(session, known.conversation, (UNATTENDED,), DONE, at)
    session.add(DeskRequest(conversation=known.conversation, kind=kind, state=OPEN, created=at))
    _count(session, known, at, REQUEST, kind)


def _taken(session: Session, conversation: str, event: Mapping[str, Any]) -> None:
    account = (event.get("metadata") or {}).get("account")
    if account is None:  # a new session in a conversation that somebody has
        return
    _known(session, conversation, event).taken_by = account
    for request in _requests(session, conversation, (OPEN, UNATTENDED)):
        request.state, request.taken_by = TAKEN, account


def _handed_back(session: Session, conversation: str, event: Mapping[str, Any]) -> None:
    _known(session, conversation, event).taken_by = None
    _close(session, conversation, (TAKEN,), DONE, event["timestamp"])


def _close(session: Session, conversation: str, states: Collection[str], state: str, at: float) -> None:
    for request in _requests(session, conversation, states):
        request.state, request.closed = state, at


def _requests(session: Session, conversation: str, states: Collection[str]) -> Query[DeskRequest]:
    """A conversation's requests for somebody to join."""
    return session.query(DeskRequest).filter(
        DeskRequest.conversation == conversation, DeskRequest.kind == CHAT, DeskRequest.state.in_(states)
    )


def _last_of_person(session: Session, conversation: str) -> DeskMessage | None:
    of_person = session.query(DeskMessage).filter(
        DeskMessage.conversation == conversation, DeskMessage.sender == PERSON
    )
    found: DeskMessage | None = of_person.order_by(DeskMessage.id.desc()).first()
    return found


def _known(session: Session, conversation: str, event: Mapping[str, Any]) -> DeskConversation:
    at = event["timestamp"]
    known: DeskConversation | None = session.get(DeskConversation, conversation)
    if known is None:
        channel = event.get("input_channel") or conversation.partition(":")[0]
        known = DeskConversation(conversation=conversation, channel=channel, began=at, last=at, messages=0)
        session.add(known)
        _count(session, known, at, CONVERSATION, "")
    known.last = max(known.last, at)
    return known


def _count(session: Session, conversation: DeskConversation, at: float, what: str, name: str, by: int = 1) -> None:
    key = (datetime.datetime.fromtimestamp(at).date(), conversation.channel, what, name)
    counted = session.get(DeskCount, key)
    if counted is None:
        counted = DeskCount(day=key[0], channel=key[1], what=what, name=name, count=0)
        session.add(counted)
    counted.count += by
