"""What a person typed in Slack, as plain words.

The rich text of a message has them exactly. Its `text` is mrkdwn, in which a typed asterisk and bold look the same and
"<" is written "&lt;"; it serves where there is no rich text, or one with parts that this version does not know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Data = Mapping[str, Any]

RICH_TEXT = "rich_text"
LIST = "rich_text_list"
CONTAINERS = ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
# Names of people and channels are nobody's words about health.
CALLS = ("user", "usergroup", "channel", "broadcast", "team")
BULLET = "•"

CALL = re.compile(r"<[@#!](?!date\^)[^<>]*>")
DATE = re.compile(r"<!date\^[^<>|]*(?:\|([^<>]*))?>")
LINK = re.compile(r"<([^<>|@#!][^<>|]*)(?:\|([^<>]*))?>")
SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def words_of(message: Data) -> str:
    """The words of a message; empty if there are none."""
    blocks = message.get("blocks")
    if isinstance(blocks, list) and blocks:
        try:
            return "\n".join(_block(block) for block in blocks).strip()
        except (_Unknown, KeyError, TypeError, AttributeError, ValueError, OverflowError):
            pass
    text = message.get("text")
    return _from_mrkdwn(text).strip() if isinstance(text, str) else ""


def _from_mrkdwn(text: str) -> str:
    text = DATE.sub(lambda match: match[1] or "", text)
    text = CALL.sub("", text)
    text = LINK.sub(lambda match: match[2] or match[1], text)
    for written, sign in SIGNS:
        text = text.replace(written, sign)
    return text


class _Unknown(Exception):
    """A part of a rich text that this version can't read."""


def _block(block: Data) -> str:
    if block["type"] != RICH_TEXT:
        raise _Unknown
    return "\n".join(_container(element).rstrip("\n") for element in block["elements"])


def _container(container: Data) -> str:
    if container["type"] == LIST:
        return "\n".join(_items(container["elements"], container.get("style") == "ordered", container))
    if container["type"] not in CONTAINERS:
        raise _Unknown
    return "".join(_element(element) for element in container["elements"])


def _items(items: Sequence[Data], ordered: bool, container: Data) -> list[str]:
    first = int(container.get("offset") or 0) + 1
    marks = [f"{first + place}." if ordered else BULLET for place in range(len(items))]
    return [f"{mark} {_container(item)}" for mark, item in zip(marks, items, strict=True)]


def _element(element: Data) -> str:
    kind = element["type"]
    if kind == "text":
        return str(element["text"])
    if kind == "link":
        return str(element.get("text") or element["url"])
    if kind == "emoji":
        code = element.get("unicode")
        return "".join(chr(int(part, 16)) for part in code.split("-")) if code else f":{element['name']}:"
    if kind == "date":
        return str(element["fallback"])
    if kind in CALLS:
        return ""
    raise _Unknown
