"""What the internet reaches is the assistant; nothing of the desk is there, and the desk's own way in is closed."""

from __future__ import annotations

import httpx
import numpy
import pytest

from liverguide.desk.app import PAGES
from liverguide.desk.assistant import AssistantAway, AssistantServer
from tests.servers import Servers

SENTENCE = {"text": "what is MELD"}


@pytest.mark.parametrize("path", sorted({page.path for page in PAGES} | {"/static/desk.css"}))
def test_the_public_server_has_no_page_of_the_desk(desk: Servers, path: str) -> None:
    for method in ("GET", "POST"):
        assert httpx.request(method, f"{desk.address}{path}", timeout=30).status_code in {404, 405}


@pytest.mark.parametrize("what", ["understand", "vectors"])
@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer " + "0" * 64, "Basic YTpi", "Bearer é", "0" * 64]
)
def test_without_the_token_the_assistant_refuses(desk: Servers, authorization: str | None, what: str) -> None:
    headers = [] if authorization is None else [(b"Authorization", authorization.encode("latin-1"))]
    answer = httpx.post(f"{desk.address}/webhooks/desk/{what}", json=SENTENCE, headers=headers, timeout=30)
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


def test_vectors_tell_what_is_alike_and_only_so_many_are_made_at_once(desk: Servers, desk_token: str) -> None:
    assistant = AssistantServer(desk.address, desk_token)
    texts = ["what is albumin", "tell me about albumin", "can i speak to a nurse", "x" * 5000, "", "/restart"]
    encoder, vectors = assistant.vectors(texts)
    albumin, again, nurse, *others = (numpy.frombuffer(each, dtype="<f4") for each in vectors)
    assert albumin @ again > 0.65 > albumin @ nurse
    assert all(abs(each @ each - 1) < 1e-3 for each in (albumin, again, nurse, *others))
    assert assistant.vectors([]) == (encoder, [])
    assert len(assistant.vectors(["what is MELD"] * 32)[1]) == 32
    with pytest.raises(AssistantAway):
        assistant.vectors(["what is MELD"] * 33)


def test_without_the_token_nothing_of_a_long_body_is_read(desk: Servers) -> None:
    body = b'{"text": "' + b"x" * 1_000_000 + b'"}'
    try:
        answer = httpx.post(f"{desk.address}/webhooks/desk/understand", content=body, timeout=30)
    except httpx.WriteError:
        return  # it hung up while more was coming
    assert answer.status_code == 403
