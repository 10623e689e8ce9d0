"""Telegram's HTML: whatever a text holds, it is seen as it was meant, and Telegram can read it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.messengers.markdown import plain, read
from liverguide.channels.telegram.html import STYLE, write
from tests.channels.telegram.entities import BadHtml, read_html


@given(st.text(alphabet="<>&\"'*_[]()~`#+-=|{}.!\\ab1 \n") | st.text())
def test_no_text_breaks_out_of_the_markup(text: str) -> None:
    spans = read(text)
    seen, _ = read_html(write(spans))
    assert seen == plain(spans)


@given(st.text(max_size=100))
def test_the_length_is_that_of_what_is_seen(text: str) -> None:
    spans = read(f"**a < b** {text}")
    seen, _ = read_html(write(spans))
    assert STYLE.length(spans) == len(seen.encode("utf-16-le")) // 2


def test_bold_and_links_are_marked() -> None:
    written = write(read("**MELD & you**: [read](https://a.example/?a=1&b=2) it\n- one"))
    assert written == '<b>MELD &amp; you</b>: <a href="https://a.example/?a=1&amp;b=2">read</a> it\n• one'


def test_only_web_addresses_become_links() -> None:
    assert write(read("[tap](javascript:alert(1)) [b](data:text/html,x)")) == (
        "[tap](javascript:alert(1)) [b](data:text/html,x)"
    )


def test_the_stub_reads_html_as_strictly_as_telegram() -> None:
    for bad in ("a < b", "<b>a", "a</b>", "<div>a</div>", "<b><i>a</b></i>", "&nbsp;", "<a>a</a>"):
        try:
            read_html(bad)
        except BadHtml:
            continue
        raise AssertionError(bad)
