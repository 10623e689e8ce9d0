"""A webhook's body as raw bytes, which is what the app signed, read no further than it may be long."""

from __future__ import annotations

from sanic.request import Request

# Updates of all four apps are some kilobytes; the longest text they carry is 40 kB.
MOST_BYTES = 256 * 1024


class TooLong(Exception):
    """The body is longer than any app's update."""


async def read_raw(request: Request, most: int = MOST_BYTES) -> bytes:
    """The body of a streamed request.

    Raises:
        TooLong: it is longer than `most` bytes.
    """
    body = bytearray()
    while (part := await request.stream.read()) is not None:
        body += part
        if len(body) > most:
            raise TooLong
    return bytes(body)
