"""Says the last answer again."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.topic_reply import say_topic
from actions.turn import Turn

# The base of all actions asks these questions again.
ASKED_AGAIN_ANYWAY = ("value", "comparison", "callback")


class RepeatAction(GuardedAction):
    """The last answer once more: a topic, an open question, or what was said last."""

    action_name = "action_repeat"

    def respond(self, turn: Turn) -> None:
        """Repeat."""
        topic = turn.library.topics.get(turn.last_answer or "")
        if topic:
            say_topic(turn, topic)
        elif turn.get("expecting") in ASKED_AGAIN_ANYWAY:
            return
        elif turn.last_said:
            for said in turn.last_said:
                turn.say_again(said)
        else:
            turn.say(turn.phrase("repeat.nothing"), topic="repeat")
