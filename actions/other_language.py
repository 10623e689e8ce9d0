"""A message in another language than English, or the wish for one: one prepared sentence in that language."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.say import say_reply
from actions.turn import ENGLISH, Turn

INTENT = "other_language"


class OtherLanguageAction(GuardedAction):
    """Says in the person's language that only English is understood, whom to contact, and the emergency number.

    The introduction waits for the first message in English: before that nobody would read it.
    """

    action_name = "action_other_language"
    introduces = False

    def respond(self, turn: Turn) -> None:
        """Say it."""
        say_in_their_language(turn)


def is_foreign(turn: Turn) -> bool:
    """Whether the message is known to be in another language, rather than only taken for something strange."""
    return turn.intent == INTENT and turn.language != ENGLISH


def say_in_their_language(turn: Turn) -> None:
    """The sentence of content/languages.yml, or the English one for a language that is not there."""
    text = turn.library.in_language(turn.language, "only_english")
    if text:
        turn.say(text, topic=INTENT, language=turn.language, review=turn.library.languages[turn.language].review.status)
    else:
        say_reply(turn)
