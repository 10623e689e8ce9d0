"""A text as groups of letters and of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.understanding.ngrams import BUCKETS, letter_groups, word_groups


def shared(first: str, second: str) -> float:
    """How much of the smaller one's letter groups both have."""
    one, other = set(letter_groups(first)), set(letter_groups(second))
    return len(one & other) / min(len(one), len(other))


@pytest.mark.parametrize(("right", "slip"), [("albumin", "albumen"), ("varices", "verices"), ("ascites", "assites")])
def test_a_slip_of_the_finger_leaves_much_of_a_word(right: str, slip: str) -> None:
    assert shared(right, slip) > 0.3 > shared(right, "transplant")


@pytest.mark.parametrize("groups", [letter_groups, word_groups])
def test_capitals_signs_and_repetition_change_nothing(groups: object) -> None:
    assert callable(groups)
    assert groups("Albumin, ALBUMIN!") == groups("albumin albumin")


def test_letters_do_not_know_the_order_of_words_and_pairs_do() -> None:
    assert letter_groups("sodium before albumin") == letter_groups("albumin before sodium")
    assert word_groups("sodium before albumin") != word_groups("albumin before sodium")


def test_of_a_long_text_the_beginning_and_the_end_are_read() -> None:
    long = "first " + "middle " * 2_000 + "last"
    assert set(word_groups("first")) | set(word_groups("last")) <= set(word_groups(long))
    assert len(letter_groups("".join(chr(97 + n % 26) + str(n) for n in range(100_000)))) < 10_000


@given(st.text(st.characters(categories=None)))
def test_any_text_has_numbers_that_fit_the_table(text: str) -> None:
    for numbers in (letter_groups(text), word_groups(text)):
        assert len(set(numbers)) == len(numbers)
        assert all(0 <= number < BUCKETS for number in numbers)


def test_a_text_without_words_has_none() -> None:
    assert letter_groups("?! 😀") == word_groups("?! 😀") == []
