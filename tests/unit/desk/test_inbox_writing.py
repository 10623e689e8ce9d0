from __future__ import annotations

import pytest

from liverguide.desk.inbox.writing import as_sent


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Hello", "Hello"),
        ("  Hello \r\n", "Hello"),
        ("One moment.\r\nI look it up.\rThen I write.", "One moment.\nI look it up.\nThen I write."),
        ("a\x00b\x0bc\x1b[31md\x85", "abc[31md"),
        ("half a sign \ud83d", "half a sign"),
        ("مرحبا، كيف حالك؟", "مرحبا، كيف حالك؟"),
        ("👩‍👧 *as it* <b>stands</b>", "👩‍👧 *as it* <b>stands</b>"),
        ("", ""),
        (" \r\n\t ", ""),
        ("\u200b\u2060\ufeff", ""),
        ("\u202e \u2066", ""),
    ],
)
def test_what_staff_type_is_sent_as_plain_text(typed: str, sent: str) -> None:
    assert as_sent(typed) == sent
