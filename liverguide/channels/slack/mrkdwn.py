"""Texts in Slack's mrkdwn, and its limits.

Three signs can be escaped; those that style a text cannot. They get look-alikes, which no version of Slack's reader can
take for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import punctuation
from urllib.parse import quote

from liverguide.channels.messengers.cutting import utf16_units
from liverguide.channels.messengers.markdown import Span, Spans
from liverguide.channels.messengers.style import Style

LONGEST_SECTION = 3000
# An actions block holds 25; more than these would push the question off a phone's screen.
MOST_BUTTONS = 10
# Slack takes 75 and shows about so much of a title.
LONGEST_TITLE = 30

ZERO_WIDTH_SPACE = "\u200b"
LOOK_ALIKES = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
LOW_LINE, BAR = "\u02cd", "\u2223"
# Inside of a word it styles nothing, and a name like front_desk can be copied.
STYLING_LOW_LINE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
QUOTE = re.compile(r"^([^\S\n]*)(?=&gt;)", re.MULTILINE)
EMOJI = re.compile(r":(?=[\w+'-]+:)")
# What follows a sentence is no part of its address.
ADDRESS = re.compile(r"(?P<web>https?://[^\s<>|]*[^\s<>|.,;:!?'\"”’)\]])|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# All signs but those that would end the link; "%" is part of what is quoted already.
STAYS = "".join(set(punctuation) - set("<>|"))
# A text is taken for bold only between signs that are no part of a word; after others its end may be overlooked.
BOLD = re.compile(r"\w(?:.*\w)?", re.DOTALL)


def write(spans: Spans) -> str:
    """The spans as mrkdwn that is shown with `verbatim`: only what stands here is a link, and nobody is called."""
    written = "".join(_written(span) for span in spans)
    return QUOTE.sub(rf"\1{ZERO_WIDTH_SPACE}", written)


def _written(span: Span) -> str:
    if span.link:
        return _link(_address(span.link), span.text)
    return "".join(_pieces(span.text, span.bold))


def _pieces(text: str, bold: bool) -> Iterator[str]:
    end = 0
    for match in ADDRESS.finditer(text):
        yield _words(text[end : match.start()], bold)
        yield _linked(match[0], "" if match["web"] else "mailto:")
        end = match.end()
    yield _words(text[end:], bold)


def _linked(text: str, scheme: str) -> str:
    """What is an address already. It is shown as it stands, unless it has to be written another way."""
    address = _address(text)
    return f"<{address}>" if not scheme and address.replace("&amp;", "&") == text else _link(scheme + address, text)


def _link(address: str, words: str) -> str:
    return f"<{address}|{_escaped(words.replace('|', BAR))}>"


def _words(text: str, bold: bool) -> str:
    core = BOLD.search(text) if bold else None
    if core is None:
        return _escaped(text)
    before, after = text[: core.start()], text[core.end() :]
    # A zero-width space is no part of a word: the asterisk counts beside letters, too.
    return f"{_escaped(before)}{ZERO_WIDTH_SPACE}*{_escaped(core[0])}*{ZERO_WIDTH_SPACE}{_escaped(after)}"


def _escaped(text: str) -> str:
    text = STYLING_LOW_LINE.sub(LOW_LINE, text.translate(LOOK_ALIKES))
    text = EMOJI.sub(f":{ZERO_WIDTH_SPACE}", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _address(link: str) -> str:
    return quote(link, safe=STAYS, errors="replace").replace("&", "&amp;")


# Slack counts what it is sent, markup and escapes included.
STYLE = Style(
    write=write,
    length=lambda spans: utf16_units(write(spans)),
    longest_text=LONGEST_SECTION,
    longest_caption=LONGEST_SECTION,
    most_buttons=MOST_BUTTONS,
    longest_title=LONGEST_TITLE,
)
