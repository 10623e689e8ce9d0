"""Slips of the finger and batches."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from liverguide.adaptation.examples import batches, composed_examples, training_examples, with_a_slip


@given(st.text(), st.integers(0, 2**32))
def test_a_slip_changes_at_most_one_word(text: str, seed: int) -> None:
    changed = with_a_slip(text, random.Random(seed))
    before, after = text.split(" "), changed.split(" ")
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) <= 1


@given(st.lists(st.integers(1, 128), max_size=300), st.integers(1, 64), st.integers(0, 2**32))
def test_every_example_is_in_one_batch(lengths: list[int], size: int, seed: int) -> None:
    found = list(batches(lengths, size, random.Random(seed)))
    assert sorted(index for batch in found for index in batch) == list(range(len(lengths)))
    assert all(0 < len(batch) <= size for batch in found)


def test_training_examples_are_those_of_every_file() -> None:
    found = training_examples()
    assert len(found) > 30_000
    assert ("i'm vomiting blood", "emergency") in found


def test_the_encoder_hears_questions_and_dangers_among_remarks() -> None:
    told = [("what does albumin tell you", "marker_albumin"), ("he vomits blood right now", "emergency")]
    composed = composed_examples(told)
    assert {intent for _, intent in composed} == {"marker_albumin", "emergency"}
    assert all(any(text.casefold() in message.casefold() for text, _ in told) for message, _ in composed)
    assert not {text for text, _ in composed} & {text for text, _ in told}
