"""Cutting to a limit: nothing is lost, nothing is too long, links and numbers stay whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.messengers.cutting import cut, utf16_units
from liverguide.channels.messengers.markdown import Span, plain, read

LINK = "https://www.clinic.example/a/page?of=1,234.5"
NUMBERS = ("1,234.5", "+1 202 555 0143", "10 000", "(135-145)", "2021-05-12")
WORDS = st.sampled_from(["liver", "Cells.", "the", "e.g.", "Why?", "😀", "é", "ﬁ", "naïve", "👩‍⚕️", LINK, *NUMBERS])
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", "\n\n\n", " \n "])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=60).map(lambda pairs: "".join(word + gap for word, gap in pairs))
ANY = st.text(max_size=400) | TEXTS


def pieces(text: str, limit: int) -> list[str]:
    return [plain(piece) for piece in cut([Span(text)], limit, lambda spans: utf16_units(plain(spans)))]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(ANY, st.integers(2, 120))
def test_every_piece_is_short_enough_and_none_is_empty(text: str, limit: int) -> None:
    for piece in pieces(text, limit):
        assert 0 < utf16_units(piece) <= limit
        assert piece.strip() == piece != ""


@given(ANY, st.integers(2, 120))
def test_no_sign_is_lost_or_moved(text: str, limit: int) -> None:
    assert squeezed("".join(pieces(text, limit))) == squeezed(text)


@given(TEXTS, st.integers(60, 200))
def test_links_and_numbers_stay_whole(text: str, limit: int) -> None:
    said = pieces(text, limit)
    for whole in (LINK, *NUMBERS):
        assert sum(piece.count(whole) for piece in said) == text.count(whole)


@given(st.text(alphabet="ab*[]() \n.1", max_size=300), st.integers(5, 80))
def test_bold_words_stay_bold_on_both_sides_of_a_cut(text: str, limit: int) -> None:
    spans = read(text)
    looks = [(sign, span.bold) for span in spans for sign in span.text if not sign.isspace()]
    cuts = [
        (sign, span.bold)
        for piece in cut(spans, limit, lambda s: len(plain(s)))
        for span in piece
        for sign in span.text
        if not sign.isspace()
    ]
    assert cuts == looks


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("One two, three.\n\nFour five. Six seven.", 28, ["One two, three.", "Four five. Six seven."]),
        ("First line of it.\nSecond line.", 22, ["First line of it.", "Second line."]),
        ("He said no to us. She said yes.", 24, ["He said no to us.", "She said yes."]),
        ('He said "no." She said yes.', 20, ['He said "no."', "She said yes."]),
        ("Some tests, e.g. the INR of a person.", 22, ["Some tests, e.g. the", "INR of a person."]),
        ("Your bilirubin is 3.2 mg/dL now", 22, ["Your bilirubin", "is 3.2 mg/dL now"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        ("", 10, []),
        ("  \n ", 10, []),
    ],
)
def test_it_cuts_where_a_reader_would(text: str, limit: int, expected: list[str]) -> None:
    assert pieces(text, limit) == expected


def test_a_long_text_takes_no_long_time() -> None:
    text = "A sentence of some words, with 12.5 mg/dL in it. " * 200
    assert len(pieces(text, 640)) == 16
