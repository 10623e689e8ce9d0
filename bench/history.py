"""A year at a clinic, made up: 10,000 conversations on five channels, written into a database as they would have been.

What happened goes through the desk's own recording, so its tables are filled as in reality, whatever it records.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench.talking import QUESTIONS
from liverguide.desk import recording
from liverguide.desk.database import Database
from liverguide.desk.learn import labels
from liverguide.desk.people import accounts, tables
from liverguide.desk.people.accounts import ROLES
from liverguide.labs import read_labs
from liverguide.library import Library, current_library
from liverguide.storage import callbacks, desk_records, event_stream, feedback, stored_events
from liverguide.understanding.asides import asides

CONVERSATIONS = 10_000
EXCHANGES = 4  # on average; a message and its answer each
LONG_EXCHANGES = 500
DAYS = 364
CHANNELS = ("web", "telegram", "whatsapp", "messenger", "slack")
OFTEN = (10, 4, 3, 2, 1)
RED_FLAGS = ("bleeding", "encephalopathy", "infection", "overdose", "self_harm", "breathing", "chest")
# Shares of conversations in which it happens. So many requests wait that a list of them all could not be used.
ASKS_FOR_CALL, ASKS_FOR_CHAT, IN_DANGER, GIVES_VALUES, GIVES_FEEDBACK = 0.15, 0.15, 0.03, 0.1, 0.2
SEEN = 0.5  # of the dangers
NOT_UNDERSTOOD, ASKED_BACK = 0.05, 0.1  # of the messages
LABELLED = 0.2  # of the messages that were not understood
AUDIT_ROWS = 50_000
MORE_ACCOUNTS = 20
PASSWORD = "seven purple kettles sing"
TOGETHER = 2_000
LABS = {name: asdict(value) for name, value in read_labs("bilirubin 3.4 mg/dL, INR 1.7").labs.items()}

Event = Mapping[str, Any]


@dataclass(frozen=True)
class History:
    """The database's file, two of its conversations, and a message that was not understood and that nobody labelled."""

    file: Path
    short: str
    long: str
    missed: int


def history(folder: Path) -> History:
    """The made-up year. Writing it takes minutes, so it is kept for the day, as long as what writes it is the same."""
    sources = (__file__, recording.__file__, desk_records.__file__, tables.__file__)
    mark = hashlib.sha256(datetime.date.today().isoformat().encode())
    for source in sources:
        mark.update(Path(str(source)).read_bytes())
    file = folder / f"history-{mark.hexdigest()[:12]}.db"
    chance = random.Random(1)
    names = [
        f"{chance.choices(CHANNELS, OFTEN)[0]}:{uuid.UUID(int=chance.getrandbits(128))}" for _ in range(CONVERSATIONS)
    ]
    if not file.exists():
        for old in folder.glob("history-*"):
            old.unlink()
        unfinished = folder / "history-unfinished.db"
        _write(unfinished, names, chance)
        unfinished.rename(file)
    return History(file, names[-2], names[-1], _missed(file))


def _missed(file: Path) -> int:
    """The newest message that stands in Learn."""
    message, label = desk_records.DeskMessage, desk_records.DeskLabel
    engine = sa.create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            labelled = sa.select(label.message)
            newest = sa.select(sa.func.max(message.id)).where(
                message.outcome == desk_records.NOT_UNDERSTOOD, message.id.not_in(labelled)
            )
            return int(connection.execute(newest).scalar_one())
    finally:
        engine.dispose()


def _write(file: Path, names: Sequence[str], chance: random.Random) -> None:
    database = Database(f"sqlite:///{file}")
    stored_events.TABLE.create(database.engine)
    library = current_library()
    with database.session() as session:
        for role in ROLES:
            accounts.add(session, role, role.capitalize(), role, PASSWORD)
        for number in range(MORE_ACCOUNTS):
            accounts.add(session, f"staff{number}", f"Staff {number}", "desk", PASSWORD)
    told: list[tuple[str, Event]] = []
    for place, name in enumerate(names):
        told += ((name, event) for event in _conversation(library, name, place, len(names), chance))
        if len(told) >= TOGETHER or place == len(names) - 1:
            _record(database, told)
            told.clear()
    with database.session() as session:
        session.execute(sa.insert(tables.AuditEntry.__table__), list(_audit(names, chance)))
        _label(session, library, chance)
        seen = desk_records.DeskConversation
        of_danger = session.query(seen).filter(seen.red_flag.isnot(None)).all()
        for known in chance.sample(of_danger, int(SEEN * len(of_danger))):
            known.red_flag_seen_by = "desk"
    with database.engine.connect() as connection:
        connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.engine.dispose()


