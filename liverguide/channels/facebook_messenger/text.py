"""Plain text for Messenger, which shows no markup to people, and its limits."""

from __future__ import annotations

from liverguide.channels.messengers.markdown import Span, Spans
from liverguide.channels.messengers.style import Style

# "Less than 2000 characters".
LONGEST_TEXT = 1999
MOST_QUICK_REPLIES = 13
LONGEST_TITLE = 20


def write(spans: Spans) -> str:
    """The spans as plain text: bold is dropped, a link's address stands behind its words."""
    return "".join(_written(span) for span in spans)


def _written(span: Span) -> str:
    return span.text if span.link in (None, span.text) else f"{span.text} ({span.link})"


# Meta does not say what it counts as a character. In bytes a text is never shorter than in code points or UTF-16 units.
# Quick replies vanish when the next message arrives, and pictures have no captions.
STYLE = Style(
    write=write,
    length=lambda spans: len(write(spans).encode("utf-8", "surrogatepass")),
    longest_text=LONGEST_TEXT,
    longest_caption=0,
    most_buttons=MOST_QUICK_REPLIES,
    longest_title=LONGEST_TITLE,
    buttons_stay=False,
)
