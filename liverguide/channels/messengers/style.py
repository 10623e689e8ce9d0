"""What an app can show, and how it writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from liverguide.channels.messengers.cutting import Length
from liverguide.channels.messengers.markdown import Spans


@dataclass(frozen=True)
class Style:
    """An app's limits and its way of writing.

    `write`: spans in the app's own markup, escaped. `length`: their length as the app counts it against its limits.
    `most_buttons`: real buttons below one text, 0 if it has none; with more of them, or with a title longer than
    `longest_title` (in the app's count of plain text), they become a list in the text. `buttons_stay`: they
    can be tapped after something else was sent; where they can't, only an answer's last message has real ones.
    `longest_caption` 0: pictures have no captions, and their words follow as a text.
    """

    write: Callable[[Spans], str]
    length: Length
    longest_text: int
    longest_caption: int
    most_buttons: int
    longest_title: int
    buttons_stay: bool = True
