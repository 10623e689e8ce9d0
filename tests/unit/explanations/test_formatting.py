"""Values as people read them."""

from __future__ import annotations

import pytest

from liverguide.explanations import formatting
from liverguide.labs import read_labs


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("PTA 0.65", "65 %"),
        ("PTA 65 %", "65 %"),
        ("bilirubin 45 umol/l", "45 µmol/L (2.6 mg/dL)"),
        ("bilirubin 2.60 mg/dl", "2.6 mg/dL"),
    ],
)
def test_a_value_is_shown_as_it_was_meant(text: str, shown: str) -> None:
    (lab,) = read_labs(text).labs.values()
    assert formatting.with_conversion(lab) == shown
