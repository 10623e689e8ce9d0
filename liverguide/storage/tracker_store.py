"""Rasa's SQL tracker store with three more duties: redaction before storing, erasure on request, retention.

A turn costs the same however long the conversation is: it reads a state and the last few events (see
conversation_states.py), and writes the new ones.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, ensure_schema_exists
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session, sessionmaker

from liverguide.library.clinic import load_clinic
from liverguide.storage import (
    callbacks,
    conversation_states,
    desk_records,
    event_stream,
    feedback,
    messenger_addresses,
    messenger_inbox,
    picture_links,
    sqlite,
    staff_chats,
    stored_events,
)
from liverguide.storage.redaction import redact, without_known
from liverguide.storage.redaction.echoes import numbers_gone, without_echoes, without_echoes_in
from liverguide.storage.schema import make_tables
from liverguide.storage.stored_events import events_of, row_of
from liverguide.storage.stored_tracker import StoredTracker

log = logging.getLogger(__name__)

# In a message's metadata: somebody of the clinic had the conversation, so the assistant was silent.
TO_STAFF = "to_staff"
# In the metadata of what was said without being asked, by the clinic's people or about them: the id of the order.
PUSHED = "pushed"
# How a message of the assistant asks for somebody to join.
REQUEST, REQUEST_CHAT = "request", "chat"
FROM, STAFF = "from", "staff"

# A serialised event with its number in the conversation, counted from 1 over events of all kinds.
NumberedEvent = tuple[int, dict[str, Any]]
# What is kept of how a message was understood. Its values stand in the slots, as far as they were taken up.
KEPT_OF_UNDERSTANDING = ("intent", "intent_ranking", "red_flag")
KEPT_OF_METADATA = ("model_id", "assistant_id", TO_STAFF)
# Slots with what was read in a message and not taken up yet.
OF_READING = ("unclear", "interrupted")
# What of a conversation's end is read: so many events, and more until the person's last three messages are among them.
LAST_EVENTS = 64
LAST_MESSAGES = 3
NAME_PART = re.compile(r"[^\W\d_]{2,}")


class ConversationStore(SQLTrackerStore):
    """Keeps conversations without personal data, and no longer than the clinic says."""

    def __init__(self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        file = sqlite.file_of(host)
        if file is not None:
            sqlite.make_private(file)
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        if file is not None:
            self.engine = sqlite.engine_for(file)
            self.sessionmaker = sessionmaker(bind=self.engine)
        # An error of the database would otherwise carry what a person wrote into the log.
        self.engine.hide_parameters = True
        make_tables(
            self.engine, callbacks.Base, feedback.Base, picture_links.Base, messenger_addresses.Base,
            messenger_inbox.Base, conversation_states.Base, event_stream.Base, desk_records.Base, staff_chats.Base,
        )  # fmt: skip
        clinic = load_clinic()
        self._region = clinic.clinic.country
        self._keep_seconds = clinic.retention.days * 86_400
        self.purge()

    @contextmanager
    def session_scope(self) -> Generator[Session, None, None]:
        """A session that is closed at the end. Rasa's own ends the whole process over any ValueError within."""
        session = self.sessionmaker()
        try:
            ensure_schema_exists(session)
            yield session
        finally:
            session.close()

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """A conversation of which nothing is stored yet."""
        return StoredTracker(sender_id, self.domain.slots, self.max_event_history)

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """The conversation since its session began, the distant past of it only as its state."""
        with self.session_scope() as session:
            return self._from_state(session, sender_id) or self._from_all_events(session, sender_id)

    def _from_state(self, session: Session, sender_id: str) -> StoredTracker | None:
        known = conversation_states.read(session, sender_id)
        if known is None:
            return None
        last_event, state = known
        rows = self._last_rows(session, sender_id)
        if not rows or rows[-1].id != last_event:
            return None
        begins = max((row.timestamp for row in rows if row.type_name == SessionStarted.type_name), default=None)
        since = [row for row in rows if begins is None or row.timestamp >= begins]
        # What slots were set to stands in the state.
        told = events_of(row for row in since if row.type_name != SlotSet.type_name)
        tracker = self.init_tracker(sender_id)
        tracker.begin([*told, *conversation_states.as_events(state, rows[-1].timestamp)], last_event)
        return tracker

    def _last_rows(self, session: Session, sender_id: str) -> list[Any]:
        number = LAST_EVENTS
        while True:
            rows = session.execute(stored_events.LAST, {"conversation": sender_id, "number": number}).all()
            messages = sum(row.type_name == UserUttered.type_name for row in rows)
            if len(rows) < number or messages >= LAST_MESSAGES:
                return list(reversed(rows))
            number *= 4

    def _from_all_events(self, session: Session, sender_id: str) -> StoredTracker | None:
        rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=False).all()
        if not rows:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.begin(events_of(rows), rows[-1].id)
        return tracker

    async def save(
        self, tracker: DialogueStateTracker, beside: Callable[[Session], None] = lambda session: None
    ) -> None:
        """Store what is new, or erase everything when the person asked for it.

        `beside` writes what belongs to the new events, in the same transaction.
        """
        if tracker.get_slot("erase"):
            self.erase(tracker.sender_id)
            return
        await self.stream_events(tracker)
        with self.session_scope() as session:
            events = list(self._additional_events(session, tracker))
            if not events:
                return
            session.execute(stored_events.INSERT, [row_of(tracker.sender_id, event) for event in events])
            event_stream.publish(session, tracker.sender_id, events)
            for event in events:
                if isinstance(event, BotUttered) and event.metadata.get(REQUEST) == REQUEST_CHAT:
                    staff_chats.note_request(session, tracker.sender_id, event.timestamp)
            beside(session)
            last_event = self._save_state(session, tracker, len(events))
            session.commit()
        if any(isinstance(event, SlotSet) and event.key == "callback" for event in events):
            # A name and a number may have been deleted.
            sqlite.leave_no_trace(self.engine)
        if isinstance(tracker, StoredTracker):
            tracker.is_stored_up_to(last_event)

    def _save_state(self, session: Session, tracker: DialogueStateTracker, new: int) -> int:
        """Make the state that of the `new` events just stored; the number of the last of them."""
        numbers = {"conversation": tracker.sender_id, "number": new + 1}
        last_event, *earlier = session.execute(stored_events.LAST_IDS, numbers).scalars().all()
        before = earlier[-1] if len(earlier) == new else 0
        if isinstance(tracker, StoredTracker) and tracker.last_event == before:
            state = conversation_states.state_of(tracker)
            gone = self._numbers_gone(tracker.new_events)
            state["slots"] = {name: _slot_to_keep(name, value, gone) for name, value in state["slots"].items()}
            conversation_states.advance(session, tracker.sender_id, before, last_event, state)
        else:  # not read from the store, or others have stored events since
            conversation_states.forget(session, tracker.sender_id)
        return int(last_event)

    async def stream_events(self, tracker: DialogueStateTracker) -> None:
        """Publish what is new in the form in which it is stored, where an event broker is set up."""
        if self.event_broker is not None:
            with self.session_scope() as session:
                for event in self._additional_events(session, tracker):
                    self.event_broker.publish({"sender_id": tracker.sender_id, **event.as_dict()})

    def erase(self, conversation: str) -> None:
        """Erase a conversation with all that belongs to it: call-backs, feedback, pictures, the address in its app."""
        with self.session_scope() as session:
            # Before the desk's tables, which are filled from it.
            event_stream.forget(session, conversation)
            desk_records.forget(session, conversation)
            staff_chats.forget(session, conversation)
            messenger_inbox.forget_pushed(session, conversation)
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == conversation).delete()
            callbacks.forget(session, conversation)
            feedback.forget(session, conversation)
            picture_links.forget(session, conversation)
            messenger_addresses.forget(session, conversation)
            conversation_states.forget(session, conversation)
            session.commit()
        sqlite.leave_no_trace(self.engine)

    def holds(self, conversation: str) -> bool:
        """Whether anything at all is kept of a conversation."""
        with self.session_scope() as session:
            events = session.query(self.SQLEvent.id).filter(self.SQLEvent.sender_id == conversation)
            others = (
                callbacks.Callback, feedback.Feedback, picture_links.PictureLink, messenger_addresses.MessengerAddress,
                conversation_states.ConversationState, event_stream.StreamedEvent, staff_chats.StaffChat,
                *desk_records.OF_CONVERSATIONS,
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
            conversation_states.purge(session, old)
            event_stream.purge(session, old)
            desk_records.purge(session, before, old)
            staff_chats.purge(session, old)
            erased = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id.in_(old)).delete(False)
            session.commit()
        sqlite.leave_no_trace(self.engine)
        if erased:
            log.info("retention: %d events of old conversations were erased", erased)

    def spoken(self, conversation: str, after: int = 0) -> tuple[list[NumberedEvent], int]:
        """What both sides said after the event `after`, with the events' numbers, and the last event's number.

        Events of all kinds are numbered from 1, so that a number stays when a later version shows more of them.
        """
        with self.engine.connect() as connection:
            rows = connection.execute(stored_events.SPOKEN, {"conversation": conversation, "after": after}).all()
        said = [(n, json.loads(data)) for n, (data,) in enumerate(rows, start=after + 1) if data is not None]
        return said, after + len(rows) if rows else self.last_number(conversation)

    def last_number(self, conversation: str) -> int:
        """The number of the conversation's last event; 0 when there is none."""
        with self.engine.connect() as connection:
            return int(connection.execute(stored_events.COUNT, {"conversation": conversation}).scalar_one())

    def has_message(self, conversation: str, message_id: str) -> bool:
        """Whether a message of the person with this id (letters, digits, hyphens) stands in the conversation."""
        # Rasa keeps the id inside the event's JSON. What is like it may differ in case (SQLite).
        wanted = {"conversation": conversation, "part": f'"message_id": "{message_id}"'}
        with self.engine.connect() as connection:
            candidates = connection.execute(stored_events.MESSAGES_WITH, wanted).all()
        return any(json.loads(data).get("message_id") == message_id for (data,) in candidates)

    def keep_feedback(
        self, conversation: str, message: int, topic: str | None, thumb: str | None, word: str | None
    ) -> None:
        """Keep what a person thinks of a message, redacted, in place of what they thought before."""
        with self.session_scope() as session:
            if word is not None:
                word = self._message_to_keep(word, callbacks.personal_data(session, conversation), withhold=False)
            feedback.keep(session, conversation, message, topic, thumb, word)
            said_at = self._time_of(session, conversation, message)
            if said_at is not None:
                event_stream.publish_feedback(session, conversation, said_at, thumb, word)
            session.commit()
        sqlite.leave_no_trace(self.engine)

    def _time_of(self, session: Session, conversation: str, number: int) -> float | None:
        events = session.query(self.SQLEvent.timestamp).filter(self.SQLEvent.sender_id == conversation)
        found: float | None = events.order_by(self.SQLEvent.id).offset(number - 1).limit(1).scalar()
        return found

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
        if isinstance(tracker, StoredTracker):
            events, replies = tracker.new_events, _callback_replies(tracker.new_events, tracker.expected)
        else:
            events = list(super()._additional_events(session, tracker))
            replies = _callback_replies(tracker.events)
        personal = callbacks.personal_data(session, tracker.sender_id)
        requests = _callback_requests(events)
        for request in requests:
            callbacks.note(session, tracker.sender_id, request)
        if requests:
            personal |= callbacks.personal_data(session, tracker.sender_id)
        withheld = {id(event) for event in replies}
        gone = self._numbers_gone(events)
        return (self._without_personal_data(event, personal, gone, id(event) in withheld) for event in events)

    def _numbers_gone(self, events: Iterable[Event]) -> frozenset[float]:
        """Numbers that redaction takes out of these messages: nothing that was made of them keeps one."""
        messages = [e.text for e in events if isinstance(e, UserUttered) and e.text and not e.text.startswith("/")]
        return frozenset().union(*(numbers_gone(text, redact(text, self._region)) for text in messages))

    def _without_personal_data(self, event: Event, personal: set[str], gone: frozenset[float], withhold: bool) -> Event:
        kept = copy(event)
        if isinstance(kept, UserUttered):
            kept.text = self._message_to_keep(kept.text or "", personal, withhold)
            understanding = {key: event.parse_data[key] for key in KEPT_OF_UNDERSTANDING if key in event.parse_data}
            kept.parse_data = {"text": kept.text, **understanding}
            kept.metadata = {key: event.metadata[key] for key in KEPT_OF_METADATA if key in event.metadata}
        elif isinstance(kept, BotUttered) and kept.text and kept.metadata.get(FROM) != STAFF:
            # What staff write is kept as it was written: the chat window shows what is stored.
            kept.text = without_echoes(without_known(kept.text, personal), gone)
        elif isinstance(kept, SlotSet):
            kept.value = _slot_to_keep(kept.key, kept.value, gone)
        return kept

    def _message_to_keep(self, text: str, personal: set[str], withhold: bool) -> str:
        if text.startswith("/"):  # a button
            return text
        if withhold:
            return callbacks.WITHHELD
        return redact(text, self._region, personal | set(NAME_PART.findall(" ".join(personal))))


def _slot_to_keep(name: str, value: Any, gone: frozenset[float]) -> Any:
    """A call-back's name and number stand in their own table; what redaction took out of the message is in no slot."""
    if name == "callback" and value:
        return {"step": value["step"]}
    return without_echoes_in(value, gone) if name in OF_READING and gone else value


def _callback_requests(events: Iterable[Event]) -> list[dict[str, str]]:
    requests = [e.value for e in events if isinstance(e, SlotSet) and e.key == "callback" and e.value]
    # Rasa sets all slots anew when a session begins; the draft has gone into the store by then.
    return [request for request in requests if request["step"] != "draft" or "phone" in request]


def _callback_replies(events: Iterable[Event], expecting: Any = None) -> Iterator[UserUttered]:
    """Messages that were said while consent, name and number, or a yes to them were asked for."""
    for event in events:
        if isinstance(event, SlotSet) and event.key == "expecting":
            expecting = event.value
        elif isinstance(event, UserUttered) and expecting == "callback":
            yield event
