"""How to reach a person, and the offers of a call-back and of somebody who joins the chat."""

from __future__ import annotations

import re

from actions.callback import ask_consent
from actions.guarded_action import GuardedAction
from actions.joining import WANTS_CHAT, ask_to_join, can_be_joined
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
        """Give the contact, begin the call-back, or ask somebody to join."""
        joined = can_be_joined(turn)
        if WANTS_CALL.search(turn.text):
            ask_consent(turn)
        elif joined and WANTS_CHAT.search(turn.text):
            ask_to_join(turn)
        else:
            offers = ["callback", "join"] if joined else ["callback"]
            topic = turn.library.topics["booking_contact_human"]
            say_topic(turn, topic, first_buttons=[reply_button(turn, offer) for offer in offers])
