"""What to say when a message was not understood: near guesses first, then what the assistant can do, then a person."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.leaning import leaning_topic, say_leaning
from actions.turn import Turn
from actions.values import take_up_values

TOPIC = "nlu_fallback"
# Only topics are offered as a guess: nobody is asked "Do you mean an emergency?" or "Do you mean an insult?".
LEAST_CONFIDENCE = 0.12
MOST_SUGGESTIONS = 3
# What may have been about a danger is offered as the topic that teaches the danger signs.
OFFERED_INSTEAD = {"emergency": "when_to_get_help"}


class NotUnderstoodAction(GuardedAction):
    """A follow-up on the last answer, a choice of near topics, or help; the second time a person's contact."""

    action_name = "action_not_understood"

    def respond(self, turn: Turn) -> None:
        """Find the kindest way on."""
        if turn.reading.get("labs") or turn.reading.get("unclear"):
            turn.set(misunderstandings=0)
            take_up_values(turn)
            return
        leaning = leaning_topic(turn)
        if leaning:
            turn.set(misunderstandings=0)
            say_leaning(turn, leaning)
            return
        times = int(turn.get("misunderstandings") or 0) + 1
        turn.set(misunderstandings=times)
        near = self._near_topics(turn)
        if times > 1:
            buttons = [turn.button(name) for name in [*near[:2], "booking_contact_human"]]
            turn.say(turn.phrase("not_understood.person"), topic=TOPIC, buttons=buttons, offered=near[:2])
        elif near:
            self._suggest(turn, near)
        else:
            buttons = [turn.button(name) for name in ("help", "meld_compute", "booking_contact_human")]
            turn.say(turn.phrase("not_understood.help"), topic=TOPIC, buttons=buttons)

    def _suggest(self, turn: Turn, near: list[str]) -> None:
        buttons = [turn.button(name) for name in near]
        if len(near) > 1:
            turn.say(turn.phrase("not_understood.suggest"), topic=TOPIC, buttons=buttons, offered=near, asked_back=True)
        else:
            title = turn.library.topics[near[0]].title
            turn.say(
                turn.phrase("not_understood.suggest_one", title=title),
                topic=TOPIC,
                buttons=[turn.button("affirm"), *buttons],
                offered=near,
                asked_back=True,
            )
        if turn.get("expecting") in ("nothing", None):
            turn.expect("suggestion", {"topic": near[0]})

    def _near_topics(self, turn: Turn) -> list[str]:
        guesses = [g["name"] for g in turn.guesses if g["confidence"] >= LEAST_CONFIDENCE]
        offered = dict.fromkeys(OFFERED_INSTEAD.get(name, name) for name in guesses)
        return [name for name in offered if name in turn.library.topics][:MOST_SUGGESTIONS]
