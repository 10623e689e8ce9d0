"""Accounts and their passwords."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Literal, get_args

import argon2
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from liverguide.desk.people.tables import Account, LoginSession

Role = Literal["desk", "clinician", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

_hasher = argon2.PasswordHasher()
# What is checked for an unknown name, so that an answer takes as long as for a known one.
_NOBODY = _hasher.hash("nobody has this password")


class AccountError(Exception):
    """An account cannot be made or changed like this; the text says why and the cure."""


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in."""

    name: str
    shown: str
    role: Role


def add(session: Session, name: str, shown: str, role: str, password: str) -> None:
    """Make an account.

    Raises:
        AccountError: the name is taken or no name, there is no such role, or the password is too short.
    """
    if not NAME.fullmatch(name):
        raise AccountError(f"{name!r} can't be a log-in name: use 2 to 64 small letters, digits, dots or hyphens.")
    if role not in ROLES:
        raise AccountError(f"There is no role {role!r}. Choose one of: {', '.join(ROLES)}.")
    if session.get(Account, name) is not None:
        raise AccountError(f"There is an account {name!r} already. Choose another name, or set its password anew.")
    session.add(
        Account(name=name, shown=shown, role=role, password=_hashed(password), created=time.time(), disabled=False)
    )


def set_password(session: Session, name: str, password: str) -> None:
    """Give an account another password; its sessions end.

    Raises:
        AccountError: there is no such account, or the password is too short.
    """
    _found(session, name).password = _hashed(password)
    session.query(LoginSession).filter(LoginSession.account == name).delete()


def disable(session: Session, name: str) -> None:
    """Close an account; its sessions end, its traces stay.

    Raises:
        AccountError: there is no such account.
    """
    _found(session, name).disabled = True
    session.query(LoginSession).filter(LoginSession.account == name).delete()


def checked(session: Session, name: str, password: str) -> Person | None:
    """The person behind a name and a password; None if they don't belong together."""
    account = session.get(Account, name) if NAME.fullmatch(name) else None
    try:
        _hasher.verify(account.password if account else _NOBODY, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return None
    if account is None or account.disabled:
        return None
    if _hasher.check_needs_rehash(account.password):
        account.password = _hasher.hash(password)
    return person_of(account)


def person_of(account: Account) -> Person:
    """An account as pages know it."""
    return Person(account.name, account.shown, account.role)


def _found(session: Session, name: str) -> Account:
    account: Account | None = session.get(Account, name)
    if account is None:
        raise AccountError(f"There is no account {name!r}.")
    return account


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AccountError(f"A password must have {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    return _hasher.hash(password)
