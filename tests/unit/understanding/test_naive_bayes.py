"""What parts of texts say about their class."""

from __future__ import annotations

import numpy
import pytest

from liverguide.understanding.naive_bayes import SMOOTHING, evidence, learned

# Part 0 is said by the first class only, part 1 by both alike, part 2 by the second only, part 3 by none.
TABLE = learned([([0, 1], 0), ([1, 2], 1)], parts=4, classes=2)


def test_a_part_speaks_for_the_class_that_says_it() -> None:
    assert evidence(TABLE, [0])[0] > 0 > evidence(TABLE, [0])[1]
    assert evidence(TABLE, [2]) == pytest.approx(evidence(TABLE, [0])[::-1], rel=1e-3)


@pytest.mark.parametrize("numbers", [[], [1], [3]])
def test_what_both_or_none_say_speaks_for_no_class(numbers: list[int]) -> None:
    assert evidence(TABLE, numbers) == pytest.approx([0, 0], abs=1e-3)


def test_the_figures_are_those_of_the_formula() -> None:
    said, unsaid = 1 + SMOOTHING, SMOOTHING
    half_the_distance = numpy.log(said / unsaid) / 2
    assert evidence(TABLE, [0]) == pytest.approx([half_the_distance / 2, -half_the_distance / 2], rel=1e-3)


def test_a_class_with_many_examples_is_no_likelier_by_that() -> None:
    many = learned([([0, 1], 0)] * 50 + [([1, 2], 1)] * 2_000, parts=4, classes=2)
    assert evidence(many, [1]) == pytest.approx([0, 0], abs=0.01)
