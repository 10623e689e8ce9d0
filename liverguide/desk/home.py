"""The first page after logging in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from liverguide.desk.pages import Page, page, render
from liverguide.desk.people.accounts import ROLES


def show_home(request: Request) -> Response:
    """What there is for this person."""
    return render(request, "home.html")


PAGES: list[Page] = [page("/", show_home, roles=ROLES)]
