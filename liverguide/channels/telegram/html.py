"""Texts in Telegram's HTML (parse_mode "HTML"), and its limits.

HTML needs four signs escaped; MarkdownV2 eighteen, and one that is forgotten loses the whole message.
"""

from __future__ import annotations

import html

from liverguide.channels.messengers.cutting import utf16_units
from liverguide.channels.messengers.markdown import Span, Spans, plain
from liverguide.channels.messengers.style import Style

# The Bot API allows 100 buttons; more than these would push the question off a phone's screen.
MOST_BUTTONS = 10
# Telegram shows about so much of a title on a phone.
LONGEST_TITLE = 40


def write(spans: Spans) -> str:
    """The spans as HTML."""
    return "".join(_written(span) for span in spans)


def _written(span: Span) -> str:
    text = html.escape(span.text, quote=False)
    if span.bold:
        text = f"<b>{text}</b>"
    return f'<a href="{html.escape(span.link)}">{text}</a>' if span.link else text


# Limits count what is seen, after the markup is read.
STYLE = Style(
    write=write,
    length=lambda spans: utf16_units(plain(spans)),
    longest_text=4096,
    longest_caption=1024,
    most_buttons=MOST_BUTTONS,
    longest_title=LONGEST_TITLE,
)
