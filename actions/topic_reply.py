"""Sends a topic's answer with its sources, review state and what to ask next."""

from __future__ import annotations

from actions.turn import Turn
from liverguide.library.entries import Review, Topic

MOST_RELATED = 3


def say_topic(turn: Turn, topic: Topic) -> None:
    """The curated answer; figures on survival only after asking."""
    answer = turn.library.cited(topic.answer)
    buttons = [turn.button(related) for related in topic.related[:MOST_RELATED]]
    turn.say(
        answer.text,
        topic=topic.id,
        sources=answer.sources,
        review=topic.review.status,
        review_note=review_note(turn, topic.review),
        evidence=topic.evidence,
        short=turn.library.cited(topic.short).text,
        buttons=[] if topic.statistics else buttons,
    )
    turn.set(last_topic=topic.id, last_sources=list(answer.sources))
    if topic.statistics:
        turn.say(
            turn.phrase("answer.figures"),
            topic=topic.id,
            buttons=[turn.button("affirm"), turn.button("deny"), *buttons[:1]],
        )
        turn.expect("statistics", {"of": topic.id})


def review_note(turn: Turn, review: Review) -> str:
    """When and by whom the text was reviewed, or that it is a draft."""
    return turn.phrase(f"answer.{review.status}", date=review.date.isoformat(), by=review.by or "")
