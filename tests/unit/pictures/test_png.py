"""The files themselves, decoded."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from PIL import Image

from liverguide.explanations.meld_outcome import Circumstances, compute
from liverguide.labs import LabValue
from liverguide.library import current_library
from liverguide.pictures import Picture, before_after, range_strip, score_gauge, score_shares
from liverguide.pictures.png import png
from tests.unit.pictures.some_values import lab, lab_values

LIBRARY = current_library()
WIDTH = 800
# Nothing is drawn nearer to the edge: what would run out of the sheet is seen here.
EDGE = 8


def pictures() -> dict[str, Picture]:
    values = {
        value.analyte: value
        for value in (
            lab("bilirubin", 8.1), lab("inr", 2.1), lab("creatinine", 168, "umol/L"), lab("sodium", 128),
            lab("albumin", 27, "g/L"), lab("platelets", 61000, "/uL"), lab("alt", 4200), lab("pta", 35),
        )
    }  # fmt: skip
    later = {**values, "alt": lab("alt", 60), "sodium": lab("sodium", 134), "platelets": lab("platelets", 70)}
    three = compute(values, Circumstances(sex="female", dialysis=False))
    first = compute({name: values[name] for name in ("bilirubin", "inr", "creatinine")}, Circumstances())
    change = before_after(LIBRARY, values, later, Circumstances())
    assert change is not None
    return {
        "gauge with steps": score_gauge(LIBRARY, first),
        "gauge with others": score_gauge(LIBRARY, compute(values, Circumstances())),
        "shares": score_shares(LIBRARY, three.best),
        "strip": range_strip(LIBRARY, values["inr"]),
        "uneven strip": range_strip(LIBRARY, values["alt"]),
        "change": change,
    }


PICTURES = pictures()


def decoded(data: bytes) -> np.ndarray:
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    assert image.mode == "L"  # gray: nothing in it is told by colour
    assert image.width == WIDTH
    return np.asarray(image)


def assert_drawn_within_the_edges(pixels: np.ndarray) -> None:
    assert (pixels < 64).sum() > 1000
    inside = pixels[EDGE:-EDGE, EDGE:-EDGE]
    assert (pixels == 255).sum() - (inside == 255).sum() == pixels.size - inside.size


@pytest.mark.parametrize("name", PICTURES)
def test_each_kind_is_a_gray_png_of_that_width_with_clear_edges(name: str) -> None:
    pixels = decoded(png(PICTURES[name]))
    assert 250 < pixels.shape[0] < 2400
    assert_drawn_within_the_edges(pixels)


@settings(deadline=None, max_examples=40)
@given(lab_values())
def test_any_value_can_be_drawn(value: LabValue) -> None:
    assert_drawn_within_the_edges(decoded(png(range_strip(LIBRARY, value))))


def test_another_value_is_another_picture() -> None:
    drawn = {png(range_strip(LIBRARY, lab("inr", value))) for value in (1.0, 1.5, 2.6, 9.0)}
    assert len(drawn) == 4


def test_the_same_picture_is_the_same_file_in_any_thread() -> None:
    alone = {name: png(picture) for name, picture in PICTURES.items()}
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda name: (name, png(PICTURES[name])), [*PICTURES] * 8))
    assert all(alone[name] == file for name, file in together)


@pytest.mark.parametrize("name", PICTURES)
def test_a_file_says_nothing_of_when_or_by_what_it_was_made(name: str) -> None:
    assert Image.open(io.BytesIO(png(PICTURES[name]))).info == {}
