"""Goes on with what an emergency interrupted."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.turn import Turn


class ResumeAction(GuardedAction):
    """Opens the interrupted question again; it is then asked again like after any answer."""

    action_name = "action_resume"

    def respond(self, turn: Turn) -> None:
        """Take up where we were."""
        interrupted = turn.get("interrupted") or {}
        turn.expect(interrupted.get("expecting", "nothing"), interrupted.get("asked"))
        turn.set(interrupted=None)
        turn.say(turn.phrase("resume"), topic="resume")
