"""A wish that somebody of the clinic joins this chat: what happens now, honestly (the front desk sees the request)."""

from __future__ import annotations

import re
import time

from actions.say import reply_button
from actions.turn import Turn

TOPIC = "booking_contact_human"
# What the message carries for the front desk, which makes a request of it.
REQUEST = "chat"
WANTS_CHAT = re.compile(
    r"\bjoin\b|\blive (?:chat|agent|person)\b"
    r"|\b(?:chat|chatting) with (?:a|an|some|the|your|real|one of)\b"
    r"|\b(?:talk|speak|write|chat)(?:ing)? (?:to|with) (?:a |an |the |your |some)?(?:\w+ )?"
    r"(?:person|people|human|one|body|somebody|someone|staff|agent|nurse)\b(?: \w+){0,2}"
    r" (?:here|in (?:this|the) chat|right now)\b",
    re.IGNORECASE,
)
# Nothing that staff write reaches who reads answers only (the terminal chat).
ANSWERS_ONLY = frozenset({"rest"})


def can_be_joined(turn: Turn) -> bool:
    """Whether the clinic's people join chats at all, and can be seen on this channel."""
    return turn.library.clinic.front_desk is not None and turn.channel not in ANSWERS_ONLY


def ask_to_join(turn: Turn) -> None:
    """Tell the front desk within its hours; outside of them say so and offer the call-back instead."""
    front_desk = turn.library.clinic.front_desk
    assert front_desk is not None
    if front_desk.is_open(time.time()):
        minutes = f"{front_desk.joins_within_minutes:g}"
        turn.say(turn.phrase("join.asked", minutes=minutes), topic=TOPIC, request=REQUEST)
    else:
        turn.say(turn.phrase("join.closed"), topic=TOPIC, buttons=[reply_button(turn, "callback")])
