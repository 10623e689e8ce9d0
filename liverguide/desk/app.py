"""The desk's pages put together, with what holds for all of them: log-in, roles, forms of our own, headers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from liverguide.desk.bodies import BoundedBodies
from liverguide.desk.desk import Desk, desk_of
from liverguide.desk.entrance import Entrance
from liverguide.desk.failures import Failures
from liverguide.desk.figures import pages as figures
from liverguide.desk.find import pages as find
from liverguide.desk.handouts import pages as handouts
from liverguide.desk.headers import SecurityHeaders
from liverguide.desk.home import PAGES as HOME_PAGES
from liverguide.desk.inbox.pages import NAVIGATION as INBOX_NAVIGATION
from liverguide.desk.inbox.pages import PAGES as INBOX_PAGES
from liverguide.desk.learn import pages as learn
from liverguide.desk.learn.catching_up import CatchingUp
from liverguide.desk.pages import Entry, Page, render
from liverguide.desk.people import administration, cookies, own_account, sessions
from liverguide.desk.people.pages import PAGES as PEOPLE_PAGES
from liverguide.desk.people.upkeep import Upkeep
from liverguide.desk.recording import Recorder
from liverguide.desk.review import pages as review
from liverguide.desk.score import pages as score

STATIC = Path(__file__).parent / "static"
PAGES: list[Page] = [
    *HOME_PAGES,
    *INBOX_PAGES,
    *find.PAGES,
    *score.PAGES,
    *handouts.PAGES,
    *review.PAGES,
    *learn.PAGES,
    *figures.PAGES,
    *PEOPLE_PAGES,
    *own_account.PAGES,
    *administration.PAGES,
]
NAVIGATION: list[Entry] = [
    find.ENTRY,
    *INBOX_NAVIGATION,
    score.ENTRY,
    handouts.ENTRY,
    review.ENTRY,
    learn.ENTRY,
    figures.ENTRY,
    administration.ENTRY,
]
# Each takes 64 MiB; beyond it, log-ins wait for each other and no other page waits for them.
HASHED_AT_ONCE = 2

OLD_FORM = "The form was too old, or came from elsewhere. Go back, reload the page and send it again."
FAILED = "Something went wrong at our side. Go back and try again; if it happens again, tell the clinic's engineer."
SENTENCES = {
    400: "What was sent could not be read. Go back and send it again.",
    404: "There is no such page.",
    405: "This page can't be used like that.",
    408: "What was sent did not come in time. Go back and send it again.",
    413: "What was sent is too long. Go back, make it shorter and send it again.",
}

FORM = "application/x-www-form-urlencoded"

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def create_app(desk: Desk) -> ASGIApp:
    """The desk as an ASGI application."""
    hashing = CapacityLimiter(HASHED_AT_ONCE)
    routes = [Route(page.path, _guarded(page, hashing), methods=[page.method]) for page in PAGES]
    static = Mount("/static", StaticFiles(directory=STATIC))
    app = Starlette(
        routes=[*routes, static],
        lifespan=_together(
            Recorder(desk.database).lifespan,
            Upkeep(desk.database).lifespan,
            CatchingUp(desk, learn.LISTINGS.values()).lifespan,
        ),
        exception_handlers={HTTPException: _not_possible, Exception: _failed},
    )
    # A redirect to the same address without its last slash would be made of what the request says of itself.
    app.router.redirect_slashes = False
    app.state.desk = desk
    app.state.navigation = NAVIGATION
    return SecurityHeaders(Failures(Entrance(BoundedBodies(app), desk.address)), desk.address.is_https)


def _together(*lifespans: Lifespan) -> Lifespan:
    @asynccontextmanager
    async def all_of_them(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for lifespan in lifespans:
                await stack.enter_async_context(lifespan(app))
            yield

    return all_of_them


def _guarded(page: Page, hashing: CapacityLimiter) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        refused = await run_in_threadpool(_refused, page, request)
        if refused is not None:
            return refused
        if page.method == "POST":
            request.state.form = await _form(request)
            # The log-in form belongs to no session yet; that our own page sent it is known at the entrance.
            if not page.open_to_all and not _is_ours(request):
                return render(request, "refused.html", status=403, problem=OLD_FORM)
        return await to_thread.run_sync(page.endpoint, request, limiter=hashing if page.hashes else None)

    return endpoint


def _refused(page: Page, request: Request) -> Response | None:
    """Find out who asks; the answer if they may not."""
    with desk_of(request).database.session() as session:
        cookie = cookies.read(request, sessions.COOKIE)
        person = request.state.person = sessions.person_behind(session, cookie, in_use=page.in_use)
    if page.open_to_all:
        return None
    if person is None:
        return RedirectResponse("/login", 303)
    if person.role not in page.roles:
        return render(request, "refused.html", status=403, problem="Your account may not see this page.")
    return None


async def _form(request: Request) -> dict[str, str]:
    kind = request.headers.get("content-type", FORM).partition(";")[0].strip().lower()
    if kind != FORM:  # no page sends files, and another kind can name ways of reading it that fail
        raise HTTPException(400)
    async with request.form() as form:
        # No database keeps a NUL in a text.
        return {key: value.replace("\0", "") for key, value in form.items() if isinstance(value, str)}


def _is_ours(request: Request) -> bool:
    cookie = cookies.read(request, sessions.COOKIE) or ""
    return sessions.is_form_token(cookie, request.state.form.get("form_token"))


def _not_possible(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _problem(request, error.status_code, SENTENCES.get(error.status_code, FAILED))


def _failed(request: Request, error: Exception) -> Response:
    return _problem(request, 500, FAILED)


def _problem(request: Request, status: int, problem: str) -> Response:
    # Where no page was found, nobody has looked yet who asks.
    request.state.person = getattr(request.state, "person", None)
    return render(request, "refused.html", status=status, problem=problem)
