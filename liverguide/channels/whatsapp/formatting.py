"""Texts in WhatsApp's markup, and its limits by Twilio.

WhatsApp has no escapes: a sign that would turn words bold, slanted, struck through or into code is written as one that
looks the same and does nothing. In web addresses, which must lead where they led, it is percent-encoded.
"""

from __future__ import annotations

import re

from liverguide.channels.messengers.cutting import utf16_units
from liverguide.channels.messengers.markdown import Spans, plain
from liverguide.channels.messengers.style import Style

LOOK_ALIKES = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb", ">": "\uff1e"}
MARK = re.compile(r"[*_~`]")
WEB_ADDRESS = re.compile(r"https?://\S+")
# A line that begins with it would be shown as a quotation, and ">" ("more than") would be lost.
QUOTATION = re.compile(r"^([^\S\n]*)>", re.MULTILINE)


def write(spans: Spans) -> str:
    """The spans in WhatsApp's markup."""
    text, written, at = plain(spans), [], 0
    for span in spans:
        before, at = text[:at], at + len(span.text)
        words = _harmless(span.text, before)
        if span.link:
            words = _linked(words, span.link)
        elif span.bold:
            words = _bold(words, before[-1:], text[at : at + 1])
        written.append(words)
    return "".join(written)


def length(spans: Spans) -> int:
    """At least as long as Twilio counts what `write` gives, and never less for more of it."""
    total = 0
    for span in spans:
        words = _harmless(span.text)
        total += utf16_units(_linked(words, span.link) if span.link else words) + 2 * span.bold
    return total


def _harmless(text: str, before: str = "") -> str:
    """`before`: what stands in front of it."""
    pieces, at = [], 0
    for address in WEB_ADDRESS.finditer(text):
        pieces += [_look_alike(text[at : address.start()]), MARK.sub(_encoded, address[0])]
        at = address.end()
    begun = bool(before.rpartition("\n")[2].strip())
    return QUOTATION.sub(
        lambda match: match[0] if begun and match.start() == 0 else match[1] + LOOK_ALIKES[">"],
        "".join([*pieces, _look_alike(text[at:])]),
    )


def _encoded(mark: re.Match[str]) -> str:
    return f"%{ord(mark[0]):02X}"


def _look_alike(text: str) -> str:
    # A mark between two letters or digits is one of a name or of a mail address, and marks nothing.
    return re.sub(r"(?<![A-Za-z0-9])[_~]|[_~](?![A-Za-z0-9])|[*`]", lambda mark: LOOK_ALIKES[mark[0]], text)


def _linked(words: str, link: str) -> str:
    address = MARK.sub(_encoded, link)
    return address if words == address else f"{words} ({address})"


def _bold(words: str, before: str, after: str) -> str:
    """In stars, where WhatsApp reads them; elsewhere they would be seen."""
    inside = words.strip()
    if not inside or "\n" in inside or WEB_ADDRESS.search(inside):  # the star would become part of the address
        return words
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    opens = bool(lead) or not before or before.isspace()
    closes = bool(trail) or not after or not after.isalnum()
    return f"{lead}*{inside}*{trail}" if opens and closes else words


STYLE = Style(
    write=write,
    length=length,
    longest_text=1600,  # of Twilio; WhatsApp itself takes 4,096
    longest_caption=1024,
    most_buttons=0,
    longest_title=0,
)
