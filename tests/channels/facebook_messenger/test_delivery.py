"""Each message is answered once, in order, on nobody's word but Meta's, whatever breaks on the way."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from liverguide.channels.facebook_messenger.access import verify_token_of
from liverguide.channels.messengers.channel import MOST_WAITING_OF_ONE
from tests.channels.facebook_messenger.conftest import FacebookMessengerServers
from tests.channels.facebook_messenger.graph import APP_ID, APP_SECRET, PAGE_ID, TOKEN, Chat, Refusal
from tests.channels.facebook_messenger.person import Person, batch, escaped, sign, words
from tests.channels.messenger_servers import SECRET

MELD, ERASE = "what is MELD?", "delete my data"
# Greets first, so that later answers are one message each.
HELLO = "hello"
DAY = 24 * 3600.0
NONE_WAIT = "SELECT count(*) FROM messenger_inbox WHERE NOT done"

Fields = dict[str, Any]


def is_message(fields: Fields) -> bool:
    return "message" in fields


def test_a_message_that_comes_twice_is_answered_once(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    message = ana.message(MELD)
    for _ in range(3):
        assert ana.deliver(message).status_code == 200
    assert ana.deliver(message, message).status_code == 200
    assert len(ana.hear()) == 1
    assert ana.deliver(message).status_code == 200
    assert ana.hears_nothing()


def test_the_same_message_at_the_same_time(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    message = ana.message(MELD)
    with ThreadPoolExecutor(6) as pool:
        assert {answer.status_code for answer in pool.map(ana.deliver, [message] * 6)} == {200}
    assert len(ana.hear()) == 1
    assert ana.hears_nothing()


def test_a_postback_without_an_id_that_comes_twice(ana: Person) -> None:
    start = ana.event(postback={"title": "Get Started", "payload": "start"})
    for _ in range(2):
        assert ana.deliver(start).status_code == 200
    assert len(ana.hear(2)) == 2
    assert ana.hears_nothing()


def test_an_erasure_that_comes_twice_is_carried_out_once(ana: Person) -> None:
    ana.say(ERASE, answers=2)
    yes = ana.tapped("Yes", dict(ana.quick_replies())["Yes"])
    ana.deliver(yes)
    assert "erased" in words(ana.hear())
    ana.deliver(yes)
    assert ana.hears_nothing()


def test_meta_hears_at_once_that_the_message_came(messenger: FacebookMessengerServers, ana: Person) -> None:
    messenger.signal("actions", signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert ana.deliver(ana.message(HELLO)).status_code == 200
        assert time.monotonic() - began < 2
    finally:
        messenger.signal("actions", signal.SIGCONT)
    assert ana.hear(2)


def test_a_batch_of_several_people_is_answered_whole(messenger: FacebookMessengerServers, ana: Person) -> None:
    ben = messenger.person()
    for person in (ana, ben):
        person.say(HELLO, answers=2)
    # Two entries, two events each, an echo and a "read" between them, and one person's messages in the wrong order.
    now = time.time()
    first, second = ana.message(MELD, at=now - 2), ana.message(ERASE, at=now - 1)
    echo = ana.event(message={"mid": "m_echo", "is_echo": True, "app_id": 1, "text": "an answer"})
    read = ben.event(read={"watermark": 1458668856253})
    body = escaped(batch([second, echo, ben.message(MELD)], [read, first]))
    assert ana.post(body).status_code == 200
    meld, erase = ana.hear(2)
    assert "Sources" in meld["text"]
    assert "erase" in erase["text"]
    assert "Sources" in words(ben.hear())


def test_messages_that_come_out_of_order_are_answered_in_order(
    messenger: FacebookMessengerServers, ana: Person
) -> None:
    ana.say(HELLO, answers=2)
    now = time.time()
    first = ana.message(MELD, at=now)
    second, third = ana.message("inr is 1.9", at=now + 0.01), ana.message(ERASE, at=now + 0.02)
    messenger.signal("actions", signal.SIGSTOP)
    try:
        ana.deliver(first)
        time.sleep(0.5)
        ana.deliver(third)
        ana.deliver(second)
    finally:
        messenger.signal("actions", signal.SIGCONT)
    answers = [message["text"] for message in ana.hear(6) if "text" in message]
    places = [next(n for n, text in enumerate(answers) if sign in text) for sign in ("Sources", "I read INR", "erase")]
    assert places == sorted(places)


def test_different_people_do_not_wait_for_each_other(messenger: FacebookMessengerServers, ana: Person) -> None:
    ben = messenger.person()

    def slow_for_ana(fields: Fields, chat: Chat) -> None:
        if chat.psid == ana.psid and is_message(fields):
            time.sleep(4)

    messenger.graph.fault = slow_for_ana
    ana.deliver(ana.message(HELLO))
    began = time.monotonic()
    assert len(ben.say(HELLO, answers=2)) == 2
    assert time.monotonic() - began < 4
    messenger.graph.fault = None
    assert ana.hear(2)


def test_many_people_at_once(messenger: FacebookMessengerServers) -> None:
    people = [messenger.person() for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda person: person.say(MELD, answers=2), people))
    assert {words(answer) for answer in answers} == {words(answers[0])}


def test_whoever_floods_is_not_listened_to_for_a_while(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    messenger.signal("actions", signal.SIGSTOP)
    try:
        flood = [ana.message(MELD) for _ in range(MOST_WAITING_OF_ONE + 5)]
        assert ana.deliver(*flood).status_code == 200
    finally:
        messenger.signal("actions", signal.SIGCONT)
    assert len(ana.hear(MOST_WAITING_OF_ONE)) == MOST_WAITING_OF_ONE
    assert len(ana.say(MELD)) == 1, "afterwards all is as before"


def test_nobody_but_meta_is_believed(ana: Person) -> None:
    body = escaped(batch([ana.message(MELD)]))
    good = sign(body)
    sha256, sha1 = good["X-Hub-Signature-256"], good["X-Hub-Signature"]
    for wrong in (
        {},
        {"X-Hub-Signature": sha1},
        {"X-Hub-Signature-256": sha1},
        {"X-Hub-Signature-256": sha256.removeprefix("sha256=")},
        {"X-Hub-Signature-256": sha256[:-1]},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "md5=" + "0" * 32},
        {"X-Hub-Signature-256": "ä".encode("latin-1").decode("latin-1").encode()},
        sign(body, "another app's secret"),
        sign(body + b" "),
    ):
        assert ana.post(body, headers=wrong).status_code == 403, wrong
    assert ana.post(b"{", headers={}).status_code == 403
    # The signature is of the bytes that came, not of what they mean.
    assert ana.post(body.replace(b"\\/", b"/").replace(b", ", b","), headers=good).status_code == 403
    assert ana.hears_nothing()
    assert ana.post(body, headers=good).status_code == 200
    assert ana.hear(2)


def test_other_letters_are_signed_as_meta_writes_them(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    message = ana.message("äöå: what is MELD?")
    assert b"\\u00e4\\u00f6\\u00e5" in escaped(batch([message]))
    assert ana.deliver(message).status_code == 200
    assert ana.hear()


def test_the_handshake(messenger: FacebookMessengerServers) -> None:
    word = verify_token_of(SECRET, APP_ID)

    def ask(**changes: str) -> httpx.Response:
        asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": word}
        asked.update({f"hub.{name}": value for name, value in changes.items()})
        return httpx.get(messenger.webhook, params=asked)

    good = ask()
    assert (good.status_code, good.text) == (200, "1158201444")
    assert good.headers["content-type"].startswith("text/plain")
    assert ask(challenge="<b>x</b>").headers["x-content-type-options"] == "nosniff"
    for wrong in ({"verify_token": "meatyhamhock"}, {"verify_token": "ä"}, {"mode": "unsubscribe"}, {"challenge": ""}):
        refused = ask(**wrong)
        assert (refused.status_code, refused.text) == (403, ""), wrong
    assert httpx.get(messenger.webhook).status_code == 403


def test_what_is_no_webhook_is_refused_and_what_is_unknown_is_ignored(ana: Person) -> None:
    for broken in (b"", b"{", b"[]", b"1", b'{"object": "page"}', b'{"entry": []}', b"\xff", b"[" * 50_000):
        assert ana.post(broken).status_code == 400, broken[:20]
    sender = {"sender": {"id": ana.psid}, "recipient": {"id": PAGE_ID}, "timestamp": int(time.time() * 1000)}
    for unknown in (
        {"delivery": {"mids": ["m_1"], "watermark": 1}},
        {"read": {"watermark": 1}},
        {"reaction": {"reaction": "love", "emoji": "\u2764", "action": "react", "mid": "m_1"}},
        {"optin": {"ref": "x"}},
        {"referral": {"ref": "x", "source": "SHORTLINK", "type": "OPEN_THREAD"}},
        {"pass_thread_control": {"new_owner_app_id": "1"}},
        {"policy_enforcement": {"action": "warning"}},
        {"something": {"new": True}},
        {"message": {"mid": "m_2", "attachments": [{"type": "sticker", "payload": {"sticker_id": 369239263222822}}]}},
        {"message": {"mid": "m_3", "attachments": [{"type": "image", "payload": {"url": "a", "sticker_id": 1}}]}},
        {"message": {"mid": "m_4"}},
        {"message": 7},
        {"message": {"text": "without an id"}},
        {"postback": {"title": "without a payload"}},
    ):
        assert ana.deliver({**sender, **unknown}).status_code == 200, unknown
    standby = {"object": "page", "entry": [{"id": PAGE_ID, "time": 1, "standby": [ana.message(MELD)]}]}
    assert ana.post(escaped(standby)).status_code == 200
    assert ana.post(escaped({"object": "instagram", "entry": batch([ana.message(MELD)])["entry"]})).status_code == 200
    assert ana.post(escaped({"object": "page", "entry": [{"id": PAGE_ID, "changes": [{"field": "feed"}]}]})).is_success
    assert ana.hears_nothing()


def test_a_huge_body_is_refused(ana: Person) -> None:
    assert ana.post(b"x" * 1_000_000).status_code == 413
    assert ana.say(HELLO, answers=2)


def test_a_message_that_comes_a_day_late_is_asked_for_again(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    assert ana.deliver(ana.message("my inr is 1.9", at=time.time() - 1.2 * DAY)).status_code == 200
    (sentence,) = ana.hear()
    assert "please send it again" in sentence["text"]
    assert "911" in sentence["text"]
    assert ana.deliver(ana.message(MELD, at=time.time() - 0.9 * DAY)).status_code == 200
    assert "Sources" in words(ana.hear())


def test_what_was_signed_days_ago_does_nothing(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    assert ana.deliver(ana.message(MELD, at=time.time() - 2.1 * DAY)).status_code == 200
    assert ana.hears_nothing()


def test_while_meta_is_away_answers_wait(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    messenger.graph.stop()
    try:
        assert ana.deliver(ana.message(MELD), ana.message(ERASE, at=time.time() + 0.01)).status_code == 200
        time.sleep(6)
    finally:
        messenger.graph.start()
    meld, erase = ana.hear(2)
    assert "Sources" in meld["text"]
    assert "erase" in erase["text"]


def test_broken_answers_of_meta_are_tried_again(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    faults = iter([
        Refusal(2, "An unexpected error has occurred. Please retry your request later.", status=500),
        Refusal(1200, "Temporary send message failure. Please try again later."),
    ])  # fmt: skip

    def broken(fields: Fields, chat: Chat) -> None:
        if is_message(fields) and (fault := next(faults, None)):
            raise fault

    messenger.graph.fault = broken
    assert len(ana.say(MELD)) == 1


def test_it_waits_as_long_as_meta_asks(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    tried: list[float] = []

    def full(fields: Fields, chat: Chat) -> None:
        if is_message(fields):
            tried.append(time.monotonic())
            if len(tried) == 1:
                raise Refusal(613, "(#613) Calls to this api have exceeded the rate limit.", Retry_After="3")

    messenger.graph.fault = full
    assert len(ana.say(MELD)) == 1
    assert len(tried) == 2
    assert 3 <= tried[1] - tried[0] < 6


def test_a_picture_that_meta_cannot_fetch_is_there_in_words(messenger: FacebookMessengerServers, ana: Person) -> None:
    def unfetchable(fields: Fields, chat: Chat) -> None:
        if "attachment" in fields.get("message", {}):
            raise Refusal(100, "(#100) Failed to fetch the file from the url", 2018008)

    messenger.graph.fault = unfetchable
    messages = ana.say("my inr is 1.9", answers=4)
    assert not any("attachment" in message for message in messages)
    assert words(messages).count("The mark shows 1.9") == 1


def test_who_blocks_the_page_is_forgotten(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    mine = f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.psid}%'"
    assert messenger.rows(mine) == [(1,)]
    ana.screen.blocked = True
    ana.deliver(ana.message(MELD))
    messenger.until(lambda: messenger.rows(mine) == [(0,)])
    ana.screen.blocked = False
    assert ana.say(MELD), "whoever comes back is answered"


def test_after_the_24_hours_nothing_is_sent(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    late = ana.message(MELD)
    ana.screen.wrote = time.time() - 1.1 * DAY
    assert ana.deliver(late).status_code == 200
    messenger.until(lambda: messenger.rows(NONE_WAIT) == [(0,)])
    assert ana.hears_nothing(0.5)
    assert ana.say(MELD)


def test_what_the_clinic_must_mend_stands_in_the_log(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    for refusal, sentence in (
        (Refusal(190, "Error validating access token: Session has expired", 463, 401), "access token is not accepted"),
        (Refusal(2500, "Unknown path components: /v99.0/me/messages"), "look at the version in LIVERGUIDE_MESSENGER"),
        (Refusal(200, "(#200) Requires pages_messaging permission"), "may not write for the page"),
    ):

        def refused(fields: Fields, chat: Chat, refusal: Refusal = refusal) -> None:
            raise refusal

        messenger.graph.fault = refused
        ana.deliver(ana.message(MELD))
        messenger.until(lambda sentence=sentence: sentence in messenger.log("assistant"))  # type: ignore[misc]
        assert str(refusal) not in messenger.log("assistant"), "Meta's own words may quote a person's"
    messenger.graph.fault = None
    messenger.until(lambda: messenger.rows(NONE_WAIT) == [(0,)])
    mine = f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.psid}%'"
    assert messenger.rows(mine) == [(1,)], "nobody is forgotten for what the clinic must mend"


def test_the_account_is_nowhere_but_among_the_addresses(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say("my name is Ana Ruiz. what is MELD?", answers=2)
    messenger.until(lambda: messenger.rows(NONE_WAIT) == [(0,)])
    for table in ("events", "messenger_inbox", "picture_links"):
        assert ana.psid not in str(messenger.rows(f"SELECT * FROM {table}"))
    inbox = str(messenger.rows("SELECT message, answer, conversation FROM messenger_inbox WHERE done"))
    assert set(inbox) <= set("[](), None")
    logs = messenger.log("assistant") + messenger.log("actions")
    for secret in (ana.psid, "Ruiz", SECRET, TOKEN, APP_SECRET, verify_token_of(SECRET, APP_ID)):
        assert secret not in logs


def test_nothing_is_lost_when_the_process_is_asked_to_stop(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    messenger.signal("actions", signal.SIGSTOP)
    assert ana.deliver(ana.message(MELD), ana.message(ERASE, at=time.time() + 0.01)).status_code == 200
    messenger.stop("assistant")
    messenger.signal("actions", signal.SIGCONT)
    assert len(ana.screen.messages) == 2
    messenger.start("assistant")
    messenger.wait(120)
    meld, erase = ana.hear(2)
    assert "Sources" in meld["text"]
    assert "erase" in erase["text"]
    # A button works after hours and a restart, too.
    assert "erase nothing" in words(ana.tap("No"))


def test_nothing_is_lost_or_said_twice_when_the_process_is_killed(
    messenger: FacebookMessengerServers, ana: Person
) -> None:
    ana.say(HELLO, answers=2)
    reached: list[str] = []

    def hangs(fields: Fields, chat: Chat) -> None:
        if is_message(fields) and not reached:
            reached.append(chat.psid)
            time.sleep(3)
            raise Refusal(2, "An unexpected error has occurred.", status=500)

    messenger.graph.fault = hangs
    ana.deliver(ana.message(MELD))
    messenger.until(lambda: bool(reached))
    messenger.kill("assistant")  # the dialogue has answered, and the answer is not sent
    messenger.start("assistant")
    messenger.wait(120)
    (meld,) = ana.hear()
    assert "Sources" in meld["text"]
    said = "SELECT count(*) FROM events WHERE type_name = 'user' AND data LIKE '%what is MELD?%' AND sender_id = "
    assert messenger.rows(f"{said}'{messenger.conversation(ana.psid)}'") == [(1,)]
