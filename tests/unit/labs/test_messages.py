"""Messages as people write them -> what must be read, by class of case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from liverguide.labs import catalogue, read_labs

_CASES: dict[str, list[dict[str, Any]]] = {}
for _file in sorted(Path(__file__).parent.glob("messages*.yml")):
    for _kind, _entries in yaml.safe_load(_file.read_text(encoding="utf-8")).items():
        _CASES.setdefault(_kind, []).extend(_entries)
_FIELDS = {"say", "asked", "labs", "unclear", "earlier", "person", "withdrawn", "missing"}


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {analyte: round(float(value), 3) for analyte, value in values.items()}


@pytest.mark.parametrize(
    ("kind", "case"),
    [pytest.param(kind, case, id=f"{kind}: {case['say'][:60]!r}") for kind, cases in _CASES.items() for case in cases],
)
def test_message(kind: str, case: dict[str, Any]) -> None:
    assert set(case) <= _FIELDS, f"{kind}: unknown field"
    reading = read_labs(case["say"], case.get("asked"))
    assert _rounded({analyte: value.value for analyte, value in reading.labs.items()}) == _rounded(case.get("labs", {}))
    assert set(reading.unclear) == set(case.get("unclear", []))
    assert _rounded({analyte: value.value for analyte, value in reading.earlier.items()}) == _rounded(
        case.get("earlier", {})
    )
    person = case.get("person")
    if person is not None:
        assert {key: getattr(reading.person, key) for key in ("age", "sex", "dialysis")} == {
            "age": None,
            "sex": None,
            "dialysis": None,
            **person,
        }
    if "withdrawn" in case:
        assert set(reading.withdrawn) == set(case["withdrawn"])
    if "missing" in case:
        assert set(reading.missing) == set(case["missing"])
    assert all(value.unit == catalogue()[analyte].canonical for analyte, value in reading.labs.items())


def test_enough_messages() -> None:
    assert sum(len(cases) for cases in _CASES.values()) >= 300
