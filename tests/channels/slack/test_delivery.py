"""Each message is answered once, in order, by nobody but Slack's word, whatever breaks on the way."""

from __future__ import annotations

import json
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier

from liverguide.channels.messengers.channel import MOST_WAITING_OF_ONE
from tests.channels.messenger_servers import SECRET
from tests.channels.slack.conftest import SlackServers
from tests.channels.slack.person import Person, words
from tests.channels.slack.web_api import SIGNING_SECRET, TOKEN, Conversation, Refusal

MELD, ALBI = "what is MELD?", "is my MELD score different from MELD 3.0?"
# Greets first, so that later answers are one message each.
HELLO = "hello"
OTHER_SECRET = "0" * 32

Fields = dict[str, Any]


def test_slack_hears_that_the_address_is_ours(ana: Person) -> None:
    asked = {
        "token": "x",
        "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
        "type": "url_verification",
    }
    answer = ana.deliver(asked)
    assert (answer.status_code, answer.json()) == (200, {"challenge": asked["challenge"]})
    assert ana.deliver(asked, secret=OTHER_SECRET).status_code == 403


def test_a_message_that_comes_again_is_answered_once(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    update = ana.message(MELD)
    for retry in range(4):
        assert ana.deliver(update, retry=retry).status_code == 200
    assert len(ana.hear()) == 1
    # The same message by another event, too.
    assert ana.deliver({**update, "event_id": "Ev0OTHER"}).status_code == 200
    assert ana.hears_nothing()


def test_a_retry_whose_first_delivery_was_lost_is_answered(ana: Person) -> None:
    assert ana.deliver(ana.message(HELLO), retry=1).status_code == 200
    assert ana.hear(2)


def test_the_same_message_at_the_same_time(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    update = ana.message(MELD)
    with ThreadPoolExecutor(6) as pool:
        assert {answer.status_code for answer in pool.map(ana.deliver, [update] * 6)} == {200}
    assert len(ana.hear()) == 1
    assert ana.hears_nothing()


def test_an_erasure_that_comes_twice_is_carried_out_once(ana: Person) -> None:
    asked = ana.say("delete my data", answers=2)[-1]
    yes = ana.tapped(asked, next(value for title, value in asked.buttons if title == "Yes"))
    ana.deliver(yes)
    assert "erased" in words(ana.hear())
    ana.deliver(yes)
    assert ana.hears_nothing()


def test_slack_hears_at_once_that_the_message_came(slack: SlackServers, ana: Person) -> None:
    slack.signal("actions", signal.SIGSTOP)
    try:
        assert ana.deliver(ana.message(HELLO)).status_code == 200
        assert ana.screen.messages == [], "nothing could be worked out yet"
    finally:
        slack.signal("actions", signal.SIGCONT)
    assert ana.hear(2)


def test_messages_that_come_out_of_order_are_answered_in_order(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    first, second, third = ana.message(MELD), ana.message("inr is 1.9"), ana.message("delete my data")
    slack.signal("actions", signal.SIGSTOP)
    try:
        ana.deliver(first)
        time.sleep(0.5)
        ana.deliver(third)
        ana.deliver(second)
    finally:
        slack.signal("actions", signal.SIGCONT)
    answers = [message.text for message in ana.hear(5) if not message.pictures]
    places = [next(n for n, text in enumerate(answers) if sign in text) for sign in ("Sources", "I read INR", "erase")]
    assert places == sorted(places)


def test_different_people_do_not_wait_for_each_other(slack: SlackServers, ana: Person) -> None:
    ben, well_again = slack.person(), threading.Event()

    def slow_for_ana(fields: Fields, conversation: Conversation) -> None:
        if conversation.id == ana.direct and not well_again.is_set():
            time.sleep(1)
            raise Refusal("internal_error", 500)

    slack.api.fault = slow_for_ana
    ana.deliver(ana.message(HELLO))
    assert len(ben.say(HELLO, answers=2)) == 2
    assert ana.screen.messages == []
    well_again.set()
    assert ana.hear(2)


def test_many_people_at_once(slack: SlackServers, ana: Person) -> None:
    people = [slack.person() for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda person: person.say(MELD, answers=2), people))
    assert {words(answer) for answer in answers} == {words(answers[0])}


def test_whoever_floods_is_not_listened_to_for_a_while(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    slack.signal("actions", signal.SIGSTOP)
    try:
        answers = [ana.deliver(ana.message(MELD)).status_code for _ in range(MOST_WAITING_OF_ONE + 5)]
        assert set(answers) == {200}
    finally:
        slack.signal("actions", signal.SIGCONT)
    assert len(ana.hear(MOST_WAITING_OF_ONE)) == MOST_WAITING_OF_ONE
    assert len(ana.say(MELD)) == 1, "afterwards all is as before"


def test_nobody_but_slack_is_believed(ana: Person) -> None:
    update = ana.message(MELD)
    assert ana.deliver(update, secret=OTHER_SECRET).status_code == 403
    body = json.dumps(update).encode()
    at = str(int(time.time()))
    signature = str(SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=at, body=body))
    for headers in (
        {},
        {"X-Slack-Signature": signature},
        {"X-Slack-Request-Timestamp": at},
        {"X-Slack-Request-Timestamp": str(int(at) - 1), "X-Slack-Signature": signature},
        {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature.removeprefix("v0=")},
        {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature[:-1]},
        {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": "v0=ä".encode()},
    ):
        sent = {"Content-Type": "application/json", **headers}
        assert httpx.post(ana.webhook, content=body, headers=sent).status_code == 403, headers
    signed = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
    assert httpx.post(ana.webhook, content=body + b" ", headers=signed).status_code == 403, "the raw body is signed"
    tap = urlencode({"payload": json.dumps({"type": "block_actions"})}).encode()
    assert ana.post(tap, secret=OTHER_SECRET).status_code == 403, "taps are checked alike"
    assert ana.hears_nothing()


@pytest.mark.parametrize("age", [3600, 310, -310], ids=["an hour", "just too old", "ahead"])
def test_what_was_signed_at_another_time_is_not_believed(ana: Person, age: float) -> None:
    assert ana.deliver(ana.message(MELD), age=age).status_code == 403
    assert ana.hears_nothing()


def test_a_clock_that_is_a_little_off_is_believed(ana: Person) -> None:
    assert ana.deliver(ana.message(HELLO), age=240).status_code == 200
    assert ana.hear(2)


def test_the_content_type_may_name_a_character_set(ana: Person) -> None:
    body = json.dumps(ana.message(HELLO)).encode()
    assert ana.post(body, headers={"Content-Type": "application/json; charset=utf-8"}).status_code == 200
    assert ana.hear(2)


def test_what_is_no_request_is_refused_and_what_is_unknown_is_ignored(ana: Person) -> None:
    for broken in (
        b"",
        b"{",
        b"[]",
        b"1",
        b'{"a": 1}',
        b'{"type": 1}',
        b"[" * 50_000,
        b"{" * 50_000,
        b"payload=x",
        b"a=b",
    ):
        assert ana.post(broken).status_code == 400, broken[:20]
    for unknown in (
        {"type": "event_callback"},
        {"type": "event_callback", "event": 7},
        {"type": "event_callback", "event": {"type": "reaction_added"}},
        {"type": "event_callback", "event": {"type": "message", "channel_type": "im", "channel": 1, "ts": "x"}},
        {"type": "event_callback", "event": {"type": "tokens_revoked", "tokens": 7}},
        {"type": "app_rate_limited"},
        {"type": "url_verification"},
        {"type": "block_actions", "actions": []},
        {"type": "view_submission", "view": {}},
    ):
        assert ana.deliver(unknown).status_code == 200, unknown
    assert ana.hears_nothing()


def test_a_huge_body_is_refused(ana: Person) -> None:
    assert ana.post(b"x" * 1_000_000).status_code == 413
    assert ana.say(HELLO, answers=2)


def test_while_slack_is_away_answers_wait(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    slack.api.stop()
    try:
        assert ana.deliver(ana.message(MELD)).status_code == 200
        assert ana.deliver(ana.message("delete my data")).status_code == 200
        time.sleep(6)
    finally:
        slack.api.start()
    meld, erase = ana.hear(2)
    assert "Sources" in meld.text
    assert "erase" in erase.text


def test_broken_answers_of_slack_are_tried_again(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    faults = iter([Refusal("internal_error", 500), Refusal("fatal_error"), Refusal("service_unavailable", 503)])

    def broken(fields: Fields, conversation: Conversation) -> None:
        if fault := next(faults, None):
            raise fault

    slack.api.fault = broken
    assert len(ana.say(MELD)) == 1


def test_it_waits_as_long_as_slack_asks(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    tried: list[float] = []

    def full(fields: Fields, conversation: Conversation) -> None:
        tried.append(time.monotonic())
        if len(tried) == 1:
            raise Refusal("ratelimited", 429, {"Retry-After": "3"})

    slack.api.fault = full
    assert len(ana.say(MELD)) == 1
    assert len(tried) == 2
    assert tried[1] - tried[0] >= 3


def test_a_picture_that_slack_cannot_fetch_becomes_words(slack: SlackServers, ana: Person) -> None:
    def unfetchable(fields: Fields, conversation: Conversation) -> None:
        if any(block["type"] == "image" for block in fields["blocks"]):
            raise Refusal("invalid_blocks", errors=["downloading image failed [json-pointer:/blocks/0/image_url]"])

    slack.api.fault = unfetchable
    messages = ana.say("my inr is 1.9", answers=4)
    assert not any(message.pictures for message in messages)
    assert "The mark shows 1.9" in words(messages)


@pytest.mark.parametrize("error", ["user_disabled", "channel_not_found"])
def test_whose_account_is_gone_is_forgotten(slack: SlackServers, ana: Person, error: str) -> None:
    ana.say(HELLO, answers=2)
    mine = f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.direct}%'"
    assert slack.rows(mine) == [(1,)]

    def gone(fields: Fields, conversation: Conversation) -> None:
        raise Refusal(error)

    slack.api.fault = gone
    ana.deliver(ana.message(MELD))
    slack.until(lambda: slack.rows(mine) == [(0,)])
    slack.api.fault = None
    assert ana.say(MELD), "whoever comes back is answered"


def test_when_the_app_was_removed_nothing_more_is_sent(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    mine = f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.direct}%'"
    slack.signal("actions", signal.SIGSTOP)
    try:
        ana.deliver(ana.message(MELD))  # was on its way
        slack.api.removed = True
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0LIVIA00"]}}
        assert ana.deliver(ana.event(revoked)).status_code == 200
        assert ana.deliver(ana.event({"type": "app_uninstalled"})).status_code == 200
    finally:
        slack.signal("actions", signal.SIGCONT)
    slack.until(lambda: slack.rows(mine) == [(0,)])
    slack.until(lambda: slack.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    calls = len(slack.api.calls)
    slack.api.removed = False
    assert ana.hears_nothing()
    assert len(slack.api.calls) == calls, "nor is it tried again"
    assert "the app was removed from the workspace" in slack.log("assistant")


def test_a_token_that_is_mended_brings_the_answer(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    slack.api.revoked = True
    ana.deliver(ana.message(MELD))
    slack.until(lambda: slack.api.calls[-4:] == ["chat.postMessage"] * 4)
    assert ana.hears_nothing(0.5)
    slack.api.revoked = False
    (meld,) = ana.hear()
    assert "Sources" in meld.text


def test_the_account_is_nowhere_but_among_the_addresses(slack: SlackServers, ana: Person) -> None:
    ana.say("my name is Ana Ruiz. what is MELD?", answers=2)
    slack.until(lambda: slack.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    for table in ("events", "messenger_inbox", "picture_links"):
        kept = str(slack.rows(f"SELECT * FROM {table}"))
        assert ana.id not in kept
        assert ana.direct not in kept
    inbox = str(slack.rows("SELECT message, answer, conversation FROM messenger_inbox WHERE done"))
    assert set(inbox) <= set("[](), None")
    logs = slack.log("assistant") + slack.log("actions")
    for secret in (ana.id, ana.direct, "Ruiz", SECRET, SIGNING_SECRET, TOKEN[5:]):
        assert secret not in logs


def test_nothing_is_lost_when_the_process_is_asked_to_stop(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    slack.signal("actions", signal.SIGSTOP)
    accepted = [ana.deliver(ana.message(text)).status_code for text in (MELD, "delete my data")]
    assert accepted == [200, 200]
    slack.stop("assistant")
    slack.signal("actions", signal.SIGCONT)
    assert len(ana.screen.messages) == 2
    slack.start("assistant")
    slack.wait(200)
    meld, erase = ana.hear(2)
    assert "Sources" in meld.text
    assert "erase" in erase.text
    # A button works after hours and a restart, too.
    assert "erase nothing" in words(ana.tap("No"))


def test_nothing_is_lost_or_said_twice_when_the_process_is_killed(slack: SlackServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    reached: list[str] = []

    def hangs(fields: Fields, conversation: Conversation) -> None:
        if not reached:
            reached.append(conversation.id)
            time.sleep(3)
            raise Refusal("internal_error", 500)

    slack.api.fault = hangs
    ana.deliver(ana.message(MELD))
    slack.until(lambda: bool(reached))
    slack.kill("assistant")  # the dialogue has answered, and the answer is not sent
    slack.start("assistant")
    slack.wait(200)
    (meld,) = ana.hear()
    assert "Sources" in meld.text
    said = "SELECT count(*) FROM events WHERE type_name = 'user' AND data LIKE '%what is MELD?%' AND sender_id = "
    assert slack.rows(f"{said}'{slack.conversation(ana.id)}'") == [(1,)]
