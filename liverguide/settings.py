"""What the environment decides: ports, addresses, stores. Every setting has a default that needs no other server."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from liverguide.paths import PROJECT, state_folder

HOST = "127.0.0.1"


class SettingError(Exception):
    """A variable holds something that cannot be used; the text names it and the cure."""


def port() -> int:
    """Port of the assistant.

    Raises:
        SettingError: the variable holds no port.
    """
    return _port("LIVERGUIDE_PORT", 5005)


def actions_port() -> int:
    """Port of the action server.

    Raises:
        SettingError: the variable holds no port.
    """
    return _port("LIVERGUIDE_ACTIONS_PORT", 5055)


def _port(variable: str, default: int) -> int:
    value = os.environ.get(variable) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= 65_535:
        raise SettingError(f"{variable} must be a whole number from 1 to 65535, not {value!r}.")
    return int(value)


def address() -> str:
    """Where the assistant answers on this machine."""
    return f"http://{HOST}:{port()}"


def complete(environment: MutableMapping[str, str]) -> MutableMapping[str, str]:
    """Give every setting that endpoints.yml reads a value, and quieten the libraries below us."""
    defaults = {
        "LIVERGUIDE_ACTIONS_URL": f"http://{HOST}:{actions_port()}/webhook",
        "LIVERGUIDE_DATABASE": f"sqlite:///{state_folder() / 'conversations.db'}",
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(state_folder() / "training-cache"),
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(PROJECT),
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
    }
    for name, value in defaults.items():
        environment.setdefault(name, value)
    return environment
