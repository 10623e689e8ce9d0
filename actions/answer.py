"""Answers questions about any topic from the content."""

from __future__ import annotations

from actions.explained_values import say_value
from actions.guarded_action import GuardedAction
from actions.lab_slots import lab_values
from actions.topic_reply import say_topic
from actions.turn import Turn
from actions.values import is_reply_to_open_question, take_up_values
from liverguide.explanations import formatting


class AnswerAction(GuardedAction):
    """One action for all topics: the intent is the topic's id."""

    action_name = "action_answer"

    def respond(self, turn: Turn) -> None:
        """Answer, and hear the values that came along with the question."""
        if is_reply_to_open_question(turn):
            take_up_values(turn)
            return
        topic = turn.library.topics[self._topic_id(turn)]
        labs = lab_values(turn.reading.get("labs"))
        about = [lab for analyte, lab in labs.items() if turn.library.markers[analyte].topic == topic.id]
        for lab in about:
            say_value(turn, lab)
        if about:
            turn.set(last_topic=topic.id)
            return
        if turn.get("expecting") in ("suggestion", "statistics", "erasure", "resumption"):
            turn.expect_nothing()
        say_topic(turn, topic)
        if labs:
            noted = ", ".join(
                f"{formatting.display_name(a)} {formatting.with_conversion(lab)}" for a, lab in labs.items()
            )
            turn.say(
                turn.phrase("answer.noted_values", values=noted),
                topic="report_labs",
                buttons=[turn.button("meld_compute")],
            )

    def _topic_id(self, turn: Turn) -> str:
        if turn.get("expecting") == "suggestion" and turn.intent == "affirm":
            return str(turn.get("asked")["topic"])
        last = turn.library.topics.get(turn.get("last_topic") or "")
        leaning = turn.library.follow_ups.resolve(turn.text, last) if last else None
        return leaning or turn.intent
