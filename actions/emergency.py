"""An emergency goes before everything else; what was open can be taken up afterwards."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.interruption import set_aside
from actions.turn import Turn

# What the content says of signs of the body has a source; a word to somebody in despair needs none.
SELF_HARM = "self_harm"


class EmergencyAction(GuardedAction):
    """One message that says what to do now, with the country's numbers; first in the language of the message."""

    action_name = "action_emergency"
    asks_again = False
    introduces = False

    def respond(self, turn: Turn) -> None:
        """Say what to do now; set aside what was open."""
        kind = turn.red_flag or "other"
        parts = [turn.phrase(f"emergency.{kind}"), turn.phrase("emergency.not_me")]
        in_their_words = turn.library.in_language(turn.language, "crisis" if kind == SELF_HARM else "emergency")
        if in_their_words:
            parts.insert(0, in_their_words)
        if set_aside(turn) and not turn.taken_over:
            parts.append(turn.phrase("emergency.go_on"))
        sources = [] if kind == SELF_HARM else ["emergency_signs"]
        turn.say("\n\n".join(parts), topic="emergency", red_flag=kind, sources=sources, review="draft")
