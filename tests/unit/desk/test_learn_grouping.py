"""Alike messages come together, whatever the order in which they came, and thousands of them, too."""

from __future__ import annotations

import random

import numpy

from liverguide.desk.learn.comparison import Comparison
from liverguide.desk.learn.grouping import ALIKE_IN_MEANING, ALIKE_IN_WORDS, groups, likeness, vectors_of_words


def around(centres: list[int], size: int, dimensions: int = 64) -> numpy.ndarray:
    """Vectors close to some of a few directions that are far apart."""
    noise = numpy.random.default_rng(1).normal(0, 0.02, (len(centres) * size, dimensions)).astype(numpy.float32)
    for row in range(len(noise)):
        noise[row, centres[row % len(centres)]] += 1.0
    return noise / numpy.linalg.norm(noise, axis=1, keepdims=True)


def test_thousands_come_into_their_groups_the_largest_around_its_middle() -> None:
    vectors = around([0, 0, 0, 7, 7, 9], size=500)
    found = groups(likeness(vectors, 0.65), [1] * len(vectors))
    assert [len(group) for group in found] == [1500, 1000, 500]
    assert sorted(row for group in found for row in group) == list(range(3000))


def test_the_order_in_which_messages_came_makes_no_difference() -> None:
    texts = ["when is lunch", "lunch when", "when lunch", "where is parking", "parking where", "my tattoo"]
    mixed = random.Random(3).sample(texts, len(texts))

    def grouped(given: list[str]) -> set[frozenset[str]]:
        found = groups(likeness(vectors_of_words(given), ALIKE_IN_WORDS), [1] * len(given))
        return {frozenset(given[row] for row in group) for group in found}

    assert grouped(texts) == grouped(mixed)
    assert frozenset(texts[:3]) in grouped(texts)


def test_what_many_said_is_the_most_typical() -> None:
    texts = ["lunch please", "lunch", "my lunch please now"]
    weights = [1, 1, 40]
    assert groups(likeness(vectors_of_words(texts), 0.1), weights)[0][0] == 2


def test_a_message_without_words_is_alone() -> None:
    texts = ["???", "!!!", "is it", "lunch"]
    assert sorted(map(len, groups(likeness(vectors_of_words(texts), ALIKE_IN_WORDS), [1] * 4))) == [1, 1, 1, 1]
    assert groups(likeness(numpy.zeros((0, 4), dtype=numpy.float32), 0.5), []) == []


def test_what_is_remembered_gives_the_same_groups_as_comparing_all_anew() -> None:
    """Texts come, are labelled and are said again, in any order; only for new ones vectors are asked for."""
    chance = random.Random(7)
    found = around(list(range(12)), size=25)
    vectors = {f"text {number}": vector for number, vector in enumerate(found)}
    comparison, before = Comparison(), set[str]()
    for _ in range(30):
        texts = chance.sample(sorted(vectors), chance.randrange(len(vectors)))
        weights = [chance.randint(1, 5) for _ in texts]
        asked: list[bool] = []

        def ask(asked: list[bool] = asked) -> dict[str, numpy.ndarray]:
            asked.append(True)
            return vectors

        grouped = comparison.groups("encoder", texts, weights, ask)
        rows = numpy.stack([vectors[text] for text in texts]) if texts else found[:0]
        assert grouped == groups(likeness(rows, ALIKE_IN_MEANING), weights)
        assert bool(asked) == (not before.issuperset(texts))
        before = set(texts)
        assert comparison.groups("encoder", texts, weights, ask) == grouped
        assert len(asked) <= 1


def test_vectors_of_another_encoder_are_compared_anew() -> None:
    comparison, texts = Comparison(), ["a", "b"]
    alike, unlike = numpy.eye(1, 2, dtype=numpy.float32)[0], numpy.eye(1, 2, 1, dtype=numpy.float32)[0]
    assert comparison.groups("one", texts, [1, 1], lambda: {"a": alike, "b": alike}) == [[0, 1]]
    assert comparison.groups("two", texts, [1, 1], lambda: {"a": alike, "b": unlike}) == [[0], [1]]


def test_a_text_whose_vector_is_gone_is_asked_for_again() -> None:
    comparison, vector = Comparison(), numpy.eye(1, 2, dtype=numpy.float32)[0]
    assert comparison.groups("one", ["a", "b"], [1, 1], lambda: {"a": vector}) == [[0], [1]]
    assert comparison.groups("one", ["a", "b"], [1, 1], lambda: {"a": vector, "b": vector}) == [[0, 1]]
    assert comparison.groups("one", ["a"], [1], lambda: {}) == [[0]]
