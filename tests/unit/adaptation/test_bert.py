"""The encoder that learns is the encoder that is used."""

from __future__ import annotations

import numpy
from safetensors.numpy import load_file

from liverguide.understanding import adaptation, embedding_model
from liverguide.understanding.sentence_encoder import shared_encoder
from liverguide.understanding.token_pieces import padded, token_ids

TEXTS = ["my bilirubin is 3", "is bone marrow better than cord for my brother who has had cirrhosis for years?"]


def test_both_encoders_give_the_same_vectors() -> None:
    import tensorflow as tf

    from liverguide.adaptation.bert import LearningEncoder

    weights = adaptation.adapted(load_file(embedding_model.packaged_folder() / "model.safetensors"))
    encoder = LearningEncoder(weights, rank=2, dropout=0.5, seed=1)
    ids, mask = padded([token_ids(text) for text in TEXTS], step=16)
    vectors = encoder(tf.constant(ids), tf.constant(mask), learning=False).numpy()
    assert numpy.allclose(vectors, shared_encoder().encode_all(TEXTS), atol=1e-4)


def test_learning_goes_on_from_what_was_learned() -> None:
    import tensorflow as tf

    from liverguide.adaptation.bert import LearningEncoder

    packaged = load_file(embedding_model.packaged_folder() / "model.safetensors")
    learned = load_file(adaptation.FILE)
    rank = next(matrix.shape[1] for name, matrix in learned.items() if name.endswith(".down"))
    encoder = LearningEncoder(packaged, rank, dropout=0.5, seed=1)
    encoder.go_on_from(learned)
    ids, mask = padded([token_ids(text) for text in TEXTS], step=16)
    vectors = encoder(tf.constant(ids), tf.constant(mask), learning=False).numpy()
    assert numpy.allclose(vectors, shared_encoder().encode_all(TEXTS), atol=1e-4)
    assert all(numpy.allclose(matrix, learned[name], atol=1e-3) for name, matrix in encoder.matrices().items())


def test_matrices_of_another_rank_are_left() -> None:
    from liverguide.adaptation.bert import LearningEncoder

    packaged = load_file(embedding_model.packaged_folder() / "model.safetensors")
    encoder = LearningEncoder(packaged, rank=2, dropout=0.5, seed=1)
    before = encoder.matrices()
    encoder.go_on_from(load_file(adaptation.FILE))
    assert all((matrix == before[name]).all() for name, matrix in encoder.matrices().items())
