"""Which of an answer's rows of buttons are real ones, and which are lists in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from liverguide.channels.messengers.markdown import Span
from liverguide.channels.messengers.style import Style

Message = Mapping[str, Any]


def real_rows(messages: Sequence[Message], style: Style) -> list[bool]:
    """For each message whether its buttons are real ones. One without buttons has none."""
    last = max(range(len(messages)), key=lambda n: (not comes_first(messages[n]), n), default=0)
    return [_fit(message, style) and (style.buttons_stay or n == last) for n, message in enumerate(messages)]


def comes_first(message: Message) -> bool:
    """Whether the message is sent before all others: an emergency is."""
    return bool(message.get("red_flag"))


def _fit(message: Message, style: Style) -> bool:
    titles = [str(button["title"]) for button in message.get("buttons") or ()]
    lengths = (style.length([Span(title)]) for title in titles)
    return 0 < len(titles) <= style.most_buttons and all(length <= style.longest_title for length in lengths)
