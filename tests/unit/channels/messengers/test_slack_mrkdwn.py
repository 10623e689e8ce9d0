"""Slack's mrkdwn: whatever a text holds, it is seen as it was meant, and nobody is called by it."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liverguide.channels.messengers.cutting import cut
from liverguide.channels.messengers.markdown import plain, read
from liverguide.channels.slack.mrkdwn import LONGEST_SECTION, STYLE, write
from tests.channels.slack.mrkdwn_reader import BadMrkdwn, as_meant, read_mrkdwn

SIGNS = "<>&*_~`:!@#|[]()\"'.,/-+=ab1C \n\u200b"
PIECES = st.sampled_from([
    "<!channel>", "<@U0ANA>", "<#C1|general>", "@here", ":smile:", "https://a.example/x_y?a=1&b=<2>", "&amp;", "&lt;",
    "front_desk@clinic.example", "**bold**", "[words](https://b.example/?q=1|2&c=d)", "> 3", "*", "_", "\n", " ", "x",
])  # fmt: skip
TEXTS = st.text(alphabet=SIGNS) | st.lists(PIECES, max_size=8).map("".join) | st.text()


@settings(deadline=None)
@given(TEXTS)
@example("*not bold* _not so_ ~gone~ `code` ```block```\n> said\n:smile: :a:b:")
@example("<!channel> <!here> <@U0ANA> <https://evil.example|bank> &lt;!channel&gt;")
@example("**a*b**c** **(x):** word**bold**word **https://a.example/ and *more***")
@example("https://ä.example/ö_ü_")
def test_no_text_breaks_out_of_the_markup(text: str) -> None:
    spans = read(text)
    seen = read_mrkdwn(write(spans))
    assert as_meant(seen.text) == as_meant(plain(spans))
    assert seen.calls == []
    assert seen.looks == []
    written_bold = as_meant(" ".join(span.text for span in spans if span.bold))
    assert all(as_meant(bold) in written_bold for bold in seen.bold)


@settings(deadline=None)
@given(TEXTS)
def test_a_longer_text_is_never_counted_shorter(text: str) -> None:
    lengths = [STYLE.length(read(text)[:1]), STYLE.length(read(text))]
    assert lengths == sorted(lengths)


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(str.strip))
def test_pieces_are_as_long_as_slack_takes(text: str) -> None:
    long = text * (2 * LONGEST_SECTION // len(text))
    for piece in cut(read(long), STYLE.longest_text, STYLE.length):
        assert len(write(piece)) <= LONGEST_SECTION


def test_bold_and_links_are_marked() -> None:
    written = write(read("**MELD & you**: [read](https://a.example/?a=1&b=2) it\n- one_two"))
    assert written == "\u200b*MELD &amp; you*\u200b: <https://a.example/?a=1&amp;b=2|read> it\n• one_two"
    assert read_mrkdwn(written).bold == ["MELD & you"]


@pytest.mark.parametrize("text", ["**22**", "the **MELD score** is", "**(a) MELD:** 3", "x**y**z"])
def test_bold_is_seen(text: str) -> None:
    assert len(read_mrkdwn(write(read(text))).bold) == 1


def test_addresses_can_be_followed_as_slack_makes_no_links_of_its_own() -> None:
    seen = read_mrkdwn(write(read("See https://www.clinic.example/chat. Write to front_desk@clinic.example!")))
    assert seen.links == [
        ("https://www.clinic.example/chat", "https://www.clinic.example/chat"),
        ("front_desk@clinic.example", "mailto:front_desk@clinic.example"),
    ]


def test_numbers_stay_numbers() -> None:
    for text in ("INR < 1.5", "3.2 mg/dL", "10^9/L", "2*3", "5 > 3", "10 - 12"):
        assert as_meant(read_mrkdwn(write(read(text))).text) == text


def test_only_web_addresses_become_links() -> None:
    assert read_mrkdwn(write(read("[tap](javascript:alert(1)) [b](data:text/html,x)"))).links == []


def test_the_reader_is_as_strict_as_it_says() -> None:
    for bad in ("a < b", "a & b", "a > b", "<x>", "&nbsp;"):
        with pytest.raises(BadMrkdwn):
            read_mrkdwn(bad)
    assert read_mrkdwn("<!channel> *b* _i_ ~s~ `c` :smile:\n&gt; q").looks == [
        "italic", "struck", "code", "quote", "emoji",
    ]  # fmt: skip
    assert read_mrkdwn("<!channel> *b*").calls == ["!channel"]
