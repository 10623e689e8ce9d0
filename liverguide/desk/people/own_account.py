"""The page for one's own account: another password, and out of every browser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from liverguide.desk.desk import desk_of
from liverguide.desk.pages import Page, page, render
from liverguide.desk.people import accounts, audit, cookies, passwords, sessions
from liverguide.desk.people.accounts import ROLES, AccountError
from liverguide.desk.people.pages import LOGIN, begin_session
from liverguide.desk.people.tries import TooEarly, tried

PATH = "/account"


def show(request: Request) -> Response:
    """The form, or what has just been done."""
    return _page(request, changed="changed" in request.query_params)


def change_password(request: Request) -> Response:
    """Set another password; every other browser is logged out."""
    form, person = request.state.form, request.state.person
    new = form.get("new", "")
    if new != form.get("again", ""):
        return _page(request, "The new password was not the same both times. Type it again.")
    answer = RedirectResponse(f"{PATH}?changed", 303)
    try:
        if tried(request, person.name, form.get("current", "")) is None:
            return _page(request, "The present password was not right. Try again.")
        with desk_of(request).database.session() as session:
            accounts.set_password(session, person.name, new)
            begin_session(session, request, answer, person, "changed the own password")
    except (TooEarly, AccountError) as error:
        return _page(request, str(error))
    return answer


def log_out_everywhere(request: Request) -> Response:
    """End all sessions of this person."""
    person = request.state.person
    with desk_of(request).database.session() as session:
        accounts.end_sessions(session, person.name)
        audit.note(session, person, "logged out everywhere")
    answer = RedirectResponse(LOGIN, 303)
    cookies.take(answer, request, sessions.COOKIE)
    return answer


def _page(request: Request, problem: str | None = None, *, changed: bool = False) -> Response:
    status = 400 if problem else 200
    shortest = passwords.SHORTEST
    return render(request, "people/account.html", status=status, problem=problem, changed=changed, shortest=shortest)


PAGES: list[Page] = [
    page(PATH, show, roles=ROLES),
    page(f"{PATH}/password", change_password, method="POST", roles=ROLES, hashes=True),
    page(f"{PATH}/logout", log_out_everywhere, method="POST", roles=ROLES),
]
