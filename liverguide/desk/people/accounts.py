"""Accounts of staff."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Literal, get_args

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from liverguide.desk.people import passwords
from liverguide.desk.people.tables import Account, LoginSession

Role = Literal["desk", "clinician", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
LONGEST_SHOWN = 64


class AccountError(Exception):
    """An account cannot be made or changed like this; the text says why and the cure."""


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in."""

    name: str
    shown: str
    role: Role


@dataclass(frozen=True)
class Checked:
    """Somebody who gave the right password, and the hash that it fitted: the account may change before they are in."""

    person: Person
    kept: str = field(repr=False)


def add(session: Session, name: str, shown: str, role: str, password: str) -> None:
    """Make an account.

    Raises:
        AccountError: the name is taken or no name, there is no such role, or the password may not be chosen.
    """
    if not NAME.fullmatch(name):
        raise AccountError(f"{name!r} can't be a log-in name: use 2 to 64 small letters, digits, dots or hyphens.")
    shown = shown.strip()
    if not 1 <= len(shown) <= LONGEST_SHOWN or not shown.isprintable():
        raise AccountError(f"The shown name must have 1 to {LONGEST_SHOWN} characters in one line.")
    kept = _hashed(password, name, shown)
    session.add(Account(name=name, shown=shown, role=_role(role), password=kept, created=time.time(), disabled=False))
    try:
        session.flush()  # the database decides: of two who add the same name at once, one is told
    except IntegrityError as error:
        raise AccountError(
            f"There is an account {name!r} already. Choose another name, or set its password anew."
        ) from error


def set_password(session: Session, name: str, password: str) -> None:
    """Give an account another password; its sessions end.

    Raises:
        AccountError: there is no such account, or the password may not be chosen.
    """
    account = found(session, name)
    account.password = _hashed(password, name, account.shown)
    end_sessions(session, name)


def set_role(session: Session, name: str, role: str) -> None:
    """Give an account another role; its sessions end.

    Raises:
        AccountError: there is no such account or role.
    """
    found(session, name).role = _role(role)
    end_sessions(session, name)


def disable(session: Session, name: str) -> None:
    """Close an account; its sessions end, its traces stay.

    Raises:
        AccountError: there is no such account.
    """
    found(session, name).disabled = True
    end_sessions(session, name)


def enable(session: Session, name: str) -> None:
    """Open a closed account again.

    Raises:
        AccountError: there is no such account.
    """
    found(session, name).disabled = False


def end_sessions(session: Session, name: str) -> None:
    """Log somebody out everywhere."""
    session.query(LoginSession).filter(LoginSession.account == name).delete(False)


def checked(session: Session, name: str, password: str) -> Checked | None:
    """The person behind a name and a password; None if they don't belong together. It takes as long either way."""
    account = _of(session, name)
    if not passwords.belongs(account.password if account else None, password) or account is None or account.disabled:
        return None
    anew = passwords.kept_anew(account.password, password)
    if anew is not None:
        account.password = anew
    return Checked(person_of(account), account.password)


def still_holds(session: Session, checked: Checked) -> bool:
    """Whether the account has the password that was checked and is open. Until the transaction ends it stays so."""
    as_it_was = (Account.name == checked.person.name, Account.password == checked.kept, sa.not_(Account.disabled))
    # An update, since it waits for whoever changes the account, and they wait for it.
    return bool(session.query(Account).filter(*as_it_was).update({"disabled": False}, False))


def exists(session: Session, name: str) -> bool:
    """Whether there is an account of this name."""
    return _of(session, name) is not None


def found(session: Session, name: str) -> Account:
    """An account by its name.

    Raises:
        AccountError: there is none.
    """
    account = _of(session, name)
    if account is None:
        raise AccountError(f"There is no account {name!r}.")
    return account


def person_of(account: Account) -> Person:
    """An account as pages know it."""
    return Person(account.name, account.shown, account.role)


def _of(session: Session, name: str) -> Account | None:
    # Not every text can be asked for in every database; what can be no name is no account's.
    return session.get(Account, name) if NAME.fullmatch(name) else None


def _role(role: str) -> str:
    if role not in ROLES:
        raise AccountError(f"There is no role {role!r}. Choose one of: {', '.join(ROLES)}.")
    return role


def _hashed(password: str, name: str, shown: str) -> str:
    try:
        return passwords.hashed(password, (name, shown))
    except passwords.BadPassword as error:
        raise AccountError(str(error)) from error
