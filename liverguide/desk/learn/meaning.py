"""The vectors by which messages are compared: asked of the assistant once, kept, and erased with the conversation."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy
import sqlalchemy as sa

from liverguide.desk.assistant import AssistantAway, AssistantServer, Declined
from liverguide.desk.database import Database
from liverguide.desk.learn.grouping import Vectors
from liverguide.storage.desk_records import DeskVector, hold

# Half of what the assistant takes at once: long messages on a busy machine are still done in time.
MOST_TEXTS, MOST_BYTES = 16, 48 * 1024
# More of a message tells no more about what it is about; the encoder reads its beginning and its end.
LONGEST_TEXT = 2_000
TABLE = DeskVector.__table__


@dataclass(frozen=True)
class Meanings:
    """What is kept: the encoder's name, of each text that has a vector the message that it is kept with.

    `away`: the assistant could not be asked.
    """

    encoder: str
    messages: Mapping[str, int]
    away: bool


def meanings(
    database: Database, assistant: AssistantServer, messages: Mapping[str, Sequence[int]], patience: float
) -> Meanings:
    """Look which texts have vectors, and ask for what is missing; `messages`: each text with those that say it.

    After `patience` seconds no more is asked for.
    """
    away = False
    try:
        encoder, _ = assistant.vectors([])
    except (AssistantAway, Declined):
        # With what was compared before.
        away = True
        encoder = _last_encoder(database)
    kept = _kept(database, encoder)
    found = {}
    for text, numbers in messages.items():
        number = next((each for each in numbers if each in kept), None)
        if number is not None:
            found[text] = number
    if not away:
        try:
            missing = [text for text in messages if text not in found]
            for made in _asked(assistant, missing, patience):
                held = _keep(database, {messages[text][0]: each for text, each in made.items()})
                found.update({text: messages[text][0] for text in made if messages[text][0] in held})
        except (AssistantAway, Declined):
            away = True
    return Meanings(encoder, found, away)


def vectors(database: Database, of: Meanings) -> dict[str, Vectors]:
    """The vectors of texts; one whose message was erased meanwhile is left out."""
    with database.session() as session:
        rows = session.execute(sa.select(TABLE.c.message, TABLE.c.vector).where(TABLE.c.encoder == of.encoder))
        found = {row.message: row.vector for row in rows}
    return {
        text: numpy.frombuffer(found[number], dtype="<f4") for text, number in of.messages.items() if number in found
    }


def _asked(assistant: AssistantServer, texts: Iterable[str], patience: float) -> Iterator[dict[str, tuple[str, bytes]]]:
    until = time.monotonic() + patience
    for some in _portions(texts):
        if time.monotonic() > until:
            return
        encoder, vectors = assistant.vectors([text[:LONGEST_TEXT] for text in some])
        yield {text: (encoder, vector) for text, vector in zip(some, vectors, strict=True)}


def _portions(texts: Iterable[str]) -> Iterator[list[str]]:
    portion: list[str] = []
    size = 0
    for text in texts:
        length = len(json.dumps(text[:LONGEST_TEXT]))
        if portion and (len(portion) == MOST_TEXTS or size + length > MOST_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(text)
        size += length
    if portion:
        yield portion


def _kept(database: Database, encoder: str) -> set[int]:
    with database.session() as session:
        return set(session.execute(sa.select(TABLE.c.message).where(TABLE.c.encoder == encoder)).scalars())


def _last_encoder(database: Database) -> str:
    """The one with which most was compared; empty if nothing was."""
    by_use = sa.select(TABLE.c.encoder).group_by(TABLE.c.encoder).order_by(sa.func.count().desc())
    with database.session() as session:
        return session.execute(by_use.limit(1)).scalar() or ""


def _keep(database: Database, vectors: Mapping[int, tuple[str, bytes]]) -> set[int]:
    """Those that could be kept: the others' messages were erased meanwhile."""
    with database.session() as session:
        conversations = hold(session, vectors)
        # One of an earlier encoder, or one that somebody else's page has asked for at the same time.
        session.execute(sa.delete(TABLE).where(TABLE.c.message.in_(vectors)))
        rows = [
            {"message": number, "conversation": conversations[number], "encoder": encoder, "vector": vector}
            for number, (encoder, vector) in vectors.items()
            if number in conversations
        ]
        if rows:
            session.execute(sa.insert(TABLE), rows)
    return {number for number in vectors if number in conversations}
