"""All curated content in one object, loaded once and again when a file changes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from liverguide.library.citations import cited_keys, with_numbers
from liverguide.library.clinic import Clinic, load_clinic
from liverguide.library.entries import ForeignLanguage, Marker, Reply, Source, Topic
from liverguide.library.errors import ContentError
from liverguide.library.follow_ups import FollowUps, load_follow_ups
from liverguide.library.phrases import app_files, load_phrases
from liverguide.library.placeholders import fill
from liverguide.library.reviews import TopicReview, Wording, read_reviews, review_of, version_of, wording_of
from liverguide.library.wrapping import unwrapped
from liverguide.library.yaml_files import Model, as_model, read_entries, read_yaml
from liverguide.paths import CLINIC, CONTENT, reviews_file

log = logging.getLogger(__name__)

# Files in content/ that hold no topics.
NO_TOPICS = frozenset(
    {"sources.yml", "markers.yml", "phrases.yml", "follow_ups.yml", "replies.yml", "languages.yml", "reviews.yml"}
)

# Unicode Standard Annex 9: a stretch with a direction of its own.
LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2066", "\u2069"


@dataclass(frozen=True)
class CitedText:
    """A text for a reader: marks are numbers, and `sources` lists what they point to, in order."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """Everything the assistant may say."""

    clinic: Clinic
    topics: Mapping[str, Topic]
    subjects: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    markers: Mapping[str, Marker]
    replies: Mapping[str, Reply]
    languages: Mapping[str, ForeignLanguage]
    phrases: Mapping[str, str]
    follow_ups: FollowUps
    reviews: Mapping[str, TopicReview]

    def wording(self, topic: Topic) -> Wording:
        """All that a signature under this topic covers, field by field."""
        return wording_of(topic, self.sources, self.markers)

    def phrase(self, key: str, /, **values: object) -> str:
        """A phrase with the clinic's facts and the given values filled in.

        Raises:
            KeyError: there is no such phrase, or it needs a value that was not given.
        """
        return fill(self.phrases[key], {**self.clinic.placeholders(), **values})

    def in_language(self, code: str, field: str) -> str | None:
        """A sentence of content/languages.yml (`only_english`, `emergency`, `crisis`) with the clinic's facts.

        None where the language has no entry. Amid letters that run from right to left, names and numbers are isolated,
        or the groups of a telephone number would be shown in reverse order.
        """
        language = self.languages.get(code)
        if language is None:
            return None
        facts = self.clinic.placeholders()
        if language.direction == "rtl":
            facts = {name: f"{LEFT_TO_RIGHT_ISOLATE}{fact}{POP_ISOLATE}" for name, fact in facts.items()}
        return fill(language.texts()[field], facts)

    def cited(self, text: str) -> CitedText:
        """A content text with footnote numbers and the clinic's facts."""
        keys = cited_keys(text)
        return CitedText(fill(with_numbers(unwrapped(text), keys), self.clinic.placeholders()), tuple(keys))


def load_library(content: Path = CONTENT, clinic: Path = CLINIC) -> Library:
    """Read all content. A topic counts as reviewed if its wording as it stands is signed, whatever its entry says.

    Raises:
        ContentError: names the first file and entry that cannot be used.
    """
    topics: dict[str, Topic] = {}
    subjects: dict[str, tuple[str, ...]] = {}
    for file in topic_files(content):
        subject, entries = read_subject(file)
        for topic in entries:
            if topic.id in topics:
                raise ContentError(file, topic.id, "stands twice in the content", "Remove or rename one of the two")
            topics[topic.id] = topic
        if subject in subjects:
            raise ContentError(file, subject, "is the subject of two files", "Give each file a `subject` of its own")
        subjects[subject] = tuple(topic.id for topic in entries)
    sources = _entries(Source, content / "sources.yml")
    markers = _entries(Marker, content / "markers.yml")
    reviews = read_reviews(reviews_file(content))
    for topic in topics.values():
        version = version_of(wording_of(topic, sources, markers))
        topics[topic.id] = topic.copy(update={"review": review_of(topic, version, reviews.get(topic.id))})
    return Library(
        clinic=load_clinic(clinic),
        topics=topics,
        subjects=subjects,
        sources=sources,
        markers=markers,
        replies=_entries(Reply, content / "replies.yml"),
        languages=_entries(ForeignLanguage, content / "languages.yml"),
        phrases=load_phrases(content),
        follow_ups=load_follow_ups(content / "follow_ups.yml"),
        reviews=reviews,
    )


def _entries(model: type[Model], file: Path) -> dict[str, Model]:
    return {key: as_model(model, data, file, key) for key, data in read_entries(file).items()}


def topic_files(content: Path = CONTENT) -> list[Path]:
    """The files that hold topics, a file per subject."""
    return sorted(file for file in content.glob("*.yml") if file.name not in NO_TOPICS)


def read_subject(file: Path) -> tuple[str, list[Topic]]:
    """A subject's heading and its topics.

    Raises:
        ContentError: the file or an entry is wrong.
    """
    data = read_yaml(file)
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("topics"), list)
        or not isinstance(data.get("subject"), str)
    ):
        raise ContentError(file, "the file", "has no `subject` and list of `topics`", "See docs/editing.md")
    entries = data["topics"]
    named = [str(entry.get("id", "?")) if isinstance(entry, dict) else "?" for entry in entries]
    return data["subject"], [as_model(Topic, entry, file, name) for entry, name in zip(entries, named, strict=True)]


class Shelf:
    """Keeps the library of a folder; notices changed files, and keeps the last good content when a change is broken."""

    def __init__(self, content: Path = CONTENT, clinic: Path = CLINIC, look_every_seconds: float = 2.0) -> None:
        self._content, self._clinic, self._look_every_seconds = content, clinic, look_every_seconds
        self._lock = threading.Lock()
        self._library: Library | None = None
        self._stamp: object = None
        self._looked = 0.0

    def library(self, *, look_now: bool = False) -> Library:
        """The content as it is now, or as it was a moment ago unless `look_now`.

        Raises:
            ContentError: the content could never be read.
        """
        with self._lock:
            now = time.monotonic()
            if look_now or self._library is None or now - self._looked >= self._look_every_seconds:
                self._looked = now
                self._refresh()
            assert self._library is not None
            return self._library

    def _refresh(self) -> None:
        stamp = self._files()
        if stamp == self._stamp:
            return
        try:
            self._library = load_library(self._content, self._clinic)
        except ContentError as error:
            if self._library is None:
                raise
            log.error("content was changed but cannot be used, the earlier content stays: %s", error)
        self._stamp = stamp

    def _files(self) -> object:
        found = []
        content = [*sorted(self._content.glob("*.yml")), *app_files(self._content)]
        for file in [*content, reviews_file(self._content), self._clinic]:
            with suppress(FileNotFoundError):  # an editor may be replacing it just now
                state = file.stat()
                found.append((str(file), state.st_ino, state.st_mtime_ns, state.st_size))
        return found


_shelf = Shelf()


def current_library(*, look_now: bool = False) -> Library:
    """The content as it is now (`look_now`: not even seconds old).

    A broken change is logged, and the earlier content stays.

    Raises:
        ContentError: the content could never be read.
    """
    return _shelf.library(look_now=look_now)
