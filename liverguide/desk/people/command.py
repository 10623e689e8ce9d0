"""`python -m liverguide account`: accounts are made at the machine, never over the network."""

from __future__ import annotations

import getpass
import secrets
import sys
from collections.abc import Iterator

from sqlalchemy.orm import Session

from liverguide import settings
from liverguide.desk.database import Database
from liverguide.desk.people import accounts
from liverguide.desk.people.accounts import AccountError
from liverguide.desk.people.tables import Account


def carry_out(action: str, name: str | None, role: str | None, shown: str | None) -> Iterator[str]:
    """Do it; lines for the person at the terminal.

    Raises:
        AccountError: it can't be done; the text says why and the cure.
    """
    with Database(settings.database()).session() as session:
        if action == "list":
            yield from _listed(session)
            return
        if name is None:
            raise AccountError(f"Say whose account: python -m liverguide account {action} NAME")
        if action == "add":
            password, told = _password()
            accounts.add(session, name, shown or name, role or "desk", password)
            yield f"The account {name} is made, with the role {role or 'desk'}.{told}"
        elif action == "password":
            password, told = _password()
            accounts.set_password(session, name, password)
            yield f"{name} has another password now, and is logged out everywhere.{told}"
        else:
            accounts.disable(session, name)
            yield f"{name} can't log in any more."


def _listed(session: Session) -> Iterator[str]:
    for account in session.query(Account).order_by(Account.name):
        yield f"{account.name:<20} {account.role:<10} {account.shown}{'  (disabled)' if account.disabled else ''}"


def _password() -> tuple[str, str]:
    """A password, typed or piped in; an empty one is made up, and told."""
    typed = getpass.getpass("Password (empty: one is made up): ") if sys.stdin.isatty() else sys.stdin.readline()
    typed = typed.rstrip("\n")
    if typed:
        return typed, ""
    made_up = secrets.token_urlsafe(15)
    return made_up, f" Its password, shown this once: {made_up}"
