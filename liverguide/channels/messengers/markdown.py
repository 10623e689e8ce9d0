"""The markdown of our content (lists, **bold**, [words](address)) as spans that each app writes its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

BULLET = "•"
LIST_MARK = re.compile(r"^([ \t]*)[-*] (?=\S)", re.MULTILINE)
INLINE = re.compile(r"\*\*(?=\S)(?P<bold>.+?)(?<=\S)\*\*|\[(?P<words>[^\[\]\n]+)\]\((?P<address>https?://[^\s()]+)\)")


@dataclass(frozen=True)
class Span:
    """A stretch of text that looks the same throughout. `link`: the web address it leads to."""

    text: str
    bold: bool = False
    link: str | None = None


Spans = Sequence[Span]


def read(text: str) -> list[Span]:
    """The text as spans. Whatever is no markdown of ours stays as it is written."""
    return list(_inline(LIST_MARK.sub(rf"\1{BULLET} ", text), bold=False))


def plain(spans: Spans) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def part(spans: Spans, start: int, end: int) -> list[Span]:
    """The spans between two places of the words; one that lies across an end is cut and keeps its looks."""
    found, at = [], 0
    for span in spans:
        words = span.text[max(0, start - at) : max(0, end - at)]
        if words:
            found.append(replace(span, text=words))
        at += len(span.text)
    return found


def _inline(text: str, bold: bool) -> Iterable[Span]:
    end = 0
    for match in INLINE.finditer(text):
        if match.start() > end:
            yield Span(text[end : match.start()], bold)
        if match["bold"] is not None:
            yield from _inline(match["bold"], bold=True)
        else:
            yield Span(match["words"], bold, match["address"])
        end = match.end()
    if text[end:]:
        yield Span(text[end:], bold)
