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

from bench.talking import QUESTIONS
from liverguide.desk import recording
from liverguide.desk.database import Database
from liverguide.desk.people import accounts, tables
from liverguide.desk.people.accounts import ROLES
from liverguide.labs import read_labs
from liverguide.library import Library, current_library
from liverguide.storage import callbacks, desk_records, feedback, stored_events

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
AUDIT_ROWS = 50_000
MORE_ACCOUNTS = 20
PASSWORD = "seven purple kettles sing"
TOGETHER = 2_000
LABS = {name: asdict(value) for name, value in read_labs("bilirubin 3.4 mg/dL, INR 1.7").labs.items()}

Event = Mapping[str, Any]


@dataclass(frozen=True)
class History:
    """The database's file, two of its conversations, and a message that was not understood."""

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
    """The newest message of a person that was not understood."""
    of = desk_records.DeskMessage.__table__.c
    newest = sa.select(sa.func.max(of.id)).where(of.outcome == desk_records.NOT_UNDERSTOOD)
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = connection.execute(newest).scalar_one()
    engine.dispose()
    return int(found)


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
        _opinions(session, names, chance)
        seen = desk_records.DeskConversation
        of_danger = session.query(seen).filter(seen.red_flag.isnot(None)).all()
        for known in chance.sample(of_danger, int(SEEN * len(of_danger))):
            known.red_flag_seen_by = "desk"
    with database.engine.connect() as connection:
        connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.engine.dispose()


def _record(database: Database, told: Sequence[tuple[str, Event]]) -> None:
    with database.session() as session:
        session.execute(stored_events.INSERT, [_stored(name, event) for name, event in told])
        for name, event in told:
            recording.record_event(session, name, event)
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
        intent = "nlu_fallback" if chance.random() < NOT_UNDERSTOOD else topic.id
        flag = chance.choice(RED_FLAGS) if number == danger else None
        yield {
            "event": "user", "timestamp": at, "text": chance.choice(QUESTIONS), "input_channel": channel,
            "parse_data": {
                "intent": {"name": "emergency" if flag else intent, "confidence": round(chance.uniform(0.4, 1), 3)},
                "red_flag": flag,
            },
        }  # fmt: skip
        said = "emergency" if flag else intent
        yield {"event": "bot", "timestamp": at + 0.1, "text": topic.short, "metadata": {"topic": said}}
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


def _opinions(session: Any, names: Sequence[str], chance: random.Random) -> None:
    """Thumbs, and the counts that do not come from the events of a conversation."""
    counted: dict[tuple[datetime.date, str, str, str], int] = {}
    today = datetime.date.today()
    for place, name in enumerate(names):
        day = today - datetime.timedelta(days=DAYS - int(DAYS * (place + 1) / len(names)))
        channel = name.partition(":")[0]
        found = [("asked_back", "") for _ in range(EXCHANGES) if chance.random() < ASKED_BACK]
        found += [("not_understood", "") for _ in range(EXCHANGES) if chance.random() < NOT_UNDERSTOOD]
        if chance.random() < GIVES_FEEDBACK:
            thumb = chance.choice(("up", "up", "down"))
            found.append(("feedback", thumb))
            feedback.keep(session, name, 2, "meld_what_is", thumb, "Helpful." if chance.random() < 0.3 else None)
        for what, of in found:
            key = (day, channel, what, of)
            counted[key] = counted.get(key, 0) + 1
    for (day, channel, what, of), count in counted.items():
        session.merge(desk_records.DeskCount(day=day, channel=channel, what=what, name=of, count=count))
