"""An emergency goes before everything else; what was open can be taken up afterwards."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.turn import NOTHING, Turn

PAUSED = "resumption"


class EmergencyAction(GuardedAction):
    """One message that says what to do now, with the clinic's country's numbers."""

    action_name = "action_emergency"
    asks_again = False
    introduces = False

    def respond(self, turn: Turn) -> None:
        """Say what to do now; set aside what was open."""
        kind = turn.red_flag or "other"
        parts = [turn.phrase(f"emergency.{kind}"), turn.phrase("emergency.not_me")]
        if turn.get("expecting") not in (NOTHING, None, PAUSED):
            turn.set(interrupted={"expecting": turn.get("expecting"), "asked": turn.get("asked")})
            turn.expect(PAUSED)
        if turn.get("expecting") == PAUSED:
            parts.append(turn.phrase("emergency.go_on"))
        turn.say("\n\n".join(parts), topic="emergency", red_flag=kind, sources=["emergency_signs"], review="draft")
