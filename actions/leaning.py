"""Which topic a message means that leans on what was said before ("and is that one safer?", "the other one?")."""

from __future__ import annotations

from actions.topic_reply import say_topic
from actions.turn import Turn

OTHER = "other"


def leaning_topic(turn: Turn) -> str | None:
    """The topic meant, or None when the message stands on its own.

    "The other one" is the other of what the talk is about, even after a question on its safety was answered between.
    """
    subject = turn.library.topics.get(turn.get("last_topic") or "")
    answered = turn.library.topics.get(turn.last_answer or "", subject)
    if subject is None or answered is None:
        return None
    resolve = turn.library.follow_ups.resolve
    of_subject = resolve(turn.text, subject)
    if of_subject and of_subject == subject.follow_ups.get(OTHER):
        return of_subject
    return resolve(turn.text, answered) or of_subject


def say_leaning(turn: Turn, topic_id: str) -> None:
    """Answer with the topic. A side question leaves the subject as it is; "the other one" changes it."""
    subject = turn.library.topics[turn.get("last_topic")]
    say_topic(turn, turn.library.topics[topic_id])
    if topic_id != subject.follow_ups.get(OTHER):
        turn.set(last_topic=subject.id)
