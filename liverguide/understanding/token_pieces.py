"""Texts as rows of numbers, one for each word piece, in the form that the sentence encoder takes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from liverguide.understanding import embedding_model

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

# A question sits well inside this; of a longer story the beginning and the end are read.
MAX_TOKENS = 128


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(embedding_model.packaged_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def token_ids(text: str) -> list[int]:
    """The numbers of a text's word pieces, at most 128."""
    ids: list[int] = _tokenizer().encode(text).ids
    if len(ids) <= MAX_TOKENS:
        return ids
    half = MAX_TOKENS // 2
    return ids[:half] + ids[-half:]


def padded(rows: Sequence[list[int]], step: int = 1) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64]]:
    """Ids and mask of shape (rows, longest row rounded up to a multiple of `step`); the mask is 1 on real pieces."""
    import numpy

    longest = -(-max(map(len, rows)) // step) * step
    ids = numpy.zeros((len(rows), longest), dtype=numpy.int64)
    mask = numpy.zeros_like(ids)
    for row, each in enumerate(rows):
        ids[row, : len(each)] = each
        mask[row, : len(each)] = 1
    return ids, mask
