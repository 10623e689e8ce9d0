"""The desk's benchmark leaves no page out."""

from __future__ import annotations

from bench.desk import check_examples


def test_every_page_that_can_be_asked_for_is_measured() -> None:
    check_examples()
