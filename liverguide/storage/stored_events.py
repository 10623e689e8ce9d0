"""The statements on the table of events that every turn needs, put together once, as building them costs the most.

Rasa owns the table. Its rows are numbered over all conversations by `id`, which only grows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered

from liverguide.storage.event_classes import event_of

TABLE = SQLTrackerStore.SQLEvent.__table__
# Kinds of events that people see.
SPOKEN_KINDS = (UserUttered.type_name, BotUttered.type_name)

_of_conversation = TABLE.c.sender_id == sa.bindparam("conversation")

# Newest first, `number` of them.
LAST = (
    sa.select(TABLE.c.id, TABLE.c.type_name, TABLE.c.timestamp, TABLE.c.data)
    .where(_of_conversation)
    .order_by(TABLE.c.id.desc())
    .limit(sa.bindparam("number"))
)
LAST_IDS = sa.select(TABLE.c.id).where(_of_conversation).order_by(TABLE.c.id.desc()).limit(sa.bindparam("number"))
COUNT = sa.select(sa.func.count()).select_from(TABLE).where(_of_conversation)
# One row for each event behind the first `after`, oldest first, empty for those that say nothing.
SPOKEN = (
    sa.select(sa.case((TABLE.c.type_name.in_(SPOKEN_KINDS), TABLE.c.data)))
    .where(_of_conversation)
    .order_by(TABLE.c.id)
    .offset(sa.bindparam("after"))
)
# The person's messages in whose JSON `part` stands.
MESSAGES_WITH = sa.select(TABLE.c.data).where(
    _of_conversation,
    TABLE.c.type_name == UserUttered.type_name,
    TABLE.c.data.contains(sa.bindparam("part"), autoescape=False),
)
INSERT = sa.insert(TABLE)


def row_of(conversation: str, event: Event) -> dict[str, Any]:
    """An event as Rasa stores it."""
    data = event.as_dict()
    return {
        "sender_id": conversation,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def events_of(rows: Iterable[Any]) -> list[Event]:
    """The events that rows with `data` hold."""
    events = (event_of(json.loads(row.data)) for row in rows)
    return [event for event in events if event is not None]
