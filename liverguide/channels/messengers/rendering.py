"""A turn's messages as the parts that are sent to an app."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from liverguide.channels.messengers.choices import takes_numbers
from liverguide.channels.messengers.cutting import cut
from liverguide.channels.messengers.markdown import Span, read
from liverguide.channels.messengers.parts import Button, Image, Part, Text
from liverguide.channels.messengers.rows import comes_first, real_rows
from liverguide.channels.messengers.style import Style
from liverguide.channels.source_line import with_source_line
from liverguide.library import current_library

Message = Mapping[str, Any]
Link = Callable[[Mapping[str, Any]], str]
"""Gives a picture's data an address."""


def render(messages: Sequence[Message], style: Style, link: Link) -> list[Part]:
    """The parts in the order in which they are sent: an emergency first, and whole."""
    numbered = takes_numbers(messages)
    first_number = 1
    shown: list[tuple[bool, list[Part]]] = []
    for message, real in zip(messages, real_rows(messages, style), strict=True):
        buttons = _buttons(message)
        parts = _message(message, buttons, style, link, real, numbered, first_number)
        shown.append((comes_first(message), parts))
        first_number += len(buttons)
    return [part for _, parts in sorted(shown, key=lambda each: not each[0]) for part in parts]


def plain(text: str, style: Style) -> list[Part]:
    """What somebody of the clinic typed: as it stands, no sign of it is markup."""
    return _texts([Span(text)], style)


def notice(key: str, style: Style) -> list[Part]:
    """A phrase of content/ as parts."""
    return _texts(read(current_library().phrase(key)), style)


def _message(
    message: Message, buttons: list[Button], style: Style, link: Link, real: bool, numbered: bool, first_number: int
) -> list[Part]:
    listed = "" if real or not buttons else "\n\n" + _listed(buttons, numbered, first_number)
    spans = read(f"{with_source_line(dict(message))['text']}{listed}")
    if message.get("red_flag") and style.length(spans) > style.longest_text:
        spans = read(f"{message['text']}{listed}")  # the sources may be lost, the message may not be torn
    pictures = [part for picture in message.get("pictures") or () for part in _picture(picture, style, link)]
    texts = _texts(spans, style)
    if real and texts:
        last = texts[-1]
        assert isinstance(last, Text)
        texts[-1] = Text(last.text, tuple(buttons))
        # Buttons belong to what is read last.
        return [*texts[:-1], *pictures, texts[-1]]
    return [*texts, *pictures]


def _texts(spans: list[Span], style: Style) -> list[Part]:
    return [Text(style.write(piece)) for piece in cut(spans, style.longest_text, style.length)]


def _picture(picture: Mapping[str, Any], style: Style, link: Link) -> list[Part]:
    # The words say all that the picture shows; people who can't see it have nothing else.
    alt = str(picture["alt"])
    words = [Span(alt)]
    if style.longest_caption == 0:
        return [Image(link(picture), "", alt), *_texts(words, style)]
    caption = cut(words, style.longest_caption, style.length)
    return [Image(link(picture), style.write(caption[0]) if caption else "", alt)]


def _buttons(message: Message) -> list[Button]:
    return [Button(str(b["title"]), str(b["payload"])) for b in message.get("buttons") or ()]


def _listed(buttons: list[Button], numbered: bool, first_number: int) -> str:
    library = current_library()
    if numbered:
        lines = [f"{number}. {button.title}" for number, button in enumerate(buttons, start=first_number)]
        return "\n".join([library.phrase("messenger.choose_number"), *lines])
    return "\n".join([library.phrase("messenger.choose_words"), *(f"- {button.title}" for button in buttons)])
