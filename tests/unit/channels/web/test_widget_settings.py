from __future__ import annotations

import pytest

from liverguide.channels.web.widget_settings import lab_field, widget_settings
from liverguide.labs import catalogue, from_canonical, read_labs
from liverguide.library import current_library

FIELDS = {analyte: lab_field(catalogue()[analyte]) for analyte in catalogue()}
UNITS = [(analyte, unit) for analyte, field in FIELDS.items() for unit in field["units"]]


@pytest.mark.parametrize(("analyte", "unit"), UNITS, ids=lambda value: str(value)[:40])
def test_a_range_is_that_of_the_catalogue_in_this_unit(analyte: str, unit: dict[str, object]) -> None:
    low, high = unit["typical"]  # type: ignore[misc]
    name, decimals = str(unit["unit"]), int(str(unit["decimals"]))
    assert low < high
    entry = catalogue()[analyte]
    for own, limits in entry.typical.items():
        for shown, given in zip((low, high), limits, strict=True):
            expected = given if own == name else given / (from_canonical(analyte, 1, own) or 1)
            expected = expected if own == name else from_canonical(analyte, expected, name)
            # The catalogue's ranges in two unit systems are rounded each for itself.
            assert shown == pytest.approx(expected, rel=0.12, abs=0.5 * 10**-decimals + 1e-9)


@pytest.mark.parametrize(("analyte", "unit"), UNITS, ids=lambda value: str(value)[:40])
def test_what_the_form_sends_is_read_as_this_test_in_this_unit(analyte: str, unit: dict[str, object]) -> None:
    value = sum(unit["typical"]) / 2  # type: ignore[arg-type]
    text = f"{FIELDS[analyte]['name']} {value:.{int(str(unit['decimals']))}f} {unit['unit']}".strip()
    labs = read_labs(text).labs
    assert [(lab, values.source_unit) for lab, values in labs.items()] == [(analyte, unit["unit"])], text


@pytest.mark.parametrize("language", ["en", "es", None, "", "xx"])
def test_nothing_is_left_to_fill_in(language: str | None) -> None:
    shown = widget_settings(current_library(), language)
    for words in (shown["greeting"], shown["privacy"], shown["emergency"]["line"]):
        assert words
        assert "{" not in words
