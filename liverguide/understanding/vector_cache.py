"""Vectors of training examples on disk, so that training encodes only what is new: an example takes 3 ms to encode.

Texts are kept as hashes. A vector belongs to one text and one encoder; another encoder begins another file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[numpy.float32]]


def encode_with_cache(texts: Sequence[str], encode: Encode, folder: Path, encoder: str) -> NDArray[numpy.float32]:
    """Vectors of all texts, in the order given; those of an earlier call with the same encoder come from its file.

    The file then holds these texts' vectors and no others.
    """
    import numpy

    keys = [hashlib.sha256(text.encode()).digest() for text in texts]
    known = _read(folder / f"{encoder}.npz")
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known.update(zip(missing, encode(list(missing.values())), strict=True))
        _write(folder, encoder, {key: known[key] for key in dict.fromkeys(keys)})
    return numpy.stack([known[key] for key in keys])


def _read(file: Path) -> dict[bytes, NDArray[numpy.float32]]:
    import numpy

    try:
        with numpy.load(file) as stored:
            keys, vectors = stored["keys"], stored["vectors"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}  # there is none yet, or its writing was broken off
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def _write(folder: Path, encoder: str, known: dict[bytes, NDArray[numpy.float32]]) -> None:
    import numpy

    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{encoder}.{os.getpid()}.npz"
    keys = numpy.frombuffer(b"".join(known), dtype=numpy.uint8).reshape(len(known), -1)
    numpy.savez(draft, keys=keys, vectors=numpy.stack(list(known.values())))
    draft.replace(folder / f"{encoder}.npz")
    for old in folder.glob("*.npz"):
        if old.stem != encoder:
            old.unlink()
