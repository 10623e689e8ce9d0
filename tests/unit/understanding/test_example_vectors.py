"""What was encoded once is not encoded again, and nothing broken or foreign is taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pytest

from liverguide.understanding import example_vectors
from liverguide.understanding.example_vectors import vectors_of
from liverguide.understanding.sentence_encoder import SentenceEncoder, shared_encoder

TEXTS = ["is it a cure", "what is MELD", "is it a cure"]
ENCODED: list[str] = []


class Noting(SentenceEncoder):
    def encode_all(self, texts: Sequence[str], batch_size: int = 32) -> Any:
        ENCODED.extend(texts)
        return super().encode_all(texts, batch_size)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ENCODED.clear()
    monkeypatch.setattr(example_vectors, "state_folder", lambda: tmp_path)
    monkeypatch.setattr(example_vectors, "SentenceEncoder", Noting)
    return tmp_path / "embeddings"


def test_they_are_the_encoders_in_the_order_of_the_texts() -> None:
    assert numpy.allclose(vectors_of(TEXTS), shared_encoder().encode_all(TEXTS), atol=1e-5)
    assert vectors_of([]).shape == (0, 384)


def test_only_what_is_new_is_encoded() -> None:
    first = vectors_of(TEXTS)
    assert ENCODED == ["is it a cure", "what is MELD"]
    again = vectors_of([*TEXTS, "what is ALBI"])
    assert ENCODED == ["is it a cure", "what is MELD", "what is ALBI"]
    assert numpy.array_equal(first, again[:3])


def test_a_broken_file_is_made_anew(kept: Path) -> None:
    first = vectors_of(TEXTS)
    (file,) = kept.iterdir()
    file.write_bytes(file.read_bytes()[:500])
    assert numpy.array_equal(vectors_of(TEXTS), first)


def test_vectors_of_another_encoder_are_not_taken(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vectors_of(TEXTS)
    monkeypatch.setattr(example_vectors.embedding_model, "identity", lambda: "another")
    vectors_of(TEXTS)
    assert ENCODED == ["is it a cure", "what is MELD"] * 2
    assert len(list(kept.iterdir())) == 1
