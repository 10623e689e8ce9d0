"""What changed between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liverguide.desk.review.differences import Piece, differences, pieces

WORDS = st.lists(st.sampled_from(["the", "liver", "is", "sick", "\n\n"]), max_size=30).map(" ".join)


def test_changed_words_stand_beside_what_stayed() -> None:
    assert list(pieces("The liver is sick now.", "The liver was sick now.")) == [
        Piece("same", "The liver"),
        Piece("removed", "is"),
        Piece("added", "was"),
        Piece("same", "sick now."),
    ]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_pieces(before: str, now: str) -> None:
    found = list(pieces(before, now))

    assert " ".join(p.text for p in found if p.kind != "added").split() == before.split()
    assert " ".join(p.text for p in found if p.kind != "removed").split() == now.split()
    assert any(p.kind != "same" for p in found) or before.split() == now.split()


def test_only_fields_that_differ_are_named_new_ones_and_gone_ones_too() -> None:
    found = differences({"title": "A", "say": "old", "statistics": "1"}, {"title": "A", "say": "new", "short": "s"})

    assert [difference.field for difference in found] == ["say", "short", "statistics"]
    assert found[2].pieces == (Piece("removed", "1"),)
