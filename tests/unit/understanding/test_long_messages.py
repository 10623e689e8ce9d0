"""Work grows with the length of a message, not with its square: counted in lines of code that run, never in time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liverguide.labs import is_only_values, read_message, reading_of, words_beside_values
from liverguide.understanding.language_identification import identify
from liverguide.understanding.red_flags import assess

# A message four times as long takes four times the steps, and some more: what is rare happens more often in it.
CHARACTERS = 1_000
TIMES = 4
MOST_STEPS = 5.0
PIECES = [
    "My father has had cirrhosis for years and we went to the clinic. ",
    "bilirubin 3.1 mg/dl, inr 1.9, sodium 131, ",
    "on 12/03/2025 bili was 3.1 then 2.9 on 1/4, ",
    "inr 1.9 not 2.1 sorry i meant 1.8, ",
    "na 129 creat 1.3. edit: 139. ",
    "my dad's inr is 1.9? i think, ",
    "inr na ",
    "mg/dl ",
    "1 2 3 ",
    "he vomits blood and is confused, no fever, ",
    "if he vomits blood what should i do ",
    "mi padre vomita sangre desde ayer ",
    "a\n",
]


def read_all(text: str) -> None:
    """All that reads a message besides the encoder and the classifier."""
    message = read_message(text)
    reading_of(message)
    is_only_values(message)
    words_beside_values(message)
    assess(text)
    identify(text)


def steps(work: Callable[[str], object], text: str) -> int:
    """How many lines of Python run."""
    work(text)  # what is learnt once is no work
    work("")  # and what was kept of the text itself is forgotten
    count = 0

    def line(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_length(piece: str) -> None:
    text = piece * CHARACTERS * TIMES
    assert steps(read_all, text[: CHARACTERS * TIMES]) < MOST_STEPS * steps(read_all, text[:CHARACTERS])


def test_the_measure_sees_a_square() -> None:
    def square(text: str) -> int:
        return sum(1 for first in text for second in text if first == second)

    assert steps(square, "a" * 400) > MOST_STEPS * steps(square, "a" * 100)


@given(st.text(min_size=1, max_size=12), st.integers(1, 2_000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_repeated_text_is_read_without_error(piece: str, times: int) -> None:
    read_all((piece * times)[:4_000])


def test_a_long_number_is_searched_once_for_words() -> None:
    """From each of its digits to its end, 200,000 of them would be searched for most of an hour."""
    assert identify("1" * 200_000).words == 0
