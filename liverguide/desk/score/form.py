"""The typed form, read as the library's types; what cannot be read is told beside its field, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from liverguide.explanations import formatting
from liverguide.explanations.meld_outcome import CORE, Circumstances
from liverguide.labs import LabValue, catalogue, plausibility, to_canonical

TESTS = (*CORE, "sodium", "albumin")
# A comma may be a decimal point; "1,200" could be either, so thousands are not written here.
NUMBER = re.compile(r"\d{1,5}(?:[.,]\d{1,4})?")
OLDEST = 120
DIALYSIS = {"yes": True, "no": False, "": None}
SEXES = ("female", "male")


@dataclass(frozen=True)
class Field:
    """One test of the form: the units to choose from, what was typed, and what is wrong with it."""

    analyte: str
    name: str
    typical: str
    units: tuple[tuple[str, str], ...]
    """Unit and how it is shown; empty where the test has none."""
    typed: str
    unit: str
    problem: str | None
    needed: bool


@dataclass(frozen=True)
class ScoreForm:
    """What the form says. `labs` holds only what could be read."""

    fields: tuple[Field, ...]
    labs: Mapping[str, LabValue]
    circumstances: Circumstances
    age_typed: str
    age_problem: str | None

    @property
    def is_complete(self) -> bool:
        """Whether a score can be computed: the three tests are there, and nothing typed is in doubt."""
        in_doubt = self.age_problem or any(field.problem for field in self.fields)
        return not in_doubt and all(analyte in self.labs for analyte in CORE)


def read_form(typed: Mapping[str, str], asked: bool) -> ScoreForm:
    """The form as typed; `asked`: somebody wants the score, so missing tests are told."""
    fields, labs = [], {}
    for analyte in TESTS:
        text, unit = typed.get(analyte, "").strip(), _unit(analyte, typed.get(f"{analyte}_unit", ""))
        lab, problem = _value(analyte, text, unit)
        if lab is not None:
            labs[analyte] = lab
        elif not text and asked and analyte in CORE:
            problem = "This test is needed for every version of the score."
        fields.append(_field(analyte, text, unit, problem))
    age_typed = typed.get("age", "").strip()
    age = int(age_typed) if re.fullmatch(r"\d{1,3}", age_typed) and int(age_typed) <= OLDEST else None
    return ScoreForm(
        fields=tuple(fields),
        labs=labs,
        circumstances=Circumstances(
            dialysis=DIALYSIS.get(typed.get("dialysis", "")),
            sex=typed.get("sex") if typed.get("sex") in SEXES else None,
            age=age,
        ),
        age_typed=age_typed,
        age_problem="Type the age in whole years." if age_typed and age is None else None,
    )


def _field(analyte: str, typed: str, unit: str, problem: str | None) -> Field:
    entry = catalogue()[analyte]
    units = () if entry.unit_free else tuple((name, formatting.unit_name(analyte, name)) for name in _units(analyte))
    typical = formatting.typical_range(analyte)
    return Field(analyte, formatting.display_name(analyte), typical, units, typed, unit, problem, analyte in CORE)


def _units(analyte: str) -> list[str]:
    return list(catalogue()[analyte].typical)


def _unit(analyte: str, chosen: str) -> str:
    units = _units(analyte)
    return chosen if chosen in units else units[0]


def _value(analyte: str, text: str, unit: str) -> tuple[LabValue | None, str | None]:
    if not text:
        return None, None
    if not NUMBER.fullmatch(text):
        return None, "Type a number such as 2.4, without unit or sign."
    written = float(text.replace(",", "."))
    value = to_canonical(analyte, written, unit)
    verdict = plausibility(analyte, value)
    if verdict == "refuse":
        return None, "This number can't be right in this unit. Look at the report again: number and unit."
    return LabValue(
        analyte=analyte,
        value=value,
        unit=catalogue()[analyte].canonical,
        written_value=written,
        written_unit=unit,
        source_unit=unit,
        assumed_unit=False,
        confirm=verdict == "ask",
    ), None
