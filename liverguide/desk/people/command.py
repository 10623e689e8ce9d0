"""`python -m liverguide account`: accounts are made at the machine, never over the network."""

from __future__ import annotations

import getpass
import secrets
import sys
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from liverguide import settings
from liverguide.desk.database import Database
from liverguide.desk.people import accounts, audit
from liverguide.desk.people.accounts import AccountError
from liverguide.desk.people.tables import Account


def carry_out(action: str, name: str | None, role: str | None, shown: str | None) -> Iterator[str]:
    """Do it; lines for the person at the terminal.

    Raises:
        AccountError: it can't be done; the text says why and the cure.
    """
    try:
        with Database(settings.database()).session() as session:
            if action == "list":
                lines = list(_listed(session))
            elif name is None:
                raise AccountError(f"Say whose account: python -m liverguide account {action} NAME")
            else:
                lines = [_changed(session, action, name, role, shown)]
    except (sa.exc.SQLAlchemyError, ImportError) as error:  # an import fails where a database's driver is not there
        raise AccountError(
            f"The database can't be used ({type(error).__name__}). Look at LIVERGUIDE_DATABASE, and try again."
        ) from error
    yield from lines  # told when it is stored


def _changed(session: Session, action: str, name: str, role: str | None, shown: str | None) -> str:
    if action == "add":
        password, told = _password()
        accounts.add(session, name, shown or name, role or "desk", password)
        did, line = "made the account", f"The account {name} is made, with the role {role or 'desk'}.{told}"
    elif action == "password":
        accounts.found(session, name)
        password, told = _password()
        accounts.set_password(session, name, password)
        did, line = "set the password", f"{name} has another password now, and is logged out everywhere.{told}"
    elif action == "role":
        if role is None:
            raise AccountError(f"Say which role: python -m liverguide account role {name} --role ROLE")
        accounts.set_role(session, name, role)
        did, line = f"gave the role {role}", f"{name} has the role {role} now, and is logged out everywhere."
    elif action == "disable":
        accounts.disable(session, name)
        did, line = "disabled the account", f"{name} can't log in any more."
    else:
        accounts.enable(session, name)
        did, line = "enabled the account", f"{name} can log in again."
    audit.note_as(session, audit.COMMAND_LINE, did, name)
    return line


def _listed(session: Session) -> Iterator[str]:
    for account in session.query(Account).order_by(Account.name):
        yield f"{account.name:<20} {account.role:<10} {account.shown}{'  (disabled)' if account.disabled else ''}"


def _password() -> tuple[str, str]:
    """A password, typed twice or piped in; an empty one is made up, and told."""
    if not sys.stdin.isatty():
        typed = sys.stdin.readline().rstrip("\r\n")
    else:
        try:
            typed = getpass.getpass("Password (empty: one is made up): ")
            again = getpass.getpass("The same again: ") if typed else typed
        except EOFError as error:
            print(file=sys.stderr)  # the question's line has no end yet
            raise AccountError("No password was given. Nothing was changed.") from error
        if again != typed:
            raise AccountError("The password was not the same both times. Nothing was changed; try again.")
    if typed:
        return typed, ""
    made_up = secrets.token_urlsafe(15)
    return made_up, f" Its password, shown this once: {made_up}"
