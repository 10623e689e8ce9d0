"""Logging in and out."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from liverguide.desk.desk import desk_of
from liverguide.desk.pages import Page, page, render
from liverguide.desk.people import accounts, audit, cookies, known_browsers, sessions
from liverguide.desk.people.accounts import ROLES, Person
from liverguide.desk.people.known_browsers import KnownBrowsers
from liverguide.desk.people.tables import Account
from liverguide.desk.people.tries import TooEarly, tried

HOME = "/"
LOGIN = "/login"
NO_ACCOUNTS = (
    "There is no account yet. The clinic's engineer makes one with: python -m liverguide account add NAME --role desk"
)
WRONG = "Name and password don't belong together. Try again."


def show_login(request: Request) -> Response:
    """The log-in form."""
    if request.state.person is not None:
        return RedirectResponse(HOME, 303)
    with desk_of(request).database.session() as session:
        empty = session.query(Account).first() is None
    return render(request, "people/login.html", problem=NO_ACCOUNTS if empty else None)


def log_in(request: Request) -> Response:
    """Check name and password."""
    form = request.state.form
    typed = form.get("name", "")
    try:
        checked = tried(request, typed.strip().lower(), form.get("password", ""))
    except TooEarly as error:
        answer: Response = render(request, "people/login.html", status=429, problem=str(error), name=typed)
        answer.headers["Retry-After"] = str(error.seconds)
        return answer
    answer = RedirectResponse(HOME, 303)
    with desk_of(request).database.session() as session:
        if checked is None or not accounts.still_holds(session, checked):
            return render(request, "people/login.html", status=401, problem=WRONG, name=typed)
        begin_session(session, request, answer, checked.person, "logged in")
    return answer


def begin_session(session: Session, request: Request, answer: Response, person: Person, did: str) -> None:
    """Log somebody in, in place of whoever was logged in with this browser."""
    sessions.end(session, cookies.read(request, sessions.COOKIE))
    cookie = sessions.begin(session, person)
    audit.note(session, person, did)
    cookies.give(answer, request, sessions.COOKIE, cookie)
    browser = cookies.read(request, known_browsers.COOKIE)
    known = KnownBrowsers(desk_of(request).key).with_name(browser, person.name)
    cookies.give(answer, request, known_browsers.COOKIE, known, known_browsers.LIFETIME_SECONDS)


def log_out(request: Request) -> Response:
    """End the session."""
    with desk_of(request).database.session() as session:
        sessions.end(session, cookies.read(request, sessions.COOKIE))
        audit.note(session, request.state.person, "logged out")
    answer = RedirectResponse(LOGIN, 303)
    cookies.take(answer, request, sessions.COOKIE)
    return answer


PAGES: list[Page] = [
    page(LOGIN, show_login, roles=ROLES, open_to_all=True),
    page(LOGIN, log_in, method="POST", roles=ROLES, open_to_all=True, hashes=True),
    page("/logout", log_out, method="POST", roles=ROLES),
]
