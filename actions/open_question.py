"""Asks an open question again after something else was answered."""

from __future__ import annotations

from actions import value_questions
from actions.score_conversation import EXPLAIN, next_question, proceed
from actions.turn import Turn


def ask_again(turn: Turn) -> None:
    """Repeat the open question of a score, a comparison or a call-back, if there is one."""
    asked = turn.get("asked") or {}
    match turn.get("expecting"):
        case "value" if asked["goal"] != EXPLAIN and next_question(turn, asked["goal"]) != asked["question"]:
            # The person gave the value along with a question about something else.
            proceed(turn, asked["goal"])
        case "value":
            value_questions.ask_again(turn)
        case "comparison":
            turn.say(
                turn.phrase(f"compare.ask_{asked['side']}"), topic="compare_results", buttons=[turn.button("cancel")]
            )
        case "callback":
            if asked["step"] == "details":
                turn.say(turn.phrase("callback.ask"), topic="callback", buttons=[turn.button("cancel")])
            elif asked["step"] == "consent":
                turn.say(
                    turn.phrase("callback.consent"),
                    topic="callback",
                    buttons=[turn.button("affirm"), turn.button("deny")],
                )
            else:
                turn.say(
                    turn.phrase("callback.confirm_again"),
                    topic="callback",
                    buttons=[turn.button("affirm"), turn.button("deny")],
                )
