"""Telegram's reading of parse_mode "HTML", after the Bot API's documentation: what it does not know it refuses."""

from __future__ import annotations

import re
from typing import Any

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler",
}  # fmt: skip
SIGNS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z-]+)(?P<rest>(?:\s+[a-z]+=\"[^\"<>]*\")*)\s*>"
    r"|&(?:(?P<sign>lt|gt|amp|quot)|#(?P<code>\d{1,7}));"
    r"|(?P<text>[^<>&]+|>)",
)


class BadHtml(Exception):
    """Telegram can't parse it."""


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The text as people see it, and its entities, counted in UTF-16 units."""
    seen, at = "", 0
    open_tags: list[tuple[str, int, str | None]] = []
    entities: list[dict[str, Any]] = []
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise BadHtml(f"can't parse entities at byte {len(text[:at].encode('utf-8', 'surrogatepass'))}")
        at = match.end()
        if match["text"] is not None:
            seen += match["text"]
        elif match["sign"]:
            seen += SIGNS[match["sign"]]
        elif match["code"]:
            seen += chr(int(match["code"]))
        elif match["tag"] not in TAGS:
            raise BadHtml(f'Unsupported start tag "{match["tag"]}"')
        elif not match["close"]:
            link = re.fullmatch(r'\s+href="([^"]*)"', match["rest"])
            if (match["tag"] == "a") != (link is not None):
                raise BadHtml("wrong attributes")
            open_tags.append((match["tag"], units(seen), link[1].replace("&amp;", "&") if link else None))
        else:
            if not open_tags or open_tags[-1][0] != match["tag"]:
                raise BadHtml("Unmatched end tag")
            tag, start, address = open_tags.pop()
            entity = {"type": TAGS[tag], "offset": start, "length": units(seen) - start}
            if entity["length"]:
                entities.append({**entity, "url": address} if address else entity)
    if open_tags:
        raise BadHtml(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return seen, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
