"""The desk's pages put together, with what holds for all of them: log-in, roles, forms of our own, headers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from liverguide.desk.desk import Desk, desk_of
from liverguide.desk.headers import SecurityHeaders
from liverguide.desk.home import PAGES as HOME_PAGES
from liverguide.desk.inbox.pages import NAVIGATION as INBOX_NAVIGATION
from liverguide.desk.inbox.pages import PAGES as INBOX_PAGES
from liverguide.desk.pages import Entry, Page, render
from liverguide.desk.people import sessions
from liverguide.desk.people.pages import PAGES as PEOPLE_PAGES
from liverguide.desk.recording import Recorder

STATIC = Path(__file__).parent / "static"
PAGES: list[Page] = [*HOME_PAGES, *INBOX_PAGES, *PEOPLE_PAGES]
NAVIGATION: list[Entry] = [*INBOX_NAVIGATION]


def create_app(desk: Desk) -> Starlette:
    """The desk as an ASGI application."""
    recorder = Recorder(desk.database)
    routes = [Route(page.path, _guarded(page), methods=[page.method]) for page in PAGES]
    static = Mount("/static", StaticFiles(directory=STATIC))
    app = Starlette(routes=[*routes, static], lifespan=recorder.lifespan, exception_handlers={404: _not_found})
    app.add_middleware(SecurityHeaders)
    app.state.desk = desk
    app.state.navigation = NAVIGATION
    return app


def _guarded(page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        request.state.form = {key: value for key, value in (await request.form()).items() if isinstance(value, str)}
        return await run_in_threadpool(_answer, page, request)

    return endpoint


def _answer(page: Page, request: Request) -> Response:
    cookie = request.cookies.get(sessions.COOKIE)
    with desk_of(request).database.session() as session:
        person = request.state.person = sessions.person_behind(session, cookie)
    if page.open_to_all:
        return page.endpoint(request)
    if person is None or cookie is None:
        return RedirectResponse("/login", 303)
    if person.role not in page.roles:
        return render(request, "refused.html", status=403, problem="Your account may not see this page.")
    if page.method == "POST" and not sessions.is_form_token(cookie, request.state.form.get("form_token")):
        problem = "The form was too old, or came from elsewhere. Go back, reload the page and send it again."
        return render(request, "refused.html", status=403, problem=problem)
    return page.endpoint(request)


def _not_found(request: Request, error: Exception) -> Response:
    return Response("There is no such page.", 404, media_type="text/plain")
