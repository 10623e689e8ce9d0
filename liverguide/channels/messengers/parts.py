"""What is sent to an app, piece by piece: texts with their buttons, and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Button:
    """What a person can tap."""

    title: str
    payload: str


@dataclass(frozen=True)
class Text:
    """Words as the app writes them, and the buttons below them where the app has some."""

    text: str
    buttons: tuple[Button, ...] = ()
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Image:
    """A picture at an address that the app fetches. `caption` as the app writes it; `alt` in plain words, uncut."""

    address: str
    caption: str
    alt: str
    kind: Literal["image"] = "image"


Part = Text | Image


def as_data(part: Part) -> dict[str, Any]:
    """The part as JSON has it."""
    return asdict(part)


def from_data(data: Mapping[str, Any]) -> Part:
    """The same from JSON."""
    if data["kind"] == "image":
        return Image(**data)
    return Text(data["text"], tuple(Button(**button) for button in data["buttons"]))
