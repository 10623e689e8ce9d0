"""How Slack shows mrkdwn with `verbatim`: after its documentation, and where that is vague, more readily than Slack."""

from __future__ import annotations

import re
from dataclasses import dataclass

CONTROL = re.compile(r"<([^<>]*)>")
ENTITY = re.compile(r"&(lt|gt|amp);")
SIGNS = {"lt": "<", "gt": ">", "amp": "&"}
BOLD = re.compile(r"(?<![^\W_])\*(?=\S)([^*\n]+)(?<=\S)\*(?![^\W_])")
OTHER = {
    "italic": re.compile(r"(?<![^\W_])_(?=\S)[^_\n]+_(?![^\W_])"),
    "struck": re.compile(r"~[^~\n]+~"),
    "code": re.compile(r"`[^`]+`"),
    "quote": re.compile(r"^\s*(?:&gt;|>)", re.MULTILINE),
    "emoji": re.compile(r":[\w+'-]+:"),
}
# Stand-ins for links while the rest is read.
FIRST = 0xF0000
LOOK_ALIKES = str.maketrans({
    "\u2217": "*", "\u223c": "~", "\u02cb": "`", "\u02cd": "_", "\u2223": "|", "\u200b": None,
})  # fmt: skip


class BadMrkdwn(Exception):
    """A control sign that is none: Slack may show anything."""


@dataclass(frozen=True)
class Seen:
    """What a person sees. `calls` are people and channels that get a notification, `looks` other styles."""

    text: str
    bold: list[str]
    links: list[tuple[str, str]]
    calls: list[str]
    looks: list[str]


def as_meant(text: str) -> str:
    """With the signs that were meant in the place of those that look the same."""
    return text.translate(LOOK_ALIKES)


def read_mrkdwn(text: str) -> Seen:
    links: list[tuple[str, str]] = []
    calls: list[str] = []

    def taken(match: re.Match[str]) -> str:
        inside = match[1]
        if inside[:1] in ("@", "#", "!"):
            calls.append(inside)
            return ""
        address, _, label = inside.partition("|")
        if not re.match(r"(?:https?://|mailto:)\S+\Z", address):
            raise BadMrkdwn(inside)
        links.append((_decoded(label or address), _decoded(address)))
        return chr(FIRST + len(links) - 1)

    rest = CONTROL.sub(taken, text)
    if re.search(r"[<>]|&(?!(?:lt|gt|amp);)", rest):
        raise BadMrkdwn(rest)
    labels = " ".join(label for label, _ in links)
    looks = [name for name, form in OTHER.items() if form.search(rest)]
    looks += [name for name in ("struck", "code", "emoji") if OTHER[name].search(labels) and "://" not in labels]
    bold = [_decoded(found) for found in BOLD.findall(rest)]
    seen = _decoded(BOLD.sub(r"\1", rest))
    for place, (label, _) in enumerate(links):
        seen = seen.replace(chr(FIRST + place), label)
    return Seen(seen, bold, links, calls, looks)


def _decoded(text: str) -> str:
    return ENTITY.sub(lambda match: SIGNS[match[1]], text)
