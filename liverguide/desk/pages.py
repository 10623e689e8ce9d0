"""A page of the desk: its address, who may see it, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from liverguide.desk.desk import desk_of
from liverguide.desk.people import cookies, sessions
from liverguide.desk.people.accounts import Role

TEMPLATES = Path(__file__).parent / "templates"

Endpoint = Callable[[Request], Response]
Method = Literal["GET", "POST"]

environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(), undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One address. A POST's form stands in `request.state.form`, the person in `request.state.person`.

    `in_use` is false for what a page asks by itself, without anybody there: it keeps no session alive. `hashes` is true
    where a password is checked, which takes 64 MiB: few of them run at once.
    """

    path: str
    endpoint: Endpoint
    method: Method
    roles: frozenset[Role]
    open_to_all: bool
    in_use: bool = True
    hashes: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry of the navigation, seen by those who may see the page; `about` tells in a line what it is for."""

    title: str
    path: str
    roles: frozenset[Role]
    about: str


def page(
    path: str, endpoint: Endpoint, *, roles: Collection[Role], method: Method = "GET",
    open_to_all: bool = False, in_use: bool = True, hashes: bool = False,
) -> Page:  # fmt: skip
    """A page for the given roles, or for everybody whether logged in or not; none is open because nobody said."""
    return Page(path, endpoint, method, frozenset(roles), open_to_all, in_use, hashes)


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A template with what all pages need: the person, the clinic, the navigation, the token for forms."""
    person = request.state.person
    cookie = cookies.read(request, sessions.COOKIE) or ""
    shared = {
        "person": person,
        "path": request.url.path,
        "clinic": desk_of(request).library.clinic,
        "form_token": sessions.form_token(cookie) if person else "",
        "navigation": [e for e in request.app.state.navigation if person and person.role in e.roles],
    }
    return HTMLResponse(environment.get_template(template).render({**shared, **values}), status)
