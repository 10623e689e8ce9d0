"""What the environment decides: ports, addresses, stores. Every setting has a default that needs no other server."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import re
import secrets
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path

from liverguide.paths import PROJECT, state_folder

HOST = "127.0.0.1"
SHORTEST_SECRET = 32
# Apps deliver by https only; plain http serves tests on this machine.
PUBLIC_URL = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?|http://127\.0\.0\.1:\d{1,5}")
MESSAGES_A_MINUTE = 30


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


def desk_port() -> int:
    """Port of the front desk.

    Raises:
        SettingError: the variable holds no port.
    """
    return _port("LIVERGUIDE_DESK_PORT", 5065)


def _port(variable: str, default: int) -> int:
    value = os.environ.get(variable) or str(default)
    if not value.isdecimal() or not 1 <= int(value) <= 65_535:
        raise SettingError(f"{variable} must be a whole number from 1 to 65535, not {value!r}.")
    return int(value)


def address() -> str:
    """Where the assistant answers on this machine."""
    return f"http://{HOST}:{port()}"


def desk_address() -> str:
    """Where staff find the front desk: in the clinic's network, else on this machine."""
    return f"{desk_url() or f'http://{HOST}:{desk_port()}'}/"


def database() -> str:
    """Address of the clinic's database, as SQLAlchemy writes it."""
    return os.environ.get("LIVERGUIDE_DATABASE") or f"sqlite:///{state_folder() / 'conversations.db'}"


def secret() -> str:
    """Signs the sessions of the website chat: LIVERGUIDE_SECRET, or one that is made once and kept.

    Raises:
        SettingError: the variable's value is too short, or the kept one can't be read or written.
    """
    given = os.environ.get("LIVERGUIDE_SECRET")
    if given:
        if len(given) < SHORTEST_SECRET:
            raise SettingError(f"LIVERGUIDE_SECRET must have at least {SHORTEST_SECRET} characters.")
        return given
    file = state_folder() / "secret"
    try:
        if not file.exists():
            _keep_new_secret(file)
        kept = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        raise SettingError(f"{file} can't be used ({error}). Set LIVERGUIDE_SECRET, or remove the file.") from error
    if len(kept) < SHORTEST_SECRET:
        raise SettingError(f"{file} holds no secret. Remove it, and a new one is made.")
    return kept


def desk_token() -> str:
    """What the front desk shows the assistant, so that no other program on this machine can speak for the staff.

    Raises:
        SettingError: the secret can't be used.
    """
    return hmac.new(secret().encode(), b"liverguide front desk", hashlib.sha256).hexdigest()


def desk_key() -> str:
    """Signs what the front desk gives browsers, and names in the table of failed log-ins who tried.

    Raises:
        SettingError: the secret can't be used.
    """
    return hmac.new(secret().encode(), b"liverguide front desk log-in", hashlib.sha256).hexdigest()


def _keep_new_secret(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Linked into place when it is whole: of two processes that start together, both then use the same one.
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as output:
        output.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()


def messages_a_minute() -> int:
    """How many messages one conversation may send in a minute.

    Raises:
        SettingError: the variable holds no number.
    """
    value = os.environ.get("LIVERGUIDE_MESSAGES_A_MINUTE") or str(MESSAGES_A_MINUTE)
    if not value.isdecimal() or int(value) < 1:
        raise SettingError(f"LIVERGUIDE_MESSAGES_A_MINUTE must be a whole number from 1 on, not {value!r}.")
    return int(value)


def trusted_proxy() -> str | None:
    """IP address of the proxy whose word on https is believed; None: no proxy stands in front.

    Raises:
        SettingError: the variable holds no IP address.
    """
    value = os.environ.get("LIVERGUIDE_TRUSTED_PROXY")
    if not value:
        return None
    try:
        return str(ipaddress.ip_address(value))
    except ValueError as error:
        raise SettingError(
            f"LIVERGUIDE_TRUSTED_PROXY must be an IP address such as 127.0.0.1, not {value!r}."
        ) from error


def public_url() -> str | None:
    """Where the internet reaches this installation, such as https://chat.clinic.example; None: nowhere.

    Raises:
        SettingError: the variable holds no such address.
    """
    return _url("LIVERGUIDE_PUBLIC_URL", "https://chat.clinic.example")


def desk_url() -> str | None:
    """Where the clinic's network reaches the desk, such as https://desk.clinic.example; None: this machine only.

    Raises:
        SettingError: the variable holds no such address, no proxy is trusted to speak https for it, or the internet
            would reach the desk by it.
    """
    value = _url("LIVERGUIDE_DESK_URL", "https://desk.clinic.example")
    if value is None:
        return None
    if not value.startswith("https://"):
        raise SettingError(
            "LIVERGUIDE_DESK_URL must begin with https://. Leave it out to use the desk on this machine only."
        )
    if trusted_proxy() is None:
        raise SettingError(
            "LIVERGUIDE_DESK_URL needs LIVERGUIDE_TRUSTED_PROXY: the IP address of the proxy that speaks https for it."
        )
    public = public_url()
    if public is not None and value.lower() == public.lower():
        raise SettingError(
            "LIVERGUIDE_DESK_URL must differ from LIVERGUIDE_PUBLIC_URL: the desk is never for the internet."
        )
    return value.lower().removesuffix(":443")  # browsers leave the usual port out


def _url(variable: str, example: str) -> str | None:
    value = (os.environ.get(variable) or "").rstrip("/")
    if not value:
        return None
    if not PUBLIC_URL.fullmatch(value):
        raise SettingError(f"{variable} must be an address like {example}, without a path or a query, not {value!r}.")
    return value


def complete(environment: MutableMapping[str, str]) -> MutableMapping[str, str]:
    """Give every setting that endpoints.yml reads a value, and quieten the libraries below us."""
    defaults = {
        "LIVERGUIDE_ACTIONS_URL": f"http://{HOST}:{actions_port()}/webhook",
        "LIVERGUIDE_DATABASE": database(),
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
