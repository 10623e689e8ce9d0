"""Goes on with what an emergency interrupted."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.interruption import reopen
from actions.offers import ask_erasure, offer_figures
from actions.topic_reply import say_topic
from actions.turn import Turn
from actions.values import take_up_reading


class ResumeAction(GuardedAction):
    """Opens what was interrupted; an open question is then asked again like after any answer."""

    action_name = "action_resume"

    def respond(self, turn: Turn) -> None:
        """Take up where we were."""
        turn.say(turn.phrase("resume"), topic="resume")
        interrupted = reopen(turn)
        if "reading" in interrupted:
            take_up_reading(turn, interrupted["reading"])
        elif "topic" in interrupted:
            say_topic(turn, turn.library.topics[interrupted["topic"]])
        elif turn.get("expecting") == "statistics":
            offer_figures(turn, turn.get("asked")["of"])
        elif turn.get("expecting") == "erasure":
            ask_erasure(turn)
