"""Turns sentences into vectors with the prepared ONNX model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from liverguide.understanding import embedding_model
from liverguide.understanding.token_pieces import padded, token_ids

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


class SentenceEncoder:
    """Encodes text as vectors of length one, so that a dot product is the cosine similarity."""

    def __init__(self, threads: int = 1) -> None:
        import onnxruntime

        path = embedding_model.prepare()
        options = onnxruntime.SessionOptions()
        # One thread while people write: messages are short, and several conversations share few cores.
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def encode(self, text: str) -> NDArray[numpy.float32]:
        """Vector of one text, shape (384,), float32."""
        vector: NDArray[numpy.float32] = self.encode_all([text])[0]
        return vector

    def encode_all(self, texts: Sequence[str], batch_size: int = 32) -> NDArray[numpy.float32]:
        """Vectors of many texts, shape (len(texts), 384), in the order given."""
        import numpy

        tokens = [token_ids(text) for text in texts]
        vectors = numpy.zeros((len(texts), embedding_model.DIMENSIONS), dtype=numpy.float32)
        # Alike lengths together: padding costs time.
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            ids, mask = padded([tokens[i] for i in chosen])
            vectors[chosen] = self._session.run(["embedding"], {"tokens": ids, "mask": mask})[0]
        return vectors


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """The process's one encoder; loading it twice would cost its memory twice."""
    return SentenceEncoder()
