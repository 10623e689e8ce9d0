"""What a conversation's events add up to, in one row, so that a turn need not read and replay them all.

The events stay the truth. A state says up to which event it was written; one that does not reach to the last event, or
that is missing, is made anew from all events.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.events import ActiveLoop, ConversationPaused, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class ConversationState(Base):  # type: ignore[misc, valid-type]
    """The state after the event `last_event` (its row's id)."""

    __tablename__ = "conversation_states"

    conversation = sa.Column(sa.String(255), primary_key=True)
    last_event = sa.Column(sa.Integer, nullable=False)
    state = sa.Column(sa.Text, nullable=False)


ROW = ConversationState.__table__
# Needed in every turn, so put together once.
READ = sa.select(ROW.c.last_event, ROW.c.state).where(ROW.c.conversation == sa.bindparam("of"))
MOVE = (
    sa.update(ROW)
    .where(ROW.c.conversation == sa.bindparam("of"), ROW.c.last_event == sa.bindparam("before"))
    .values(last_event=sa.bindparam("to"), state=sa.bindparam("new_state"))
)
FORGET = sa.delete(ROW).where(ROW.c.conversation == sa.bindparam("of"))


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All of a tracker that earlier events than the last few may have set."""
    return {
        "slots": {name: slot.value for name, slot in tracker.slots.items() if slot.has_been_set},
        "paused": tracker.is_paused(),
        "loop": tracker.active_loop_name,
    }


def as_events(state: dict[str, Any], at: float) -> list[Event]:
    """Events that bring about a state, at that time: Rasa copies a tracker and looks back by replaying its events."""
    events: list[Event] = [SlotSet(name, value, timestamp=at) for name, value in state["slots"].items()]
    if state["loop"]:
        events.append(ActiveLoop(state["loop"], timestamp=at))
    if state["paused"]:
        events.append(ConversationPaused(timestamp=at))
    return events


def read(session: Session, conversation: str) -> tuple[int, dict[str, Any]] | None:
    """The number of the last event that the state holds, and the state."""
    found = session.execute(READ, {"of": conversation}).first()
    return (found[0], json.loads(found[1])) if found else None


def advance(session: Session, conversation: str, before: int, last_event: int, state: dict[str, Any]) -> None:
    """Move the state from the event `before` (0: none) to `last_event`, in the transaction that stores the events.

    Where another process has stored events in between, this state is not that of the conversation: the row goes, and
    the next turn makes it anew.
    """
    moved = {"of": conversation, "before": before, "to": last_event, "new_state": json.dumps(state)}
    if session.execute(MOVE, moved).rowcount or session.execute(FORGET, {"of": conversation}).rowcount:
        return
    try:
        with session.begin_nested():
            row = {"conversation": conversation, "last_event": last_event, "state": moved["new_state"]}
            session.execute(sa.insert(ROW), row)
    except sa.exc.IntegrityError:  # just now by another process
        forget(session, conversation)


def forget(session: Session, conversation: str) -> None:
    """Erase the state of a conversation."""
    session.execute(FORGET, {"of": conversation})


def purge(session: Session, conversations: sa.sql.Select) -> None:
    """Erase the states of conversations that are too old."""
    session.execute(sa.delete(ROW).where(ROW.c.conversation.in_(conversations)))
