"""Writes what happened in conversations from the event stream into the desk's own tables.

One transaction takes events and writes rows, so each event counts once, whenever the process is stopped.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from liverguide.desk.database import Database
from liverguide.storage import event_stream
from liverguide.storage.desk_records import (
    ASSISTANT,
    CALL,
    CHAT,
    OPEN,
    PERSON,
    STAFF,
    DeskConversation,
    DeskCount,
    DeskMessage,
    DeskRequest,
)

log = logging.getLogger(__name__)

MOST_AT_ONCE = 500
LOOK_EVERY_SECONDS = 0.5
NOT_UNDERSTOOD = "nlu_fallback"
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
    elif kind == "slot" and event["name"] == "callback" and (event.get("value") or {}).get("step") == "confirmed":
        session.add(DeskRequest(conversation=conversation, kind=CALL, state=OPEN, created=event["timestamp"]))
        _count(session, _known(session, conversation, event), event["timestamp"], "request", CALL)


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
    _count(session, known, event["timestamp"], "message", "")
    if red_flag:
        known.red_flag, known.red_flag_at, known.red_flag_seen_by = red_flag, event["timestamp"], None
        _count(session, known, event["timestamp"], "red_flag", red_flag)


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
        )
    )
    if not by_staff and topic:
        answered = _last_of_person(session, conversation)
        if answered is not None and answered.answered_with is None:
            answered.answered_with = topic
            _count(session, known, event["timestamp"], "answer", topic)
    if said.get("request") in REQUESTS:
        kind = REQUESTS[said["request"]]
        session.add(DeskRequest(conversation=conversation, kind=kind, state=OPEN, created=event["timestamp"]))
        _count(session, known, event["timestamp"], "request", kind)


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
        _count(session, known, at, "conversation", "")
    known.last = max(known.last, at)
    return known


def _count(session: Session, conversation: DeskConversation, at: float, what: str, name: str) -> None:
    key = (datetime.datetime.fromtimestamp(at).date(), conversation.channel, what, name)
    counted = session.get(DeskCount, key)
    if counted is None:
        counted = DeskCount(day=key[0], channel=key[1], what=what, name=name, count=0)
        session.add(counted)
    counted.count += 1
