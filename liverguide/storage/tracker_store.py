"""Rasa's SQL tracker store with three more duties: redaction before storing, erasure on request, retention."""

from __future__ import annotations

import json
import logging
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from liverguide.library.clinic import load_clinic
from liverguide.storage import callbacks, feedback, messenger_addresses, messenger_inbox, picture_links
from liverguide.storage.redaction import redact, without_known

log = logging.getLogger(__name__)

# A serialised event with its number in the conversation, counted from 1 over events of all kinds.
NumberedEvent = tuple[int, dict[str, Any]]
SQLITE = "sqlite:///"
IN_MEMORY = ":memory:"
OWNER_ONLY = 0o600
# What is kept of how a message was understood. Its values stand in the slots, as far as they were taken up.
KEPT_OF_UNDERSTANDING = ("intent", "intent_ranking", "red_flag")
KEPT_OF_METADATA = ("model_id", "assistant_id")
# A name alone is known by no pattern, so nothing is kept of what is said while a call-back is arranged.
CALLBACK_REPLY = "[reply about the call-back]"
# Kinds of events that people see.
SPOKEN = (UserUttered.type_name, BotUttered.type_name)
NAME_PART = re.compile(r"[^\W\d_]{2,}")


class ConversationStore(SQLTrackerStore):
    """Keeps conversations without personal data, and no longer than the clinic says."""

    def __init__(self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        if host and host.startswith(SQLITE):
            _make_private_file(Path(host.removeprefix(SQLITE)))
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        # An error of the database would otherwise carry what a person wrote into the log.
        self.engine.hide_parameters = True
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _overwrite_what_is_deleted)
        callbacks.Base.metadata.create_all(self.engine)
        feedback.Base.metadata.create_all(self.engine)
        picture_links.Base.metadata.create_all(self.engine)
        messenger_addresses.Base.metadata.create_all(self.engine)
        messenger_inbox.Base.metadata.create_all(self.engine)
        clinic = load_clinic()
        self._region = clinic.clinic.country
        self._keep_seconds = clinic.retention.days * 86_400
        self.purge()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new, or erase everything when the person asked for it."""
        if tracker.get_slot("erase"):
            self.erase(tracker.sender_id)
        else:
            await super().save(tracker)

    async def stream_events(self, tracker: DialogueStateTracker) -> None:
        """Publish what is new in the form in which it is stored, where an event broker is set up."""
        if self.event_broker is not None:
            with self.session_scope() as session:
                for event in self._additional_events(session, tracker):
                    self.event_broker.publish({"sender_id": tracker.sender_id, **event.as_dict()})

    def erase(self, conversation: str) -> None:
        """Erase a conversation with all that belongs to it: call-backs, feedback, pictures, the address in its app."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == conversation).delete()
            callbacks.forget(session, conversation)
            feedback.forget(session, conversation)
            picture_links.forget(session, conversation)
            messenger_addresses.forget(session, conversation)
            session.commit()

    def holds(self, conversation: str) -> bool:
        """Whether anything at all is kept of a conversation."""
        with self.session_scope() as session:
            events = session.query(self.SQLEvent.id).filter(self.SQLEvent.sender_id == conversation)
            others = (
                callbacks.Callback, feedback.Feedback, picture_links.PictureLink, messenger_addresses.MessengerAddress,
            )  # fmt: skip
            kept = [session.query(table.conversation).filter(table.conversation == conversation) for table in others]
            return any(found.first() is not None for found in (events, *kept))

    def purge(self) -> None:
        """Erase conversations whose last event is older than the clinic keeps them."""
        before = time.time() - self._keep_seconds
        with self.session_scope() as session:
            last = sa.func.max(self.SQLEvent.timestamp)
            old = sa.select(self.SQLEvent.sender_id).group_by(self.SQLEvent.sender_id).having(last < before)
            callbacks.purge(session, before)
            feedback.purge(session, before, old)
            picture_links.purge(session)
            messenger_addresses.purge(session, before)
            messenger_inbox.purge(session)
            erased = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id.in_(old)).delete(False)
            session.commit()
        if erased:
            log.info("retention: %d events of old conversations were erased", erased)

    def spoken(self, conversation: str, after: int = 0) -> tuple[list[NumberedEvent], int]:
        """What both sides said after the event `after`, with the events' numbers, and the last event's number.

        Events of all kinds are numbered from 1, so that a number stays when a later version shows more of them.
        """
        with self.session_scope() as session:
            data = sa.case((self.SQLEvent.type_name.in_(SPOKEN), self.SQLEvent.data))
            of_this = session.query(data).filter(self.SQLEvent.sender_id == conversation)
            rows = of_this.order_by(self.SQLEvent.id).offset(after).all()
        said = [(n, json.loads(data)) for n, (data,) in enumerate(rows, start=after + 1) if data is not None]
        return said, after + len(rows) if rows else self.last_number(conversation)

    def last_number(self, conversation: str) -> int:
        """The number of the conversation's last event; 0 when there is none."""
        with self.session_scope() as session:
            return int(session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == conversation).count())

    def has_message(self, conversation: str, message_id: str) -> bool:
        """Whether a message of the person with this id (letters, digits, hyphens) stands in the conversation."""
        with self.session_scope() as session:
            candidates = session.query(self.SQLEvent.data).filter(
                self.SQLEvent.sender_id == conversation,
                self.SQLEvent.type_name == UserUttered.type_name,
                # Rasa keeps the id inside the event's JSON. What is like it may differ in case (SQLite).
                self.SQLEvent.data.contains(f'"message_id": "{message_id}"'),
            )
            return any(json.loads(data).get("message_id") == message_id for (data,) in candidates)

    def keep_feedback(
        self, conversation: str, message: int, topic: str | None, thumb: str | None, word: str | None
    ) -> None:
        """Keep what a person thinks of a message, redacted, in place of what they thought before."""
        with self.session_scope() as session:
            if word is not None:
                word = self._message_to_keep(word, callbacks.personal_data(session, conversation), withhold=False)
            feedback.keep(session, conversation, message, topic, thumb, word)
            session.commit()

    def link_picture(self, conversation: str, picture: Mapping[str, Any]) -> str:
        """A token under which the picture's data can be had for a day, or until the conversation is erased."""
        with self.session_scope() as session:
            token = picture_links.issue(session, conversation, picture)
            session.commit()
        return token

    def linked_picture(self, token: str) -> dict[str, Any] | None:
        """The data of the picture behind a token; None when it is unknown or has expired."""
        with self.session_scope() as session:
            return picture_links.find(session, token)

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> Iterator[Event]:
        # Requests are noted in the session in which the events are stored: both are kept or neither.
        events = list(super()._additional_events(session, tracker))
        personal = callbacks.personal_data(session, tracker.sender_id)
        for request in _callback_requests(events):
            callbacks.note(session, tracker.sender_id, request)
        personal |= callbacks.personal_data(session, tracker.sender_id)
        withheld = {id(event) for event in _callback_replies(tracker.events)}
        return (self._without_personal_data(event, personal, id(event) in withheld) for event in events)

    def _without_personal_data(self, event: Event, personal: set[str], withhold: bool) -> Event:
        kept = copy(event)
        if isinstance(kept, UserUttered):
            kept.text = self._message_to_keep(kept.text or "", personal, withhold)
            understanding = {key: event.parse_data[key] for key in KEPT_OF_UNDERSTANDING if key in event.parse_data}
            kept.parse_data = {"text": kept.text, **understanding}
            kept.metadata = {key: event.metadata[key] for key in KEPT_OF_METADATA if key in event.metadata}
        elif isinstance(kept, BotUttered) and kept.text:
            kept.text = without_known(kept.text, personal)
        elif isinstance(kept, SlotSet) and kept.key == "callback" and kept.value:
            kept.value = {"step": kept.value["step"]}
        return kept

    def _message_to_keep(self, text: str, personal: set[str], withhold: bool) -> str:
        if text.startswith("/"):  # a button
            return text
        if withhold:
            return CALLBACK_REPLY
        return redact(text, self._region, personal | set(NAME_PART.findall(" ".join(personal))))


def _callback_requests(events: Iterable[Event]) -> list[dict[str, str]]:
    requests = [e.value for e in events if isinstance(e, SlotSet) and e.key == "callback" and e.value]
    # Rasa sets all slots anew when a session begins; the draft has gone into the store by then.
    return [request for request in requests if request["step"] != "draft" or "phone" in request]


def _callback_replies(events: Iterable[Event]) -> Iterator[UserUttered]:
    """Messages that were said while consent, name and number, or a yes to them were asked for."""
    expecting = None
    for event in events:
        if isinstance(event, SlotSet) and event.key == "expecting":
            expecting = event.value
        elif isinstance(event, UserUttered) and expecting == "callback":
            yield event


def _make_private_file(file: Path) -> None:
    """Make an SQLite file that no other user of the machine can read; SQLite gives its journal the same rights."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.name == IN_MEMORY:
            return
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
        file.chmod(OWNER_ONLY)  # one that is older than this rule
    except OSError as error:
        log.warning("other users of this machine may be able to read the database: %s", type(error).__name__)


def _overwrite_what_is_deleted(connection: Any, record: Any) -> None:
    connection.execute("PRAGMA secure_delete = ON")
