"""Forgets the conversation."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.offers import ask_erasure
from actions.turn import Turn


class EraseAction(GuardedAction):
    """Marks the conversation for the store, which erases it when this turn ends."""

    action_name = "action_erase"
    asks_again = False
    introduces = False

    def respond(self, turn: Turn) -> None:
        """Say that it is gone; only a plain yes does it."""
        if not turn.agrees:
            ask_erasure(turn)
            return
        turn.set(erase=True)
        # The mark makes the channel look whether the store did it before the person reads that it did.
        turn.say(turn.phrase("privacy.erased"), topic="privacy_data", erases=True)
