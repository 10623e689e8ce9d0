"""How to reach a person, and the offer of a call-back."""

from __future__ import annotations

import re

from actions.callback import ask_consent
from actions.guarded_action import GuardedAction
from actions.say import reply_button
from actions.topic_reply import say_topic
from actions.turn import Turn

WANTS_CALL = re.compile(
    r"\bcall(?:ed|ing)?\b(?: \w+){0,3}[ -]back\b|\bcallback\b"
    r"|\b(?:call|ring|phon)(?:e|ing)? (?:me|us|him|her)\b",
    re.IGNORECASE,
)


class ContactAction(GuardedAction):
    """The clinic's contact; a wish to be called begins the call-back."""

    action_name = "action_contact"
    asks_again = False

    def respond(self, turn: Turn) -> None:
        """Give the contact or begin the call-back."""
        if WANTS_CALL.search(turn.text):
            ask_consent(turn)
            return
        say_topic(turn, turn.library.topics["booking_contact_human"], first_buttons=[reply_button(turn, "callback")])
