"""Rasa's SQL tracker store with three more duties: redaction before storing, erasure on request, retention."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
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
from liverguide.storage import callbacks
from liverguide.storage.redaction import redact

log = logging.getLogger(__name__)

PURGE_EVERY_SECONDS = 3600
SQLITE = "sqlite:///"


class ConversationStore(SQLTrackerStore):
    """Keeps conversations without personal data, and no longer than the clinic says."""

    def __init__(self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        if host and host.startswith(SQLITE):
            Path(host.removeprefix(SQLITE)).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        callbacks.Base.metadata.create_all(self.engine)
        clinic = load_clinic()
        self._region = clinic.clinic.country
        self._keep_seconds = clinic.retention.days * 86_400
        self._purged = 0.0

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store what is new, or erase everything when the person asked for it."""
        if tracker.get_slot("erase"):
            self.erase(tracker.sender_id)
        else:
            with self.session_scope() as session:
                for request in _callback_requests(super()._additional_events(session, tracker)):
                    callbacks.note(session, tracker.sender_id, request)
                session.commit()
            await super().save(tracker)
        if time.time() - self._purged > PURGE_EVERY_SECONDS:
            self.purge()

    def erase(self, conversation: str) -> None:
        """Erase a conversation and its call-back requests."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == conversation).delete()
            callbacks.forget(session, conversation)
            session.commit()

    def purge(self) -> None:
        """Erase conversations whose last event is older than the clinic keeps them."""
        self._purged = time.time()
        before = self._purged - self._keep_seconds
        with self.session_scope() as session:
            last = sa.func.max(self.SQLEvent.timestamp)
            old = session.query(self.SQLEvent.sender_id).group_by(self.SQLEvent.sender_id).having(last < before)
            senders = [sender for (sender,) in old]
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id.in_(senders)).delete(False)
            callbacks.purge(session, before)
            session.commit()
        if senders:
            log.info("retention: %d old conversations were erased", len(senders))

    def _additional_events(self, session: Session, tracker: DialogueStateTracker) -> Iterator[Event]:
        events = list(super()._additional_events(session, tracker))
        personal = [
            text for request in _callback_requests(events) for text in (request.get("name"), request.get("phone"))
        ]
        return (self._without_personal_data(event, [text for text in personal if text]) for event in events)

    def _without_personal_data(self, event: Event, personal: list[str]) -> Event:
        kept = copy(event)
        if isinstance(kept, UserUttered) and kept.text and not kept.text.startswith("/"):
            kept.text = redact(kept.text, self._region, personal)
            kept.parse_data = {**kept.parse_data, "text": kept.text}
            kept.parse_data.pop("text_tokens", None)
        elif isinstance(kept, BotUttered) and kept.text and personal:
            kept.text = redact(kept.text, self._region, personal)
        elif isinstance(kept, SlotSet) and kept.key == "callback" and kept.value:
            kept.value = {"step": kept.value["step"]}
        return kept


def _callback_requests(events: Any) -> list[dict[str, str]]:
    return [e.value for e in events if isinstance(e, SlotSet) and e.key == "callback" and e.value]
