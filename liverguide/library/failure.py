"""The sentence a person gets when something of ours is broken. Getting it can never fail."""

from __future__ import annotations

import logging
from typing import Any

from liverguide.library.library import current_library
from liverguide.library.yaml_files import read_yaml
from liverguide.paths import CLINIC

log = logging.getLogger(__name__)

FAILURE_PHRASE = "failure"
LOCAL_LINE = "your local emergency number"


def failure_message() -> str:
    """A plain sentence with the clinic's contact and the emergency line, or with as much of it as can be read."""
    try:
        return current_library().phrase(FAILURE_PHRASE)
    except Exception as error:  # the content may be what is broken
        log.error("the failure phrase cannot be read: %s", type(error).__name__)
    clinic, emergency = _section("clinic"), _section("emergency")
    reached_by = " or ".join(str(clinic[way]) for way in ("phone", "mail") if clinic.get(way))
    line = f"{emergency['number']} or your local emergency number" if emergency.get("number") else LOCAL_LINE
    return (
        "Sorry, something on our side is broken, so I can't answer right now. "
        f"Please contact {clinic.get('name') or 'the clinic'}{f': {reached_by}' if reached_by else ''}. "
        f"In an emergency, call {line}."
    )


def _section(name: str) -> dict[str, Any]:
    # Read without the model of clinic.yml: one wrong field must not hide the others.
    try:
        section = read_yaml(CLINIC)[name]
        return section if isinstance(section, dict) else {}
    except Exception as error:
        log.error("the clinic's facts cannot be read: %s", type(error).__name__)
        return {}
