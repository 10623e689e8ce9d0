"""The sentence encoder as it is used: the packaged weights with what was learned added."""

from __future__ import annotations

import numpy
import pytest

from liverguide.understanding import adaptation
from liverguide.understanding.sentence_encoder import shared_encoder
from liverguide.understanding.token_pieces import MAX_TOKENS, token_ids


def likeness(one: str, other: str) -> float:
    first, second = shared_encoder().encode_all([one, other])
    return float(first @ second)


def test_vectors_have_length_one() -> None:
    vectors = shared_encoder().encode_all(["hello", "", "a much longer message about the liver " * 40])
    assert numpy.allclose(numpy.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "same_meaning", "other_meaning"),
    [
        ("is the new stuff given by a drip", "do they put it in through the arm vein", "what does it cost altogether"),
        ("she is bringing up blood", "my wife vomits red right now", "what are varices"),
    ],
)
def test_meaning_counts_more_than_words(text: str, same_meaning: str, other_meaning: str) -> None:
    assert likeness(text, same_meaning) > likeness(text, other_meaning)


def test_of_a_long_story_beginning_and_end_are_read() -> None:
    ids = token_ids("first " + "word " * 1000 + "last")
    assert len(ids) == MAX_TOKENS
    assert ids[1] == token_ids("first")[1]
    assert ids[-2] == token_ids("last")[1]


def test_what_was_learned_changes_linear_maps_and_nothing_else() -> None:
    from safetensors.numpy import load_file

    from liverguide.understanding.embedding_model import packaged_folder

    weights = load_file(packaged_folder() / "model.safetensors")
    changed = adaptation.adapted(weights)
    different = {name for name in weights if changed[name] is not weights[name]}
    assert len(different) == 36
    assert all(name.startswith("encoder.layer.") and name.endswith(".weight") for name in different)
