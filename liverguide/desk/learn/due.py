"""Texts that wait for a clinician, the most asked first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide.desk.review.states import State, TopicState, state_of
from liverguide.library import Library
from liverguide.storage.desk_records import ANSWER, DeskCount


@dataclass(frozen=True)
class Due:
    """A topic whose text no clinician stands behind as it is now, and how often it was an answer."""

    state: TopicState
    answered: int


def due(session: Session, library: Library, today: datetime.date) -> list[Due]:
    """Topics that were never signed, were changed since, or were signed longer ago than the clinic wants."""
    total = session.query(DeskCount.name, sa.func.sum(DeskCount.count)).filter(DeskCount.what == ANSWER)
    answered = {name: int(number) for name, number in total.group_by(DeskCount.name)}
    states = (state_of(library, topic, today) for topic in library.topics.values())
    waiting = [Due(each, answered.get(each.topic.id, 0)) for each in states if each.state is not State.SIGNED]
    return sorted(waiting, key=lambda each: (-each.answered, each.state.topic.title))
