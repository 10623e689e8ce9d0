"""Requests that are refused, in words for the person who reads them in the chat window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanic import response
from sanic.response import HTTPResponse

from liverguide.library import current_library
from liverguide.library.failure import failure_message

# The window or a program made the mistake, not the person: one sentence serves all of these.
TECHNICAL = "request"


class Refusal(Exception):
    """A request that is not carried out.

    `code` is for programs, `sentence` names the person's words in content/phrases.yml under `website.error`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        sentence: str = TECHNICAL,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence, self.headers, self.values = status, code, sentence, headers, values


def refused(refusal: Refusal) -> HTTPResponse:
    """The answer to a refused request: why, and how else the clinic can be reached."""
    try:
        library = current_library()
        reason = library.phrase(f"website.error.{refusal.sentence}", **refusal.values)
        message = f"{reason} {library.phrase('website.error.contact')}"
    except Exception:  # the content may be what is broken
        message = failure_message()
    return _error(refusal.status, refusal.code, message, refusal.headers)


def broken(status: int = 500) -> HTTPResponse:
    """The answer when something of ours failed."""
    return _error(status, "failure", failure_message())


def _error(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    body: dict[str, Any] = {"error": {"code": code, "message": message}}
    return response.json(body, status=status, headers=dict(headers or {}))
