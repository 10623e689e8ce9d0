"""Logging in and out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from liverguide.desk.desk import desk_of
from liverguide.desk.pages import Page, page, render
from liverguide.desk.people import accounts, audit, sessions
from liverguide.desk.people.tables import Account

HOME = "/"
NO_ACCOUNTS = (
    "There is no account yet. The clinic's engineer makes one with: python -m liverguide account add NAME --role desk"
)


def show_login(request: Request) -> Response:
    """The log-in form."""
    if request.state.person is not None:
        return RedirectResponse(HOME, 303)
    with desk_of(request).database.session() as session:
        empty = session.query(Account).first() is None
    return render(request, "people/login.html", problem=NO_ACCOUNTS if empty else None)


def log_in(request: Request) -> Response:
    """Check name and password."""
    desk, form = desk_of(request), request.state.form
    with desk.database.session() as session:
        person = accounts.checked(session, form.get("name", "").strip().lower(), form.get("password", ""))
        if person is None:
            problem = "Name and password don't belong together. Try again."
            return render(request, "people/login.html", status=401, problem=problem, name=form.get("name", ""))
        cookie = sessions.begin(session, person)
        audit.note(session, person, "logged in")
    answer = RedirectResponse(HOME, 303)
    answer.set_cookie(
        sessions.COOKIE, cookie, httponly=True, samesite="strict", secure=request.url.scheme == "https", path="/"
    )
    return answer


def log_out(request: Request) -> Response:
    """End the session."""
    with desk_of(request).database.session() as session:
        sessions.end(session, request.cookies.get(sessions.COOKIE))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(sessions.COOKIE, path="/")
    return answer


PAGES: list[Page] = [
    page("/login", show_login, open_to_all=True),
    page("/login", log_in, method="POST", open_to_all=True),
    page("/logout", log_out, method="POST"),
]
