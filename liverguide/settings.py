"""What the environment decides: ports, addresses, stores. Every setting has a default that needs no other server."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from liverguide.paths import PROJECT, state_folder

HOST = "127.0.0.1"


def port() -> int:
    """Port of the assistant."""
    return int(os.environ.get("LIVERGUIDE_PORT", "5005"))


def actions_port() -> int:
    """Port of the action server."""
    return int(os.environ.get("LIVERGUIDE_ACTIONS_PORT", "5055"))


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
