"""Vectors of training examples are kept from one training to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from liverguide.understanding.vector_cache import encode_with_cache


class Encoder:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[numpy.float32]:
        self.asked += texts
        return numpy.array([[len(text), ord(text[0])] for text in texts], dtype=numpy.float32)


def vectors(encoder: Encoder, texts: Sequence[str], folder: Path, name: str = "first") -> list[list[float]]:
    return list(encode_with_cache(texts, encoder.encode, folder, name).tolist())


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    encoder = Encoder()
    first = vectors(encoder, ["albumin", "inr"], tmp_path)
    encoder.asked.clear()
    second = vectors(encoder, ["inr", "sodium", "albumin"], tmp_path)

    assert encoder.asked == ["sodium"]
    assert second == [first[1], [6.0, ord("s")], first[0]]


def test_a_text_that_comes_twice_is_encoded_once(tmp_path: Path) -> None:
    encoder = Encoder()
    assert vectors(encoder, ["inr", "inr"], tmp_path) == [[3.0, ord("i")]] * 2
    assert encoder.asked == ["inr"]


def test_another_encoder_begins_anew_and_takes_the_files_place(tmp_path: Path) -> None:
    encoder = Encoder()
    vectors(encoder, ["inr"], tmp_path)
    vectors(encoder, ["inr"], tmp_path, "second")

    assert encoder.asked == ["inr", "inr"]
    assert [file.name for file in tmp_path.iterdir()] == ["second.npz"]


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    encoder = Encoder()
    before = vectors(encoder, ["inr"], tmp_path)
    file = tmp_path / "first.npz"
    file.write_bytes(file.read_bytes()[:50])

    assert vectors(encoder, ["inr"], tmp_path) == before
    assert encoder.asked == ["inr", "inr"]


def test_no_text_stands_in_the_file(tmp_path: Path) -> None:
    vectors(Encoder(), ["xylophone"], tmp_path)
    assert b"xylophone" not in (tmp_path / "first.npz").read_bytes()
