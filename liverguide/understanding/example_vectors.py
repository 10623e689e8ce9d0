"""Vectors of the training examples, kept from one training to the next: most of a training's time goes into them."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from liverguide.paths import state_folder
from liverguide.understanding import embedding_model
from liverguide.understanding.sentence_encoder import SentenceEncoder

Vectors = dict[bytes, NDArray[numpy.float32]]


def vectors_of(texts: Sequence[str]) -> NDArray[numpy.float32]:
    """Vectors of all texts, shape (len(texts), 384), in their order; only those that are not kept yet are computed."""
    if not texts:
        return numpy.zeros((0, embedding_model.DIMENSIONS), numpy.float32)
    kept = _read()
    keys = [_key(text) for text in texts]
    unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    if unknown:
        # Nobody waits for an answer during a training: all cores may help.
        encoder = SentenceEncoder(threads=os.cpu_count() or 1)
        kept.update(zip(unknown, encoder.encode_all(list(unknown.values())), strict=True))
        _write({key: kept[key] for key in keys})
    return numpy.stack([kept[key] for key in keys])


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _file() -> Path:
    """One for each encoder: vectors of another one mean nothing."""
    encoder = hashlib.sha256(embedding_model.identity().encode()).hexdigest()[:12]
    return state_folder() / "embeddings" / f"examples-{encoder}.npz"


def _read() -> Vectors:
    try:
        with numpy.load(_file()) as kept:
            keys, vectors = kept["keys"], kept["vectors"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):  # none yet, or broken: computed anew
        return {}
    return {bytes(key): vector for key, vector in zip(keys, vectors, strict=True)}


def _write(vectors: Vectors) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.npz")
    keys = numpy.frombuffer(b"".join(vectors), dtype=numpy.uint8).reshape(len(vectors), -1)
    try:
        numpy.savez(part, keys=keys, vectors=numpy.stack(list(vectors.values())))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    for other in file.parent.glob("examples-*.npz"):
        if other != file:
            other.unlink(missing_ok=True)
