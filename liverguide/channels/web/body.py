"""A request's JSON body, read no further than it may be long."""

from __future__ import annotations

import json
from typing import Any

from sanic.request import Request

from liverguide.channels.web.errors import Refusal

MOST_BYTES = 32 * 1024


async def read_body(request: Request) -> dict[str, Any]:
    """The body of a streamed request.

    Raises:
        Refusal: it is no JSON object, is not called JSON, or is longer than 32 kB.
    """
    # Only this content type makes a browser ask first before another site's page may send it.
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refusal(415, "content_type")
    body = bytearray()
    while (part := await request.stream.read()) is not None:
        body += part
        if len(body) > MOST_BYTES:
            raise Refusal(413, "too_large", "too_long", limit=MOST_BYTES)
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "json") from error
    if not isinstance(data, dict):
        raise Refusal(400, "json")
    return data
