"""What is sent to Slack stays within its limits, and what it answers is understood."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from liverguide.channels.messengers.outbound import Answered, Away, PersonGone, Refused, SendingError
from liverguide.channels.messengers.parts import Button, Image, Text
from liverguide.channels.slack.blocks import content, key_of
from liverguide.channels.slack.judging import judge
from liverguide.channels.slack.mrkdwn import LONGEST_TITLE, MOST_BUTTONS
from tests.channels.slack.block_schema import check_blocks


def error(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> SendingError:
    with pytest.raises(SendingError) as raised:
        judge(Answered(status, headers or {}, body))
    return raised.value


def refused(name: str, **more: Any) -> dict[str, Any]:
    return {"ok": False, "error": name, **more}


def test_a_good_answer_is_given_on() -> None:
    assert judge(Answered(200, {}, {"ok": True, "ts": "1.2"}))["ts"] == "1.2"


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"), Away),
        (("invalid_auth", "not_authed", "token_revoked", "token_expired", "missing_scope"), Away),
        (("account_inactive", "channel_not_found", "user_not_found", "user_disabled"), PersonGone),
        (("is_archived", "not_in_channel", "invalid_blocks", "msg_too_long", "as_user_not_supported", "new"), Refused),
    ],
    ids=["away", "to be mended", "gone", "refused"],
)
def test_errors_in_the_body(names: tuple[str, ...], kind: type[SendingError]) -> None:
    for name in names:
        judged = error(refused(name))
        assert type(judged) is kind, name
        assert name in str(judged) or name == "ratelimited"


def test_how_long_to_wait_is_heard() -> None:
    away = error(refused("ratelimited"), 429, {"Retry-After": "30"})
    assert isinstance(away, Away)
    assert away.seconds == 30
    away = error({}, 429, {"retry-after": "2"})
    assert isinstance(away, Away)
    assert away.seconds == 2


@pytest.mark.parametrize("status", [200, 302, 400, 404, 500, 503])
def test_an_answer_that_is_none_of_slacks_is_tried_again(status: int) -> None:
    assert isinstance(error({}, status), Away)


def test_the_reason_has_nothing_of_what_was_sent() -> None:
    judged = error(refused("My INR is 3!", response_metadata={"messages": ["[ERROR] you sent: xylophone"]}))
    assert "INR" not in str(judged)
    assert "xylophone" not in str(judged)
    assert "xylophone" in judged.detail
    assert error(refused("missing_scope", needed="chat:write")).detail == "needed: chat:write"


@settings(deadline=None)
@given(
    st.text(min_size=1, max_size=3000).filter(str.strip),
    st.lists(st.builds(Button, st.text(min_size=1, max_size=LONGEST_TITLE), st.text()), max_size=MOST_BUTTONS),
)
def test_blocks_are_such_as_slack_takes(text: str, buttons: list[Button]) -> None:
    fields = content(Text(text[:1500], tuple(buttons)))
    check_blocks(fields["blocks"])
    for block in Block.parse_all(fields["blocks"]):
        block.validate_json()


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1, max_size=20).filter(str.strip))
def test_words_for_who_cannot_see_a_picture_are_never_too_long(alt: str) -> None:
    image, section = content(Image("https://a.example/pictures/1.png", "caption", f"a{alt}" * 200))["blocks"]
    assert 1 <= len(image["alt_text"].encode("utf-16-le", "surrogatepass")) // 2 <= 2000
    assert section["text"]["text"] == "caption"


def test_a_picture_without_words_below() -> None:
    fields = content(Image("https://a.example/pictures/1.png", "", "A score."))
    assert [block["type"] for block in fields["blocks"]] == ["image"]


@settings(deadline=None)
@given(st.text())
def test_a_buttons_key_tells_payloads_apart(payload: str) -> None:
    assert len(key_of(payload)) <= 2000
    assert key_of(payload) != key_of(payload + "x")
