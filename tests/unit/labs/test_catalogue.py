"""The catalogue file: what is in it, and how its mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from liverguide.labs import (
    CatalogueError,
    UnknownUnitError,
    catalogue,
    from_canonical,
    load_catalogue,
    plausibility,
    to_canonical,
)
from liverguide.labs.catalogue import CATALOGUE_FILE


def test_canonical_units_are_the_contract() -> None:
    assert {analyte: entry.canonical for analyte, entry in catalogue().analytes.items()} == {
        "bilirubin": "mg/dL",
        "direct_bilirubin": "mg/dL",
        "inr": "",
        "creatinine": "mg/dL",
        "sodium": "mmol/L",
        "albumin": "g/dL",
        "ast": "U/L",
        "alt": "U/L",
        "alp": "U/L",
        "ggt": "U/L",
        "pt": "s",
        "pta": "%",
        "platelets": "10^9/L",
    }


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "canonical"),
    [
        ("bilirubin", 17.104, "umol/L", 1.0),
        ("bilirubin", 23, "mg/L", 2.3),
        ("creatinine", 88.4, "umol/L", 1.0),
        ("creatinine", 0.11, "mmol/L", 1.2443),
        ("albumin", 35, "g/L", 3.5),
        ("ast", 0.85, "ukat/L", 51.0),
        ("platelets", 150_000, "/uL", 150),
        ("platelets", 1.5, "lakh/uL", 150),
        ("sodium", 135, "mEq/L", 135),
    ],
)
def test_factors(analyte: str, value: float, unit: str, canonical: float) -> None:
    assert to_canonical(analyte, value, unit) == pytest.approx(canonical, rel=1e-4)
    assert from_canonical(analyte, canonical, unit) == pytest.approx(value, rel=1e-4)


def test_foreign_unit_is_an_error() -> None:
    with pytest.raises(UnknownUnitError, match="g/dL"):
        to_canonical("bilirubin", 2.3, "g/dL")


@pytest.mark.parametrize(
    ("analyte", "value", "verdict"),
    [
        ("inr", 1.9, "ok"),
        ("inr", 6.1, "ask"),
        ("inr", 20.1, "refuse"),
        ("inr", 0.4, "refuse"),
        ("bilirubin", 30, "ok"),
        ("bilirubin", 34, "ask"),
        ("bilirubin", 61, "refuse"),
        ("sodium", 114, "ask"),
        ("sodium", 94, "refuse"),
        ("albumin", 1.4, "ask"),
        ("creatinine", 8, "ok"),
        ("creatinine", 8.1, "ask"),
    ],
)
def test_plausibility(analyte: str, value: float, verdict: str) -> None:
    assert plausibility(analyte, value) == verdict


@pytest.mark.parametrize(
    ("old", "new", "entry", "cure"),
    [
        ("    better: lower\n", "    better: good\n", "bilirubin", "lower, higher"),
        ("per_canonical: 17.104", "per_canonical: -1", "bilirubin.units.umol/L", "how many"),
        (
            "umol/L: {per_canonical: 17.104",
            "furlong: {per_canonical: 17.104",
            "bilirubin.units.furlong",
            "Add it under",
        ),
        ("    canonical: mg/dL\n", "    canonical: stone\n", "bilirubin", "per_canonical: 1"),
        ("    refuse: {below: 0.1, above: 60}\n", "    refuse: {below: 0.1}\n", "bilirubin", "refuse:"),
        ("    ask_back: {above: 30}\n", "    ask_back: {above: 90}\n", "bilirubin", "inside"),
        ("mg/dL: [0.1, 1.2]", "mg/dL: [1.2, 0.1]", "bilirubin.typical", "lower number first"),
        ("    evidence: 2\n", "    evidenze: 2\n", "bilirubin", "Use only"),
        ("    names: [inr, inrs", "    names: [bilirubin, inrs", "inr", "ambiguous"),
        (
            "      - {from: 60.001, below: 1027",
            "      - {from: 3, below: 1027",
            "bilirubin.magnitude[1]",
            "one unit only",
        ),
        ("    at_most: bilirubin", "    at_most: bile", "direct_bilirubin", "Name an entry"),
        ("    asks: pta\n", "    asks: ptb\n", "ambiguous.quick", "Name an entry"),
        ("labels: [", "labels: {", "the file", "Mend"),
    ],
)
def test_mistakes_name_the_entry_and_the_cure(tmp_path: Path, old: str, new: str, entry: str, cure: str) -> None:
    text = CATALOGUE_FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "analytes.yml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(broken)
    assert "analytes.yml" in str(caught.value)
    assert entry in caught.value.entry
    assert cure in str(caught.value)


def test_a_new_test_needs_no_code(tmp_path: Path) -> None:
    text = CATALOGUE_FILE.read_text(encoding="utf-8")
    entry = """
  ferritin:
    display: {name: Ferritin, short: ferritin}
    canonical: ng/mL
    units: {ng/mL: {per_canonical: 1, system: both, decimals: 0}}
    names: [ferritin level]
    typical: {ng/mL: [20, 300]}
    ask_back: {above: 5000}
    refuse: {below: 1, above: 50000}
    better: in_range
    magnitude: [{from: 5, below: 5000.001, unit: ng/mL}]

ambiguous:"""
    longer = tmp_path / "analytes.yml"
    longer.write_text(text.replace("\nambiguous:", entry, 1), encoding="utf-8")
    assert load_catalogue(longer)["ferritin"].canonical == "ng/mL"
