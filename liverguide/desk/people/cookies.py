"""How cookies of the desk are set: unseen by scripts, sent by our own pages only, and by https where that is spoken."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from liverguide.desk.desk import desk_of


def read(request: Request, cookie: str) -> str | None:
    """What the browser holds."""
    return request.cookies.get(_full_name(request, cookie))


def give(answer: Response, request: Request, cookie: str, value: str, lifetime: int | None = None) -> None:
    """Have the browser keep a value, for `lifetime` seconds or until it is closed."""
    secure = desk_of(request).address.is_https
    answer.set_cookie(
        _full_name(request, cookie), value, max_age=lifetime, path="/", httponly=True, samesite="strict", secure=secure
    )


def take(answer: Response, request: Request, cookie: str) -> None:
    """Have the browser forget it."""
    secure = desk_of(request).address.is_https
    answer.delete_cookie(_full_name(request, cookie), path="/", httponly=True, samesite="strict", secure=secure)


def _full_name(request: Request, cookie: str) -> str:
    # By the prefix browsers take it from this very host by https only, not from a neighbour in the same domain.
    return f"__Host-{cookie}" if desk_of(request).address.is_https else cookie
