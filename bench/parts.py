"""Single parts of ours: a pasted report, a topic among 10,000, a picture."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message

from liverguide.labs import read_labs
from liverguide.library import current_library
from liverguide.pictures import picture_from_data, range_strip
from liverguide.pictures.png import png
from liverguide.understanding.intent_classifier import TopicClassifier
from liverguide.understanding.ngrams import BUCKETS
from liverguide.understanding.sentence_encoder import shared_encoder

TOPICS = 10_000
REPORT_LINES = 60


def times_of(do: Callable[[], Any], times: int) -> list[float]:
    """Seconds of each of so many calls, after one that does not count."""
    do()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - began)
    return seconds


def lab_report() -> str:
    """A report of 60 lines as a hospital's portal prints it."""
    head = ["CITY HOSPITAL LABORATORY", "Collected: 03/02/2026 08:15", "", "COMPREHENSIVE METABOLIC PANEL"]
    values = [
        "Sodium 134 mmol/L (135-145) L", "Potassium 4.1 mmol/L (3.5-5.1)", "Chloride 101 mmol/L (98-107)",
        "CO2 24 mmol/L (22-29)", "Glucose 98 mg/dL (70-99)", "BUN 18 mg/dL (7-20)",
        "Creatinine 1.3 mg/dL (0.7-1.2) H", "Calcium 8.8 mg/dL (8.6-10.3)", "Total Protein 6.4 g/dL (6.0-8.3)",
        "Albumin 2.9 g/dL (3.5-5.0) L", "Bilirubin, Total 3.4 mg/dL (0.1-1.2) H",
        "Bilirubin, Direct 1.6 mg/dL (0.0-0.3)",
        "ALP 156 U/L (44-147) H", "AST 88 U/L (10-40) H", "ALT 64 U/L (7-56) H", "GGT 120 U/L (0-65) H",
        "INR 1.7 (0.8-1.1) H", "Prothrombin time 19.2 s (11-13.5) H", "Platelets 92 x10^9/L (150-400) L",
        "WBC 5.2 x10^9/L (4.0-11.0)", "RBC 3.9 x10^12/L (4.2-5.9)", "Hemoglobin 11.8 g/dL (13.5-17.5) L",
        "Hematocrit 35.1 % (41-53) L", "MCV 98 fL (80-100)",
    ]  # fmt: skip
    others = [f"Other test {n} {n / 7:.1f} U/L (0-{n})" for n in range(1, REPORT_LINES - len(head) - len(values) + 1)]
    return "\n".join([*head, *values, *others])


def read_report() -> None:
    """Read it."""
    read_labs(lab_report())


def topic_among_many() -> Callable[[], None]:
    """Encode a question and rank 10,000 topics; their weights are made up, as only their number counts."""
    classifier = TopicClassifier(TopicClassifier.get_default_config(), None, Resource("bench"))  # type: ignore[arg-type]
    random = numpy.random.default_rng(0)
    classifier._intents = [f"topic_{n}" for n in range(TOPICS)]
    classifier._weights = random.standard_normal((TOPICS, 384)).astype(numpy.float32)
    classifier._bias = numpy.zeros(TOPICS, numpy.float32)
    # One row for all letters and words: it is added as often as many would be, and takes no gigabyte.
    row = random.standard_normal(TOPICS).astype(numpy.float16)
    classifier._letters = classifier._words = numpy.broadcast_to(row, (BUCKETS, TOPICS))

    def find() -> None:
        message = Message({TEXT: "is umbilical cord better than bone marrow?"})
        vector = shared_encoder().encode(message.get(TEXT))
        message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, "bench"))
        classifier.process([message])

    return find


def draw_picture() -> None:
    """A value on its range, as a PNG."""
    value = next(iter(read_labs("bilirubin 3.4 mg/dL").labs.values()))
    picture = range_strip(current_library(), value)
    assert picture is not None
    png(picture_from_data(picture.as_data()))
