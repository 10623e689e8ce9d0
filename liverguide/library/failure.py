"""The sentence a person gets when something of ours is broken. Getting it can never fail."""

from __future__ import annotations

import logging

from liverguide.library.clinic import load_clinic
from liverguide.library.errors import ContentError
from liverguide.library.library import current_library

log = logging.getLogger(__name__)

PHRASE = "failure"


def failure_message() -> str:
    """A plain sentence with the clinic's contact and the emergency line, or with as much of it as can be read."""
    try:
        return current_library().phrase(PHRASE)
    except Exception as error:  # the content may be what is broken
        log.error("the failure phrase cannot be read: %s", type(error).__name__)
    try:
        clinic = load_clinic()
    except ContentError as error:
        log.error("the clinic's facts cannot be read: %s", error)
        return (
            "Sorry, something on our side is broken, so I can't answer right now. "
            "Please contact the clinic. In an emergency, call your local emergency number."
        )
    return (
        f"Sorry, something on our side is broken, so I can't answer right now. Please contact {clinic.clinic.name}: "
        f"{clinic.clinic.phone} or {clinic.clinic.mail}. In an emergency, call {clinic.emergency.number} "
        "or your local emergency number."
    )
