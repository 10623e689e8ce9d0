"""Parts as Slack's blocks."""

from __future__ import annotations

import hashlib
from typing import Any

from liverguide.channels.messengers.cutting import cut, utf16_units
from liverguide.channels.messengers.markdown import Span, plain
from liverguide.channels.messengers.parts import Button, Image, Part

LONGEST_ALT = 2000

Block = dict[str, Any]


def content(part: Part) -> dict[str, Any]:
    """The fields of a message. `text` is what a notification shows and a screen reader reads first."""
    if isinstance(part, Image):
        shown = [_image(part)]
        # Words below the picture: a block's own title is one line above it.
        return {"text": part.caption, "blocks": [*shown, _section(part.caption)] if part.caption else shown}
    actions = [_actions(part.buttons)] if part.buttons else []
    return {"text": part.text, "blocks": [_section(part.text), *actions]}


def key_of(payload: str) -> str:
    """What stands for a payload in a button, whose value has a limit. It is looked up among what was offered."""
    return hashlib.sha256(payload.encode()).hexdigest()


def _section(text: str) -> Block:
    # Verbatim: Slack makes no links and calls nobody by what happens to look like it.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _actions(buttons: tuple[Button, ...]) -> Block:
    return {"type": "actions", "elements": [_button(place, button) for place, button in enumerate(buttons)]}


def _button(place: int, button: Button) -> Block:
    title = {"type": "plain_text", "text": button.title, "emoji": False}
    return {"type": "button", "action_id": f"choice_{place}", "text": title, "value": key_of(button.payload)}


def _image(image: Image) -> Block:
    pieces = cut([Span(image.alt)], LONGEST_ALT, lambda spans: utf16_units(plain(spans)))
    return {"type": "image", "image_url": image.address, "alt_text": plain(pieces[0]) if pieces else ""}