def _record(database: Database, told: Sequence[tuple[str, Event]]) -> None:
    with database.session() as session:
        of_rasa = [_stored(name, event) for name, event in told if event["event"] != event_stream.FEEDBACK]
        session.execute(stored_events.INSERT, of_rasa)
        for name, event in told:
            recording.record_event(session, name, event)
            if event["event"] == event_stream.FEEDBACK:
                feedback.keep(session, name, 2, event["topic"], event["thumb"], event["word"])
            if event.get("name") == "callback":
                session.add(
                    callbacks.Callback(
                        conversation=name, name="Ana Example", phone="+1 202 555 0143", status=callbacks.OPEN,
                        created=event["timestamp"],
                    )
                )  # fmt: skip


def _stored(name: str, event: Event) -> dict[str, Any]:
    """The same as Rasa keeps it."""
    return {
        "sender_id": name, "type_name": event["event"], "timestamp": event["timestamp"],
        "intent_name": event.get("parse_data", {}).get("intent", {}).get("name"), "action_name": None,
        "data": json.dumps(event),
    }  # fmt: skip


def _conversation(library: Library, name: str, place: int, of: int, chance: random.Random) -> Iterator[Event]:
    """What was said in one conversation, the first a year ago and the last today."""
    channel = name.partition(":")[0]
    at = time.time() - DAYS * 86_400 * (1 - (place + 1) / of) - 3_600
    topics = list(library.topics.values())
    is_long = place == of - 1
    exchanges = LONG_EXCHANGES if is_long else 1 + min(40, int(chance.expovariate(1 / (EXCHANGES - 0.5))))
    danger = exchanges // 2 if chance.random() < IN_DANGER else None
    for number in range(exchanges):
        at += chance.uniform(5, 60) if not is_long else 5
        # Some topics are asked for more often than others.
        topic = topics[min(int(chance.expovariate(6 / len(topics))), len(topics) - 1)]
        how = chance.random()
        unclear = how < NOT_UNDERSTOOD + ASKED_BACK
        intent = recording.FALLBACK if unclear else topic.id
        flag = chance.choice(RED_FLAGS) if number == danger else None
        text = chance.choice(QUESTIONS)
        yield {
            # Hardly two people are misunderstood in the same words.
            "event": "user", "timestamp": at, "input_channel": channel,
            "text": f"{chance.choice(asides())} {text} {chance.choice(asides())}" if unclear else text,
            "parse_data": {
                "intent": {"name": "emergency" if flag else intent, "confidence": round(chance.uniform(0.4, 1), 3)},
                "red_flag": flag,
            },
        }  # fmt: skip
        said: dict[str, Any] = {"topic": "emergency" if flag else intent}
        if unclear and how >= NOT_UNDERSTOOD:
            said |= {"asked_back": True, "offered": [each.id for each in chance.sample(topics, 2)]}
        yield {"event": "bot", "timestamp": at + 0.1, "text": topic.short, "metadata": said}
        answered = at + 0.1, topic.id
    if chance.random() < GIVES_FEEDBACK:
        said_at, of_topic = answered
        yield {
            "event": event_stream.FEEDBACK, "timestamp": at + 0.5, "said_at": said_at, "topic": of_topic,
            "thumb": chance.choice(("up", "up", "down")), "word": "Helpful." if chance.random() < 0.3 else None,
        }  # fmt: skip
    if chance.random() < GIVES_VALUES:
        yield {"event": "slot", "timestamp": at + 1, "name": "labs", "value": LABS}
    wish = chance.random()
    if wish < ASKS_FOR_CALL:
        yield {"event": "slot", "timestamp": at + 2, "name": "callback", "value": {"step": "confirmed"}}
    elif wish < ASKS_FOR_CALL + ASKS_FOR_CHAT:
        said = {"topic": "booking_contact_human", "request": "chat"}
        yield {"event": "bot", "timestamp": at + 2, "text": "The front desk can see now ...", "metadata": said}


def _audit(names: Sequence[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    now = time.time()
    for number in range(AUDIT_ROWS):
        yield {
            "at": now - DAYS * 86_400 * (1 - number / AUDIT_ROWS), "did": "read a conversation",
            "account": f"staff{chance.randrange(MORE_ACCOUNTS)}", "about": chance.choice(names),
        }  # fmt: skip


def _label(session: Session, library: Library, chance: random.Random) -> None:
    """What staff said that messages should have been."""
    message = desk_records.DeskMessage
    missed = [number for (number,) in session.query(message.id).filter(message.outcome == desk_records.NOT_UNDERSTOOD)]
    topics = list(library.topics)
    for number in chance.sample(missed, int(LABELLED * len(missed))):
        labels.label(session, [number], labels.Label(desk_records.OF_TOPIC, chance.choice(topics)), "desk")
