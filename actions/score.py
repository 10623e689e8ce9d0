"""Begins the score conversation, or goes on with it."""

from __future__ import annotations

import re

from actions.guarded_action import GuardedAction
from actions.score_conversation import MELD_3, SCORE, next_question, proceed
from actions.turn import Turn

NEWEST_VERSION = re.compile(r"\b3(?:\.0)?\b|\bsodium\b|\bna\b", re.IGNORECASE)


class ScoreAction(GuardedAction):
    """MELD from the values known so far."""

    action_name = "action_score"
    asks_again = False

    def respond(self, turn: Turn) -> None:
        """Ask for what is missing, or tell the score. Asking anew forgets what was skipped."""
        turn.set(skipped=[])
        goal = MELD_3 if NEWEST_VERSION.search(turn.text) and not turn.reading.get("labs") else SCORE
        begins = next_question(turn, goal) == "bilirubin" and not (turn.get("labs") or turn.get("unclear"))
        proceed(turn, goal, turn.phrase("ask.start") if begins else "")
