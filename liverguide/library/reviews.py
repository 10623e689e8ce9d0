"""Clinicians' signatures. Each holds for one wording of a topic: once a word changes, the topic is a draft again."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from liverguide.library.entries import Marker, Review, Source, Topic
from liverguide.library.errors import ContentError
from liverguide.library.wrapping import unwrapped
from liverguide.library.yaml_files import StrictModel, as_model, read_yaml

VERSION_DIGITS = 12

# What a signature covers: the name of each text, and the text.
Wording = Mapping[str, str]


class Signature(StrictModel):
    """A clinician has read these texts and stands for them. `texts` are kept to show later what has changed since."""

    by: str = Field(min_length=1)
    date: datetime.date
    version: str = Field(regex=rf"^[0-9a-f]{{{VERSION_DIGITS}}}$")
    texts: dict[str, str]

    @property
    def is_intact(self) -> bool:
        """Whether the texts kept here are those of the version."""
        return version_of(self.texts) == self.version


class SentBack(StrictModel):
    """A clinician wants the version changed before anybody signs it."""

    by: str = Field(min_length=1)
    date: datetime.date
    version: str = Field(regex=rf"^[0-9a-f]{{{VERSION_DIGITS}}}$")
    note: str = Field(min_length=1)


class TopicReview(StrictModel):
    """What clinicians last did about a topic. Who sends back a signed version takes its signature away."""

    signed: Signature | None = None
    sent_back: SentBack | None = None

    def returns(self, version: str) -> bool:
        """Whether this version was sent back."""
        return self.sent_back is not None and self.sent_back.version == version

    def signature_under(self, version: str) -> Signature | None:
        """The signature that holds for this version."""
        signed = self.signed
        if signed is None or self.returns(version) or signed.version != version or not signed.is_intact:
            return None
        return signed


def read_reviews(file: Path) -> dict[str, TopicReview]:
    """What clinicians did, by topic, in the order of the file. Where there is no file, nothing was signed.

    Raises:
        ContentError: the file or an entry is wrong.
    """
    if not file.exists():
        return {}
    data = read_yaml(file)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ContentError(file, "the file", "holds no entries", "Restore it from version control")
    return {str(topic): as_model(TopicReview, entry, file, str(topic)) for topic, entry in data.items()}


def review_of(topic: Topic, version: str, review: TopicReview | None) -> Review:
    """The state of a topic whose texts are this version."""
    signature = review.signature_under(version) if review else None
    if signature:
        return Review(status="reviewed", date=signature.date, by=signature.by)
    return Review(status="draft", date=topic.review.date, by=None)


def wording_of(topic: Topic, sources: Mapping[str, Source], markers: Mapping[str, Marker]) -> dict[str, str]:
    """All that is said under a topic's name: its texts, what its sources are, and the pieces about its lab tests.

    Line breaks inside of a paragraph don't count, nor does how far a source was read: neither changes what is claimed.
    """
    texts = {
        "title": topic.title,
        "short": topic.short,
        "answer": topic.answer,
        "say": topic.say,
        "avoid": topic.avoid,
        "statistics": topic.statistics or "",
        "evidence": topic.evidence,
        "sources": "\n\n".join(_described(key, sources.get(key)) for key in sorted(set(topic.sources))),
    }
    for name, marker in markers.items():
        if marker.topic == topic.id:
            pieces = (marker.name, marker.what, marker.high, marker.low, marker.in_score, marker.where)
            texts[f"values of {name}"] = "\n\n".join(piece.strip() for piece in pieces if piece and piece.strip())
    return {field: unwrapped(text) for field, text in texts.items() if text.strip()}


def _described(key: str, source: Source | None) -> str:
    if source is None:
        return key
    return f"{key}: " + ", ".join(filter(None, (source.authors, source.title, source.published, source.link)))


def version_of(wording: Wording) -> str:
    """Names a wording: the same texts have the same version on every machine."""
    written = json.dumps(wording, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:VERSION_DIGITS]
