"""Answers questions about any topic from the content."""

from __future__ import annotations

from actions.explained_values import say_value
from actions.guarded_action import GuardedAction
from actions.lab_slots import lab_values
from actions.leaning import leaning_topic, say_leaning
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
        labs, unclear = lab_values(turn.reading.get("labs")), turn.reading.get("unclear") or {}
        # A message with a value of its own leans on nothing: "my albumin is 2.8, is that low".
        leaning = None if labs or unclear or self._takes_suggestion(turn) else leaning_topic(turn)
        topic = turn.library.topics[leaning or self._topic_id(turn)]
        about = {analyte for analyte in (*labs, *unclear) if turn.library.markers[analyte].topic == topic.id}
        if about & set(unclear) and turn.get("expecting") != "value":
            take_up_values(turn)
            return
        if about & set(labs):
            for lab in labs.values():
                say_value(turn, lab)
            turn.set(last_topic=topic.id)
            return
        if leaning:
            say_leaning(turn, leaning)
        else:
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
        return str(turn.get("asked")["topic"]) if self._takes_suggestion(turn) else turn.intent

    def _takes_suggestion(self, turn: Turn) -> bool:
        return turn.get("expecting") == "suggestion" and turn.intent == "affirm"
