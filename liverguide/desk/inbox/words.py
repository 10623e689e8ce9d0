"""Channels, emergencies and times in words for staff."""

from __future__ import annotations

import datetime
import time
from zoneinfo import ZoneInfo

from liverguide.library import Library
from liverguide.storage.desk_records import DOWN, UP

CHANNELS = {
    "web": "Website", "telegram": "Telegram", "whatsapp": "WhatsApp", "messenger": "Messenger", "slack": "Slack",
    "rest": "Terminal",
}  # fmt: skip
RED_FLAGS = {
    "bleeding": "Bleeding", "encephalopathy": "Confusion, hard to wake", "infection": "Infection",
    "overdose": "Overdose", "self_harm": "Self-harm", "breathing": "Breathing", "chest": "Chest",
}  # fmt: skip
OPINIONS = {UP: "Thumb up", DOWN: "Thumb down", None: "A word about it"}
FIRST_WORDS = 120


def channel_name(channel: str) -> str:
    """The channel's name."""
    return CHANNELS.get(channel, channel)


def red_flag_name(kind: str) -> str:
    """The kind of emergency."""
    return RED_FLAGS.get(kind, "Emergency")


def opinion(thumb: str | None, word: str | None) -> str | None:
    """What a person thinks of a message; None if they said nothing."""
    return OPINIONS[thumb] if thumb or word else None


def first_words(text: str) -> str:
    """The beginning of a message."""
    words = " ".join(text.split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"


def what_was_tapped(library: Library, text: str) -> str:
    """A message as it was read by whoever sent it: a tapped button shows its title."""
    if not text.startswith("/"):
        return text
    intent = text.removeprefix("/")
    topic = library.topics.get(intent)
    return topic.title if topic else library.phrases.get(f"button.{intent}", intent)


def waiting(since: float) -> str:
    """How long ago something was, roughly."""
    minutes = int(max(0.0, time.time() - since) // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest} min"
    days = hours // 24
    return f"{days} day" if days == 1 else f"{days} days"


def clock(library: Library, at: float) -> str:
    """Date and time at the clinic."""
    front_desk = library.clinic.front_desk
    zone = ZoneInfo(front_desk.time_zone) if front_desk else None
    return datetime.datetime.fromtimestamp(at, zone).strftime("%d %b %H:%M")
