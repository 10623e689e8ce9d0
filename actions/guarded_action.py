"""The base of every action: introduces the assistant once, takes up values, never leaves a person without an answer."""

from __future__ import annotations

import logging
import traceback
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import value_questions
from actions.introduction import introduce, point_to_website
from actions.memory import remember_reading
from actions.open_question import ask_again
from actions.turn import Turn
from liverguide.library import current_library
from liverguide.library.failure import failure_message

log = logging.getLogger(__name__)


class GuardedAction(Action, ABC):
    """An action that answers with `respond`; all around it is the same for every action."""

    action_name: ClassVar[str]
    # Whether a question that was open before is asked again after this action's answer.
    asks_again: ClassVar[bool] = True
    introduces: ClassVar[bool] = True

    def name(self) -> str:
        """The action's name in the domain."""
        return self.action_name

    @abstractmethod
    def respond(self, turn: Turn) -> None:
        """Answer the message: say something, change slots."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by the action server. An error becomes a plain sentence, and a log line without the person's words."""
        try:
            turn = Turn(tracker, current_library(), dispatcher)
            return self._answer(turn)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("%s failed: %s at %s:%s", self.name(), type(error).__name__, place.filename, place.lineno)
            dispatcher.messages.clear()
            dispatcher.utter_message(text=failure_message(), topic="failure")
            return [FollowupAction("action_listen")]

    def _respond(self, turn: Turn) -> None:
        self.respond(turn)
        turn.let_offer_lapse()
        if self.asks_again and not turn.has_asked:
            ask_again(turn)

    def _answer(self, turn: Turn) -> list[dict[str, Any]]:
        remember_reading(turn)
        if turn.red_flag is None and value_questions.asks_why(turn):
            value_questions.say_why(turn)
            value_questions.ask_again(turn)
        else:
            self._respond(turn)
        if self.introduces:
            point_to_website(turn)
            introduce(turn)
        if turn.intent != "nlu_fallback":
            turn.set(misunderstandings=0)
        return turn.events()
