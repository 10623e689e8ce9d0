"""The form of a content entry (docs/editing.md explains each field to an editor)."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from liverguide.library.yaml_files import StrictModel

EvidenceKind = Literal["trial", "review", "regulator", "general", "clinic"]


class Review(StrictModel):
    """Whether a clinician has signed the text, when and who.

    In a topic's entry it tells the date of the draft only; signatures stand in a file of their own (reviews.py).
    """

    status: Literal["draft", "reviewed"]
    date: datetime.date
    by: str | None


class Topic(StrictModel):
    """One curated answer; its id is also the intent of the questions it answers."""

    id: str
    title: str
    short: str
    answer: str
    say: str
    # What staff must not say about it, though callers hope to hear it; for the front desk alone.
    avoid: str
    sources: list[str]
    evidence: EvidenceKind
    related: list[str]
    review: Review
    # Aspect -> topic that a message leaning on this answer leads to ("and is that one safer?").
    follow_ups: dict[str, str] = Field(default_factory=dict)
    # Figures on survival, shown only after the person has said that they want to see them.
    statistics: str | None = None

    def texts(self) -> dict[str, str]:
        """The fields that carry source marks."""
        texts = {"short": self.short, "answer": self.answer}
        return {**texts, "statistics": self.statistics} if self.statistics else texts


class Source(StrictModel):
    """Something an answer may cite. `read` says how much of it was read when the content was written."""

    title: str
    published: str
    kind: EvidenceKind
    read: Literal["full", "abstract", "page", "second_hand", "none"]
    label: str
    authors: str | None = None
    doi: str | None = None
    url: str | None = None

    @property
    def link(self) -> str | None:
        """Web address, where one is known."""
        return self.url or (f"https://doi.org/{self.doi}" if self.doi else None)


class Marker(StrictModel):
    """Short pieces about one analyte, from which results are explained."""

    topic: str
    name: str
    what: str
    high: str
    low: str
    where: str
    sources: list[str]
    in_score: str | None = None


class ForeignLanguage(StrictModel):
    """What people hear who write in another language than English."""

    name: str
    direction: Literal["ltr", "rtl"]
    only_english: str
    emergency: str
    crisis: str
    review: Review

    def texts(self) -> dict[str, str]:
        """The sentences, by field."""
        return {"only_english": self.only_english, "emergency": self.emergency, "crisis": self.crisis}


class Reply(StrictModel):
    """The prepared reply to a small exchange, with buttons to go on."""

    text: str
    buttons: list[str] = Field(default_factory=list)
