"""Small exchanges: one prepared reply for each (content/replies.yml)."""

from __future__ import annotations

import re

from actions.guarded_action import GuardedAction
from actions.offers import ask_erasure
from actions.turn import Button, Turn
from liverguide.library.placeholders import fill

ERASE_WORDS = re.compile(
    r"\b(?:delet\w*|eras\w*|remov\w*|forget\w*|forgotten|wip(?:e|ed|ing)|clear|destroy\w*"
    r"|get rid|got rid|take \w+ out)\b",
    re.IGNORECASE,
)


class SayAction(GuardedAction):
    """The reply of the message's intent."""

    action_name = "action_say"

    def respond(self, turn: Turn) -> None:
        """Say it; a wish to be forgotten is asked back first."""
        if turn.intent == "privacy_data" and ERASE_WORDS.search(turn.text):
            ask_erasure(turn)
            return
        say_reply(turn)


def say_reply(turn: Turn) -> None:
    """The prepared reply of the message's intent."""
    reply = turn.library.replies[turn.intent]
    text = fill(reply.text.strip(), turn.library.clinic.placeholders())
    turn.say(text, topic=turn.intent, buttons=[reply_button(turn, name) for name in reply.buttons])


def reply_button(turn: Turn, name: str) -> Button:
    """A topic, an intent, or something the person could have typed."""
    typed = turn.library.phrases.get(f"typed.{name}")
    return turn.typed_button(turn.phrase(f"button.{name}"), typed) if typed else turn.button(name)
