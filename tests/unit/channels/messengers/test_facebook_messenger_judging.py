"""What the Graph API's answers mean: whom to forget, what to try again and when, what the clinic must mend."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.facebook_messenger.judging import CURES, judge
from liverguide.channels.messengers.outbound import Answered, Away, PersonGone, Refused, SendingError

WORDS = "xylophone"


def error(code: Any, subcode: Any = None, **more: Any) -> dict[str, Any]:
    found = {"message": WORDS, "type": "OAuthException", "code": code, "fbtrace_id": "BLBz/WZt8dN", **more}
    return {"error": found if subcode is None else {**found, "error_subcode": subcode}}


def verdict(status: int, body: dict[str, Any], **headers: str) -> SendingError:
    with pytest.raises(SendingError) as raised:
        judge(Answered(status, {name.replace("_", "-"): value for name, value in headers.items()}, body))
    assert WORDS not in str(raised.value), "the log must not hold what was sent"
    return raised.value


def test_a_good_answer() -> None:
    body = {"recipient_id": "1254477777772919", "message_id": "AG5Hz2Uq7tuwNEhXfYYKj8mJEM"}
    assert judge(Answered(200, {}, body)) == body


@pytest.mark.parametrize(
    ("code", "subcode"),
    [(551, 1545041), (551, None), (100, 2018001), (10, 2018278), (10, 2018065), (10, 2018108), (200, 1545041)],
)
def test_who_cannot_be_written_to(code: int, subcode: int | None) -> None:
    assert isinstance(verdict(400, error(code, subcode)), PersonGone)


@pytest.mark.parametrize("code", [4, 17, 32, 613, 80006, 1200, 2])
def test_what_is_tried_again(code: int) -> None:
    assert isinstance(verdict(400, error(code)), Away)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {}), (502, error(1)), (503, error(190)), (429, error(100)), (400, error(100, is_transient=True)),
        (200, {}), (404, {}),
    ],
    ids=["500", "502", "503", "429", "transient", "no JSON", "not from Graph"],
)  # fmt: skip
def test_what_is_broken_is_tried_again(status: int, body: dict[str, Any]) -> None:
    assert isinstance(verdict(status, body), Away)


@pytest.mark.parametrize("code", sorted(CURES))
def test_what_the_clinic_must_mend_is_said(code: int) -> None:
    refused = verdict(400, error(code))
    assert isinstance(refused, Refused)
    assert CURES[code] in str(refused)
    assert refused.detail == WORDS


def test_what_is_wrong_with_the_message_is_refused() -> None:
    refused = verdict(400, error(100, 2018008))
    assert isinstance(refused, Refused)
    assert str(refused) == "code 100, subcode 2018008"


def usage(*minutes: Any) -> str:
    each = [{"type": "messenger", "call_count": 100, "estimated_time_to_regain_access": wait} for wait in minutes]
    return json.dumps({"104000000000001": each})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"X_Business_Use_Case_Usage": usage(2, 19)}, 19 * 60),
        ({"x_business_use_case_usage": usage(0), "Retry_After": "7"}, 7),
        ({"X_Business_Use_Case_Usage": usage(10**9)}, 24 * 3600),
        ({"X_Business_Use_Case_Usage": usage("soon")}, None),
        ({"X_Business_Use_Case_Usage": usage()}, None),
        ({"X_Business_Use_Case_Usage": "{"}, None),
        ({"X_Business_Use_Case_Usage": "[]"}, None),
        ({"Retry_After": "7"}, 7),
        ({}, None),
    ],
    ids=["minutes", "none yet", "too long", "words", "empty", "broken", "a list", "Retry-After", "nothing"],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    away = verdict(400, error(613), **headers)
    assert isinstance(away, Away)
    assert away.seconds == seconds


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "error_subcode", "m"]), inner),
    max_leaves=8,
)


@given(JSON, JSON)
def test_no_answer_is_an_error(found: Any, wait: Any) -> None:
    headers = {"x-business-use-case-usage": json.dumps({"1": [{"estimated_time_to_regain_access": wait}], "2": wait})}
    with pytest.raises(SendingError) as raised:
        judge(Answered(400, headers, {"error": found}))
    seconds = getattr(raised.value, "seconds", None)
    assert seconds is None or 0 < seconds <= 24 * 3600
