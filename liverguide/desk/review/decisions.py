"""Signing a topic or sending it back: the only place where the file of reviews is written."""

from __future__ import annotations

import datetime
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import yaml

from liverguide.desk.review.states import TopicState, seen
from liverguide.library import ContentError
from liverguide.library.reviews import SentBack, Signature, TopicReview, read_reviews

HEADER = """\
# Which texts clinicians have signed, and which they sent back. The front desk writes this file; keep it under version
# control and leave it as it is (docs/editing.md). A signature holds for the texts kept here and for no others.

"""
USUAL_MODE = 0o644
# YAML takes them for line breaks and reads them as spaces, unless they are written as escapes.
OTHER_LINE_BREAKS = frozenset("\r\x85\u2028\u2029")


class DecidedMeanwhile(Exception):
    """The text or its review is no longer what the clinician saw."""


class CannotBeWritten(Exception):
    """The file of reviews can't be written; the text says why and the cure."""


def sign(file: Path, seen_state: TopicState, by: str, today: datetime.date) -> None:
    """Sign the texts that were seen. What was sent back before is settled by it.

    Raises:
        DecidedMeanwhile: somebody else signed it or sent it back after it was shown.
        CannotBeWritten: the file can't be read or written.
    """
    signature = Signature(by=by, date=today, version=seen_state.version, texts=dict(seen_state.wording))
    _decide(file, seen_state, TopicReview(signed=signature))


def send_back(file: Path, seen_state: TopicState, by: str, today: datetime.date, note: str) -> None:
    """Ask for a change of the texts that were seen. An earlier signature stays, to show later what has changed since.

    Raises:
        DecidedMeanwhile: somebody else signed it or sent it back after it was shown.
        CannotBeWritten: the file can't be read or written.
    """
    returned = SentBack(by=by, date=today, version=seen_state.version, note=note)
    _decide(file, seen_state, TopicReview(signed=seen_state.signed, sent_back=returned))


def _decide(file: Path, seen_state: TopicState, review: TopicReview) -> None:
    file = file.resolve()
    try:
        with _locked(file.parent):
            reviews = read_reviews(file)
            topic = seen_state.topic.id
            if seen(seen_state.version, reviews.get(topic)) != seen_state.seen:
                raise DecidedMeanwhile
            _write(file, {**reviews, topic: review})
    except OSError as error:
        cure = "Set LIVERGUIDE_REVIEWS to a file that the desk may write."
        raise CannotBeWritten(f"{file.name} can't be written ({error.strerror}). {cure}") from error
    except ContentError as error:
        raise CannotBeWritten(str(error)) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Nobody else decides meanwhile, in this process or another. The folder is locked, as the file is replaced."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(file: Path, reviews: dict[str, TopicReview]) -> None:
    """Replace the file as a whole, so that a reader or a power cut never meets half of it."""
    mode = file.stat().st_mode & 0o777 if file.exists() else USUAL_MODE
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(HEADER)
            data = {topic: review.dict(exclude_none=True) for topic, review in reviews.items()}
            yaml.dump(data, stream, Dumper=_ReadableDumper, allow_unicode=True, sort_keys=False, width=110)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, mode)
        os.replace(name, file)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


class _ReadableDumper(yaml.SafeDumper):
    """Writes paragraphs as paragraphs, so that version control shows changes line by line."""


def _text(dumper: yaml.SafeDumper, text: str) -> Any:
    style = '"' if OTHER_LINE_BREAKS & set(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_ReadableDumper.add_representer(str, _text)
