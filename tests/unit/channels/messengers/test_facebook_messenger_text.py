"""Messenger's plain text: all words arrive, no markup does, and a limit is never passed however Meta counts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.channels.facebook_messenger.text import LONGEST_TEXT, STYLE, write
from liverguide.channels.messengers.cutting import cut, utf16_units
from liverguide.channels.messengers.markdown import plain, read

MARKED = st.text(alphabet="<>&\"'*_[]()~`#+-=|{}.!\\ab1 \n") | st.text()


@given(MARKED)
def test_what_is_no_link_arrives_as_its_words(text: str) -> None:
    spans = read(text)
    if not any(span.link for span in spans):
        assert write(spans) == plain(spans)


@given(MARKED, MARKED)
def test_bold_and_links_lose_their_marks_and_nothing_else(before: str, after: str) -> None:
    marked = read(f"{before}\n**MELD & you** [read](https://a.example/?a=1&b=2)\n{after}")
    written = write(marked)
    assert "MELD & you" in written
    assert "read (https://a.example/?a=1&b=2)" in written
    assert all(span.text in written for span in marked)


def test_an_address_is_not_said_twice() -> None:
    assert write(read("[https://a.example/x](https://a.example/x)")) == "https://a.example/x"


def test_lists_are_kept() -> None:
    assert write(read("**Two**:\n- one\n- two")) == "Two:\n• one\n• two"


@given(st.text(max_size=200))
def test_the_length_is_never_less_than_in_any_count(text: str) -> None:
    spans = read(f"**a < b** [w](https://a.example) {text}")
    written = write(spans)
    assert STYLE.length(spans) >= max(len(written), utf16_units(written))


@settings(max_examples=30)
@given(st.text(max_size=50), st.integers(1, 120))
def test_every_piece_of_a_long_text_fits(text: str, times: int) -> None:
    for piece in cut(read(f"{text} [words](https://a.example/b) 😀. " * times), STYLE.longest_text, STYLE.length):
        assert len(write(piece).encode("utf-8", "surrogatepass")) <= LONGEST_TEXT
