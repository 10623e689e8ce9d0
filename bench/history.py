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

from bench import training_sample
from bench.talking import QUESTIONS
from liverguide.desk import recording
from liverguide.desk.database import Database
from liverguide.desk.learn import labels
from liverguide.desk.learn.examples import OUT_OF_SCOPE
from liverguide.desk.learn.missed import missed
from liverguide.desk.people import accounts, tables
from liverguide.desk.people.accounts import ROLES
from liverguide.labs import read_labs
from liverguide.library import Library, current_library
from liverguide.storage import callbacks, desk_records, event_stream, stored_events

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
# Of the messages. So many are not understood that Learn compares as many texts as it ever does.
NOT_UNDERSTOOD, ASKED_BACK, DECLINED = 0.15, 0.1, 0.05
LABELLED, LABELLED_AT_ONCE = 0.15, 5  # of what there is to learn from
AUDIT_ROWS = 50_000
MORE_ACCOUNTS = 20
PASSWORD = "seven purple kettles sing"
TOGETHER = 2_000
LABS = {name: asdict(value) for name, value in read_labs("bilirubin 3.4 mg/dL, INR 1.7").labs.items()}

Event = Mapping[str, Any]


@dataclass(frozen=True)
class History:
    """The database's file, two of its conversations, a message that was not understood and one that was declined."""

    file: Path
    short: str
    long: str
    missed: int
    declined: int


def history(folder: Path) -> History:
    """The made-up year. Writing it takes minutes, so it is kept for the day, as long as what writes it is the same."""
    sources = (__file__, recording.__file__, desk_records.__file__, tables.__file__, labels.__file__)
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
    of = desk_records.DeskMessage.__table__.c
    outcomes = {"missed": of.outcome == desk_records.NOT_UNDERSTOOD, "declined": of.answered_with == OUT_OF_SCOPE}
    return History(file, names[-2], names[-1], **{name: _newest(file, which) for name, which in outcomes.items()})


def _newest(file: Path, which: sa.sql.ColumnElement) -> int:
    """The newest message of such ones that nobody has labelled."""
    of, label = desk_records.DeskMessage.__table__.c, desk_records.DeskLabel.__table__.c
    newest = sa.select(sa.func.max(of.id)).where(which, ~sa.exists().where(label.message == of.id))
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = connection.execute(newest).scalar_one()
    engine.dispose()
    return int(found)


def _write(file: Path, names: Sequence[str], chance: random.Random) -> None:
    database = Database(f"sqlite:///{file}")
    stored_events.TABLE.create(database.engine)
    library, words = current_library(), _words()
    with database.session() as session:
        for role in ROLES:
            accounts.add(session, role, role.capitalize(), role, PASSWORD)
        for number in range(MORE_ACCOUNTS):
            accounts.add(session, f"staff{number}", f"Staff {number}", "desk", PASSWORD)
    told: list[tuple[str, Event]] = []
    for place, name in enumerate(names):
        told += ((name, event) for event in _conversation(library, words, name, place, len(names), chance))
        if len(told) >= TOGETHER or place == len(names) - 1:
            _record(database, told)
            told.clear()
    with database.session() as session:
        session.execute(sa.insert(tables.AuditEntry.__table__), list(_audit(names, chance)))
        _labels(session, library, chance)
        seen = desk_records.DeskConversation
        of_danger = session.query(seen).filter(seen.red_flag.isnot(None)).all()
        for known in chance.sample(of_danger, int(SEEN * len(of_danger))):
            known.red_flag_seen_by = "desk"
    with database.engine.connect() as connection:
        connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.engine.dispose()


def _record(database: Database, told: Sequence[tuple[str, Event]]) -> None:
    with database.session() as session:
        # Rasa keeps no opinions among its events.
        of_rasa = [each for each in told if each[1]["event"] != event_stream.FEEDBACK]
        session.execute(stored_events.INSERT, [_stored(name, event) for name, event in of_rasa])
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


@dataclass(frozen=True)
class Words:
    """What people write that was not understood: examples of all intents, each as if the chat had not learnt it."""

    any: Sequence[str]
    not_ours: Sequence[str]


def _words() -> Words:
    examples = training_sample.examples()
    return Words([text for texts in examples.values() for text in texts], examples[OUT_OF_SCOPE])


def _conversation(
    library: Library, words: Words, name: str, place: int, of: int, chance: random.Random
) -> Iterator[Event]:
    """What was said in one conversation, the first a year ago and the last today."""
    channel = name.partition(":")[0]
    at = time.time() - DAYS * 86_400 * (1 - (place + 1) / of) - 3_600
    topics = list(library.topics.values())
    is_long = place == of - 1
    exchanges = LONG_EXCHANGES if is_long else 1 + min(40, int(chance.expovariate(1 / (EXCHANGES - 0.5))))
    danger = exchanges // 2 if chance.random() < IN_DANGER else None
    liked = chance.randrange(exchanges) if chance.random() < GIVES_FEEDBACK else None
    for number in range(exchanges):
        at += chance.uniform(5, 60) if not is_long else 5
        # Some topics are asked for more often than others.
        topic, other = (topics[min(int(chance.expovariate(6 / len(topics))), len(topics) - 1)] for _ in range(2))
        text, intent, flag = chance.choice(QUESTIONS), topic.id, None
        said: dict[str, Any] = {"topic": topic.id}
        fate = chance.random()
        if number == danger:
            intent, flag, said = "emergency", chance.choice(RED_FLAGS), {"topic": "emergency"}
        elif fate < NOT_UNDERSTOOD:
            text, intent, said = chance.choice(words.any), recording.FALLBACK, {"topic": recording.FALLBACK}
        elif fate < NOT_UNDERSTOOD + ASKED_BACK:
            text, intent = chance.choice(words.any), recording.FALLBACK
            said = {"topic": recording.FALLBACK, "asked_back": True, "offered": [topic.id, other.id]}
        elif fate < NOT_UNDERSTOOD + ASKED_BACK + DECLINED:
            text, intent, said = chance.choice(words.not_ours), OUT_OF_SCOPE, {"topic": OUT_OF_SCOPE}
        understood = {"intent": {"name": intent, "confidence": round(chance.uniform(0.4, 1), 3)}, "red_flag": flag}
        yield {"event": "user", "timestamp": at, "text": text, "input_channel": channel, "parse_data": understood}
        yield {"event": "bot", "timestamp": at + 0.1, "text": topic.short, "metadata": said}
        if number == liked:
            thumb, word = chance.choice(("up", "up", "down")), "Helpful." if chance.random() < 0.3 else None
            yield {
                "event": event_stream.FEEDBACK, "timestamp": at + 3, "said_at": at + 0.1, "thumb": thumb, "word": word,
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


def _labels(session: Session, library: Library, chance: random.Random) -> None:
    """What staff have labelled so far, group by group."""
    waiting = [each.id for each in missed(session, library)]
    chance.shuffle(waiting)
    chosen = [*(labels.Label(desk_records.OF_TOPIC, id) for id in library.topics), labels.Label(desk_records.NOT_OURS)]
    for start in range(0, int(LABELLED * len(waiting)), LABELLED_AT_ONCE):
        labels.label(session, waiting[start : start + LABELLED_AT_ONCE], chance.choice(chosen), "desk")
