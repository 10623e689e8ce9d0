"""How far a topic's review has come."""

from __future__ import annotations

import calendar
import datetime
import enum
import hashlib
from dataclasses import dataclass

from liverguide.library import Library
from liverguide.library.entries import Topic
from liverguide.library.reviews import SentBack, Signature, TopicReview, Wording, version_of


class State(enum.Enum):
    """Each with the words that pages use."""

    DRAFT = "Draft"
    CHANGED = "Changed since it was signed"
    SENT_BACK = "Sent back"
    MENDED = "Changed since it was sent back"
    SIGNED = "Signed"
    DUE = "Signed, review is due"


@dataclass(frozen=True)
class TopicState:
    """A topic as a clinician meets it. `seen` names text and state together: whoever decides must have seen both."""

    topic: Topic
    state: State
    wording: Wording
    version: str
    signed: Signature | None
    sent_back: SentBack | None
    due: datetime.date | None
    seen: str

    @property
    def is_signed(self) -> bool:
        """Whether a signature holds for the texts as they stand."""
        return self.state in (State.SIGNED, State.DUE)


def state_of(library: Library, topic: Topic, today: datetime.date) -> TopicState:
    """The state of one topic on a day."""
    wording = library.wording(topic)
    version = version_of(wording)
    review = library.reviews.get(topic.id, TopicReview())
    signature = review.signature_under(version)
    due = months_after(signature.date, library.clinic.review.months) if signature else None
    if due:
        state = State.DUE if due <= today else State.SIGNED
    elif review.returns(version):
        state = State.SENT_BACK
    elif review.sent_back:
        state = State.MENDED
    else:
        state = State.CHANGED if review.signed else State.DRAFT
    return TopicState(
        topic=topic,
        state=state,
        wording=wording,
        version=version,
        signed=review.signed,
        sent_back=review.sent_back,
        due=due,
        seen=seen(version, review),
    )


def seen(version: str, review: TopicReview | None) -> str:
    """Names a version together with all that was decided so far."""
    return hashlib.sha256(f"{version}\n{(review or TopicReview()).json()}".encode()).hexdigest()[:16]


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later, or the last day of that month if it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
