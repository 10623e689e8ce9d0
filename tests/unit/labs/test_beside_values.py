"""What a message says beside its values."""

from __future__ import annotations

import pytest

from liverguide.labs import read_message, words_beside_values


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("albumin 2.3 g/dl, why cord and not marrow?", ", why cord and not marrow ?"),
        ("my bilirubin is at 3 mg/dl", "my is at"),
        ("bilirubin 3.1 mg/dl, INR 1.4", ""),
        ("is bone marrow better than cord?", "is bone marrow better than cord ?"),
        ("", ""),
    ],
)
def test_values_are_left_out_and_words_stay(text: str, rest: str) -> None:
    assert words_beside_values(read_message(text)) == rest
