"""What Slack takes as blocks of a message, of the kinds that are used here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

MOST_BLOCKS, MOST_ELEMENTS = 50, 25
LONGEST_SECTION, LONGEST_ALT, LONGEST_TITLE = 3000, 2000, 2000
LONGEST_BUTTON, LONGEST_VALUE, LONGEST_ID, LONGEST_ADDRESS = 75, 2000, 255, 3000
# Not documented; messages with more text than this were seen to be refused.
LONGEST_OF_ALL = 12_000
PNG = b"\x89PNG\r\n\x1a\n"


class BadBlocks(Exception):
    """Slack's error, and what it says of it."""

    def __init__(self, error: str, problems: list[str]) -> None:
        super().__init__(error)
        self.error, self.problems = error, problems


class _Bad(Exception):
    """One problem: what, and where."""


def check_blocks(blocks: Any) -> list[bytes]:
    """The pictures in the blocks, which Slack fetches at once."""
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise BadBlocks("invalid_blocks_format", [])
    try:
        if len(blocks) > MOST_BLOCKS:
            raise _Bad(f"no more than {MOST_BLOCKS} items allowed [json-pointer:/blocks]")
        for place, block in enumerate(blocks):
            kinds: dict[Any, Callable[[Any, str], None]] = {"section": _section, "actions": _actions, "image": _image}
            check = kinds.get(block.get("type")) if isinstance(block, dict) else None
            if check is None:
                raise _Bad(f"unsupported type [json-pointer:/blocks/{place}/type]")
            check(block, f"/blocks/{place}")
        if sum(len(block.get("text", {}).get("text", "")) for block in blocks) > LONGEST_OF_ALL:
            raise BadBlocks("msg_blocks_too_long", [])
        return [
            _fetched(block["image_url"], f"/blocks/{place}/image_url")
            for place, block in enumerate(blocks)
            if block["type"] == "image"
        ]
    except _Bad as bad:
        raise BadBlocks("invalid_blocks", [str(bad)]) from bad


def _section(block: Any, at: str) -> None:
    _keys(block, {"type", "text"}, {"block_id", "fields", "accessory", "expand"}, at)
    _text(block["text"], ("mrkdwn", "plain_text"), LONGEST_SECTION, f"{at}/text")


def _actions(block: Any, at: str) -> None:
    _keys(block, {"type", "elements"}, {"block_id"}, at)
    elements = block["elements"]
    if not isinstance(elements, list) or not 1 <= len(elements) <= MOST_ELEMENTS:
        raise _Bad(f"must have from 1 to {MOST_ELEMENTS} items [json-pointer:{at}/elements]")
    for place, element in enumerate(elements):
        here = f"{at}/elements/{place}"
        _keys(element, {"type", "text"}, {"action_id", "url", "value", "style", "confirm", "accessibility_label"}, here)
        if element["type"] != "button":
            raise _Bad(f"unsupported element [json-pointer:{here}/type]")
        _text(element["text"], ("plain_text",), LONGEST_BUTTON, f"{here}/text")
        _string(element.get("value", "x"), LONGEST_VALUE, f"{here}/value")
        _string(element.get("action_id", "x"), LONGEST_ID, f"{here}/action_id")
    names = [element["action_id"] for element in elements if "action_id" in element]
    if len(set(names)) < len(names):
        raise _Bad(f"`action_id` must be unique [json-pointer:{at}/elements]")


def _image(block: Any, at: str) -> None:
    _keys(block, {"type", "image_url", "alt_text"}, {"block_id", "title"}, at)
    _string(block["image_url"], LONGEST_ADDRESS, f"{at}/image_url")
    _string(block["alt_text"], LONGEST_ALT, f"{at}/alt_text")
    if "title" in block:
        _text(block["title"], ("plain_text",), LONGEST_TITLE, f"{at}/title")


def _text(text: Any, kinds: tuple[str, ...], longest: int, at: str) -> None:
    _keys(text, {"type", "text"}, {"emoji", "verbatim"}, at)
    if ("emoji" if text["type"] == "mrkdwn" else "verbatim") in text:
        raise _Bad(f"invalid additional property [json-pointer:{at}]")
    if text["type"] not in kinds:
        raise _Bad(f"must be one of {', '.join(kinds)} [json-pointer:{at}/type]")
    _string(text["text"], longest, f"{at}/text")


def _string(text: Any, longest: int, at: str) -> None:
    if not isinstance(text, str) or not text:
        raise _Bad(f"must be more than 0 characters [json-pointer:{at}]")
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > longest:
        raise _Bad(f"must be less than {longest + 1} characters [json-pointer:{at}]")


def _keys(data: Any, needed: set[str], allowed: set[str], at: str) -> None:
    if not isinstance(data, dict) or not needed <= set(data):
        raise _Bad(f"missing required field [json-pointer:{at}]")
    for name in set(data) - needed - allowed:
        raise _Bad(f"invalid additional property: {name} [json-pointer:{at}]")


def _fetched(address: str, at: str) -> bytes:
    try:
        fetched = httpx.get(address, timeout=20)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _Bad(f"downloading image failed [json-pointer:{at}]") from error
    if fetched.status_code != 200 or not fetched.content.startswith(PNG):
        raise _Bad(f"downloading image failed [json-pointer:{at}]")
    return fetched.content
