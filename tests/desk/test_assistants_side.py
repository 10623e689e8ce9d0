"""What the internet reaches is the assistant; nothing of the desk is there, and the desk's own way in is closed."""

from __future__ import annotations

import httpx
import pytest

from liverguide.desk.app import PAGES
from tests.servers import Servers

SENTENCE = {"text": "what is MELD"}


@pytest.mark.parametrize("path", sorted({page.path for page in PAGES} | {"/static/desk.css"}))
def test_the_public_server_has_no_page_of_the_desk(desk: Servers, path: str) -> None:
    for method in ("GET", "POST"):
        assert httpx.request(method, f"{desk.address}{path}", timeout=30).status_code in {404, 405}


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer " + "0" * 64, "Basic YTpi", "Bearer é", "0" * 64]
)
def test_without_the_token_the_assistant_refuses(desk: Servers, authorization: str | None) -> None:
    headers = [] if authorization is None else [(b"Authorization", authorization.encode("latin-1"))]
    answer = httpx.post(f"{desk.address}/webhooks/desk/understand", json=SENTENCE, headers=headers, timeout=30)
    assert (answer.status_code, answer.content) == (403, b"")


def test_with_the_token_it_answers_what_is_short_enough(desk: Servers, desk_token: str) -> None:
    def understand(body: bytes) -> int:
        headers = {"Authorization": f"Bearer {desk_token}", "Content-Type": "application/json"}
        return httpx.post(
            f"{desk.address}/webhooks/desk/understand", content=body, headers=headers, timeout=60
        ).status_code

    assert understand(b'{"text": "what is MELD"}') == 200
    assert understand(b'{"text": "' + b"x" * 65_536 + b'"}') == 413
    assert understand(b"no json") == 503


def test_without_the_token_nothing_of_a_long_body_is_read(desk: Servers) -> None:
    body = b'{"text": "' + b"x" * 1_000_000 + b'"}'
    try:
        answer = httpx.post(f"{desk.address}/webhooks/desk/understand", content=body, timeout=30)
    except httpx.WriteError:
        return  # it hung up while more was coming
    assert answer.status_code == 403
