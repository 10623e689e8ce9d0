"""Pages for admins: accounts, and the audit trail. Accounts are made at the machine only (command.py)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import func
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from liverguide.desk.desk import desk_of
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people import accounts, audit, sessions
from liverguide.desk.people.accounts import AccountError, Role
from liverguide.desk.people.tables import Account, LoginSession

PATH = "/people"
AUDIT = f"{PATH}/audit"
ADMINS: tuple[Role, ...] = ("admin",)


@dataclass(frozen=True)
class ShownAccount:
    """One line of the list."""

    name: str
    shown: str
    role: str
    made: str
    disabled: bool
    sessions: int


def show_accounts(request: Request) -> Response:
    """All accounts, and where each is logged in."""
    return _accounts(request)


def disable(request: Request) -> Response:
    """Close an account."""
    name, person = request.state.form.get("name", ""), request.state.person
    if name == person.name:
        return _accounts(request, "You can't disable your own account. Another admin can.")
    try:
        with desk_of(request).database.session() as session:
            accounts.disable(session, name)
            audit.note(session, person, "disabled the account", name)
    except AccountError as error:
        return _accounts(request, str(error))
    return RedirectResponse(PATH, 303)


def end_sessions(request: Request) -> Response:
    """Log somebody out everywhere."""
    name = request.state.form.get("name", "")
    try:
        with desk_of(request).database.session() as session:
            accounts.found(session, name)
            accounts.end_sessions(session, name)
            audit.note(session, request.state.person, "ended the sessions", name)
    except AccountError as error:
        return _accounts(request, str(error))
    return RedirectResponse(PATH, 303)


def _accounts(request: Request, problem: str | None = None) -> Response:
    with desk_of(request).database.session() as session:
        sessions.purge(session)
        counted = session.query(LoginSession.account, func.count()).group_by(LoginSession.account)
        open_sessions: dict[str, int] = dict(counted.all())
        shown = [
            ShownAccount(a.name, a.shown, a.role, _day(a.created), a.disabled, open_sessions.get(a.name, 0))
            for a in session.query(Account).order_by(Account.disabled, Account.name)
        ]
    status = 400 if problem else 200
    return render(request, "people/accounts.html", status=status, accounts=shown, problem=problem)


def show_audit(request: Request) -> Response:
    """The audit trail, a page at a time, by person or by what it is about."""
    asked = request.query_params
    account, about, before = asked.get("account", "").strip(), asked.get("about", "").strip(), asked.get("before", "")
    number = int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
    with desk_of(request).database.session() as session:
        trail = audit.read(session, account=account, about=about, before=number)
        names = [name for (name,) in session.query(Account.name).order_by(Account.name)]
    query = {"account": account, "about": about}
    return render(
        request,
        "people/audit.html",
        entries=[(_minute(e.at), e.account, e.did, e.about or "") for e in trail.entries],
        older=f"{AUDIT}?{urlencode({**query, 'before': trail.older})}" if trail.older else None,
        newest=f"{AUDIT}?{urlencode(query)}" if number is not None else None,
        names=[*names, audit.COMMAND_LINE],
        account=account,
        about=about,
        keep_days=desk_of(request).library.clinic.retention.audit_days,
    )


def _day(at: float) -> str:
    return datetime.datetime.fromtimestamp(at).date().isoformat()


def _minute(at: float) -> str:
    return datetime.datetime.fromtimestamp(at).strftime("%Y-%m-%d %H:%M")


PAGES: list[Page] = [
    page(PATH, show_accounts, roles=ADMINS),
    page(f"{PATH}/disable", disable, method="POST", roles=ADMINS),
    page(f"{PATH}/sessions", end_sessions, method="POST", roles=ADMINS),
    page(AUDIT, show_audit, roles=ADMINS),
]
ENTRY = Entry("People", PATH, frozenset(ADMINS), "Accounts, who is logged in, and the audit trail.")
