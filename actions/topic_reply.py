"""Sends a topic's answer with its sources, review state and what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from actions.offers import offer_figures
from actions.turn import NOTHING, PASSING_OFFERS, Button, Turn
from liverguide.library.entries import Review, Topic

MOST_BUTTONS = 3


def say_topic(turn: Turn, topic: Topic, *, first_buttons: Sequence[Button] = ()) -> None:
    """The curated answer; figures on survival only after asking, and only when no other question is open."""
    answer = turn.library.cited(topic.answer)
    related = [turn.button(name) for name in topic.related]
    buttons = [*first_buttons, *related][:MOST_BUTTONS]
    figures = bool(topic.statistics) and turn.get("expecting") in (NOTHING, None, *PASSING_OFFERS)
    turn.say(
        answer.text,
        topic=topic.id,
        sources=answer.sources,
        review=topic.review.status,
        review_note=review_note(turn, topic.review),
        evidence=topic.evidence,
        short=turn.library.cited(topic.short).text,
        buttons=[] if figures else buttons,
    )
    turn.set(last_topic=topic.id, last_sources=list(answer.sources))
    if figures:
        offer_figures(turn, topic.id, more=buttons[:1])


def review_note(turn: Turn, review: Review) -> str:
    """When and by whom the text was reviewed, or that it is a draft."""
    return turn.phrase(f"answer.{review.status}", date=review.date.isoformat(), by=review.by or "")
