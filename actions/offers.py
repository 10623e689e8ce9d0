"""Questions that wait for a plain yes: the figures on survival, the erasure."""

from __future__ import annotations

from collections.abc import Sequence

from actions.turn import Button, Turn

OF_SCORE = "score"


def offer_figures(turn: Turn, of: str, more: Sequence[Button] = ()) -> None:
    """Ask whether the person wants to see figures on survival: those of a topic, or of the score."""
    of_score = of == OF_SCORE
    turn.expect("statistics", {"of": of})
    turn.say(
        turn.phrase("score.figures" if of_score else "answer.figures"),
        topic="statistics" if of_score else of,
        buttons=[turn.button("affirm"), turn.button("deny"), *more],
    )


def ask_erasure(turn: Turn) -> None:
    """Ask whether the conversation is to be erased."""
    turn.expect("erasure")
    turn.say(turn.phrase("privacy.ask"), topic="privacy_data", buttons=[turn.button("affirm"), turn.button("deny")])
