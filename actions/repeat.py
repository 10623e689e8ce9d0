"""Says the last answer again."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.topic_reply import say_topic
from actions.turn import Turn


class RepeatAction(GuardedAction):
    """The last topic's short answer; an open question is asked again anyway."""

    action_name = "action_repeat"

    def respond(self, turn: Turn) -> None:
        """Repeat."""
        topic = turn.library.topics.get(turn.last_answer or "")
        if topic:
            say_topic(turn, topic)
        elif turn.get("expecting") in ("nothing", None):
            turn.say(turn.phrase("repeat.nothing"), topic="repeat")
