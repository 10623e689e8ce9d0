"""Leaves what is going on."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.turn import Turn


class StopAction(GuardedAction):
    """Closes the open question; values stay."""

    action_name = "action_stop"
    asks_again = False

    def respond(self, turn: Turn) -> None:
        """Stop, and say what was stopped."""
        what = turn.get("expecting") or "nothing"
        if what == "callback":
            turn.set(callback={"step": "withdrawn"})
        turn.expect_nothing()
        turn.set(interrupted=None)
        turn.say(turn.phrase(f"stop.{what}"), topic="cancel", buttons=[turn.button("help")])
