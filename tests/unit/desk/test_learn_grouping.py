"""Alike messages come together, whatever the order in which they came, and thousands of them, too."""

from __future__ import annotations

import random

import numpy

from liverguide.desk.learn.grouping import ALIKE_IN_WORDS, groups, vectors_of_words


def around(centres: list[int], size: int, dimensions: int = 64) -> numpy.ndarray:
    """Vectors close to some of a few directions that are far apart."""
    noise = numpy.random.default_rng(1).normal(0, 0.02, (len(centres) * size, dimensions)).astype(numpy.float32)
    for row in range(len(noise)):
        noise[row, centres[row % len(centres)]] += 1.0
    return noise / numpy.linalg.norm(noise, axis=1, keepdims=True)


def test_thousands_come_into_their_groups_the_largest_around_its_middle() -> None:
    vectors = around([0, 0, 0, 7, 7, 9], size=500)
    found = groups(vectors, [1] * len(vectors), 0.65)
    assert [len(group) for group in found] == [1500, 1000, 500]
    assert sorted(row for group in found for row in group) == list(range(3000))


def test_the_order_in_which_messages_came_makes_no_difference() -> None:
    texts = ["when is lunch", "lunch when", "when lunch", "where is parking", "parking where", "my tattoo"]
    mixed = random.Random(3).sample(texts, len(texts))

    def grouped(given: list[str]) -> set[frozenset[str]]:
        found = groups(vectors_of_words(given), [1] * len(given), ALIKE_IN_WORDS)
        return {frozenset(given[row] for row in group) for group in found}

    assert grouped(texts) == grouped(mixed)
    assert frozenset(texts[:3]) in grouped(texts)


def test_what_many_said_is_the_most_typical() -> None:
    texts = ["lunch please", "lunch", "my lunch please now"]
    weights = [1, 1, 40]
    assert groups(vectors_of_words(texts), weights, 0.1)[0][0] == 2


def test_a_message_without_words_is_alone() -> None:
    texts = ["???", "!!!", "is it", "lunch"]
    assert sorted(map(len, groups(vectors_of_words(texts), [1] * 4, ALIKE_IN_WORDS))) == [1, 1, 1, 1]
    assert groups(numpy.zeros((0, 4), dtype=numpy.float32), [], 0.5) == []
