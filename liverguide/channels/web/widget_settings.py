"""What the chat window shows before anybody wrote: greeting, privacy, emergency line, and the form for lab values."""

from __future__ import annotations

from typing import Any

from liverguide.channels.web.message import MOST_CHARACTERS
from liverguide.explanations.formatting import SHOWN_UNITS
from liverguide.labs import Analyte, catalogue, from_canonical
from liverguide.library import Library

LANGUAGES = ("en", "es")
UNDERSTOOD = "en"
WITHOUT_UNIT_DECIMALS = 2


def widget_settings(library: Library, language: str | None) -> dict[str, Any]:
    """The settings in a language of the window; English where it has none of its own."""
    lang = language if language in LANGUAGES else LANGUAGES[0]
    clinic = library.clinic
    contact = clinic.clinic
    return {
        "lang": lang,
        "assistant": clinic.assistant.name,
        "clinic": {
            "name": contact.name,
            "phone": contact.phone,
            "mail": contact.mail,
            "hours": contact.hours,
            "contact": clinic.placeholders()["clinic.contact"],
        },
        "emergency": {
            "line": library.phrase(f"website.emergency.{lang}"),
            "number": clinic.emergency.number,
            "name": clinic.emergency.name,
            "crisis": {"number": clinic.crisis.number, "name": clinic.crisis.name},
        },
        "greeting": library.phrase(f"website.greeting.{lang}"),
        "starters": _starters(library) if lang == UNDERSTOOD else [],
        "privacy": library.phrase(f"website.privacy.{lang}"),
        "limits": {"text": MOST_CHARACTERS},
        "lab_form": [lab_field(analyte) for analyte in catalogue().analytes.values()],
    }


def _starters(library: Library) -> list[dict[str, str]]:
    words = [phrase for key, phrase in library.phrases.items() if key.startswith("website.starter.")]
    return [{"title": each, "payload": each} for each in words]


def lab_field(analyte: Analyte) -> dict[str, Any]:
    """A lab test for the form: each unit as it is sent (`unit`) and as it is shown, with the range typical."""
    units = [""] if analyte.unit_free else list(analyte.units)
    return {
        "analyte": analyte.id,
        "name": analyte.display_name,
        "units": [
            {
                "unit": unit,
                "shown": SHOWN_UNITS.get(unit, unit),
                "decimals": _decimals(analyte, unit),
                "typical": _typical(analyte, unit),
            }
            for unit in units
        ],
    }


def _decimals(analyte: Analyte, unit: str) -> int:
    return analyte.units[unit].decimals if unit in analyte.units else WITHOUT_UNIT_DECIMALS


def _typical(analyte: Analyte, unit: str) -> list[float]:
    """The catalogue's own range in this unit, or its first one converted."""
    if unit in analyte.typical:
        return list(analyte.typical[unit])
    given, limits = next(iter(analyte.typical.items()))
    factor = from_canonical(analyte.id, 1.0, unit) / from_canonical(analyte.id, 1.0, given)
    return [round(limit * factor, _decimals(analyte, unit)) for limit in limits]
