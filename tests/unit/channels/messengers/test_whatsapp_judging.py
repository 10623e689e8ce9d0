"""What Twilio's answers mean: wait, give up on the message, or give up on the person."""

from __future__ import annotations

from typing import Any

import pytest

from liverguide.channels.messengers.outbound import Answered, Away, PersonGone, Refused
from liverguide.channels.whatsapp.judging import judge


def answered(status: int, code: int | None = None, **headers: str) -> Answered:
    return Answered(status, headers, {} if code is None else {"code": code, "message": "m", "status": status})


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (answered(400, 63016), PersonGone),
        (answered(400, 21610), PersonGone),
        (answered(400, 21211), PersonGone),
        (answered(400, 63015), PersonGone),
        (answered(400, 21617), Refused),
        (answered(400, 21620), Refused),
        (answered(400, 63007), Away),
        (answered(401, 20003), Away),
        (answered(404, 20404), Away),
        (answered(429, 20429), Away),
        (answered(400, 63018), Away),
        (answered(500, 20500), Away),
        (answered(503), Away),
        (answered(200), Away),
        (answered(302), Away),
    ],
    ids=lambda value: f"{value.status} {value.body.get('code')}" if isinstance(value, Answered) else value.__name__,
)
def test_errors(answer: Answered, kind: type[Exception]) -> None:
    with pytest.raises(kind) as error:
        judge(answer)
    assert "m" not in str(error.value).split(), "Twilio's words may quote the person's number"


def test_a_wait_that_is_asked_for() -> None:
    with pytest.raises(Away) as away:
        judge(answered(429, 20429, **{"Retry-After": "7"}))
    assert away.value.seconds == 7


def test_a_message_that_was_taken() -> None:
    body: dict[str, Any] = {"sid": "SM1", "status": "queued", "error_code": None}
    assert judge(Answered(201, {}, body)) is body


def test_a_message_that_was_taken_and_failed_at_once() -> None:
    with pytest.raises(PersonGone):
        judge(Answered(201, {}, {"sid": "SM1", "status": "failed", "error_code": 63016}))
