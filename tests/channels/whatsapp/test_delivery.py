"""Each message is answered once, by nobody but Twilio's word, whatever breaks on the way."""

from __future__ import annotations

import hashlib
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from twilio.request_validator import RequestValidator

from liverguide.channels.messengers.channel import MOST_WAITING_OF_ONE
from tests.channels.messenger_servers import SECRET
from tests.channels.whatsapp.conftest import WhatsAppServers
from tests.channels.whatsapp.person import Person, words
from tests.channels.whatsapp.twilio_api import (
    ACCOUNT,
    FORM,
    SENDER,
    SIGNATURE,
    TOKEN,
    Phone,
    Refusal,
    request,
)

MELD = "what is MELD?"
# Greets first, so that later answers are one message each.
HELLO = "hello"


def test_a_message_that_comes_twice_is_answered_once(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    message = ana.message(MELD)
    for _ in range(3):
        assert ana.deliver(message).status_code == 200
    # To the fallback address it comes with the reason why.
    assert ana.deliver({**message, "ErrorCode": "11200", "ErrorUrl": ana.webhook}).status_code == 200
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


def test_twilio_hears_at_once_that_the_message_came(whatsapp: WhatsAppServers, ana: Person) -> None:
    whatsapp.signal("actions", signal.SIGSTOP)
    try:
        began = time.monotonic()
        answer = ana.deliver(ana.message(HELLO))
        assert time.monotonic() - began < 2
    finally:
        whatsapp.signal("actions", signal.SIGCONT)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    assert answer.text.endswith("<Response></Response>"), "nothing is answered by TwiML"
    assert ana.hear(2)


def test_messages_are_answered_in_the_order_in_which_they_came(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    whatsapp.signal("actions", signal.SIGSTOP)
    try:
        for text in (MELD, "inr is 1.9", "delete my data"):
            ana.deliver(ana.message(text))
    finally:
        whatsapp.signal("actions", signal.SIGCONT)
    answers = [message.text for message in ana.hear(5)]
    places = [
        next(n for n, text in enumerate(answers) if sign in text) for sign in ("Model for", "I read INR", "erase")
    ]
    assert places == sorted(places)


def test_different_people_do_not_wait_for_each_other(whatsapp: WhatsAppServers, ana: Person) -> None:
    ben = whatsapp.person()

    def slow_for_ana(phone: Phone, picture: bool) -> None:
        if phone is ana.phone:
            time.sleep(4)

    whatsapp.api.fault = slow_for_ana
    ana.deliver(ana.message(HELLO))
    began = time.monotonic()
    assert len(ben.say(HELLO, answers=2)) == 2
    assert time.monotonic() - began < 4
    whatsapp.api.fault = None
    assert ana.hear(2)


def test_many_people_at_once(whatsapp: WhatsAppServers) -> None:
    people = [whatsapp.person() for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda person: person.say(MELD, answers=2), people))
    assert {words(answer) for answer in answers} == {words(answers[0])}


def test_whoever_floods_is_not_listened_to_for_a_while(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    whatsapp.signal("actions", signal.SIGSTOP)
    try:
        answers = [ana.deliver(ana.message(MELD)).status_code for _ in range(MOST_WAITING_OF_ONE + 5)]
        assert set(answers) == {200}
    finally:
        whatsapp.signal("actions", signal.SIGCONT)
    assert len(ana.hear(MOST_WAITING_OF_ONE)) == MOST_WAITING_OF_ONE
    assert len(ana.say(MELD)) == 1, "afterwards all is as before"


def test_nobody_but_twilio_is_believed(ana: Person) -> None:
    message = ana.message(MELD)
    good = RequestValidator(TOKEN).compute_signature(ana.webhook, message)
    for wrong in ("wrong", good[:-1], good + "=", RequestValidator("0" * 32).compute_signature(ana.webhook, message)):
        assert ana.deliver(message, signature=wrong).status_code == 403
    assert ana.deliver({**message, "Body": "delete my data"}, signature=good).status_code == 403, "changed on the way"
    assert request(f"{ana.webhook}?a=1", message, signature=good).status_code == 403
    assert httpx.post(ana.webhook, data=message).status_code == 403
    assert httpx.post(ana.webhook, content=b"\xff", headers={SIGNATURE: "\u00e4".encode()}).status_code == 403
    assert ana.hears_nothing()


def test_a_replay_of_an_old_request_does_nothing(ana: Person) -> None:
    # Twilio's requests bear no time; the message's id is known for longer than an answer is sent.
    ana.say(HELLO, answers=2)
    message = ana.message(MELD)
    signed = RequestValidator(TOKEN).compute_signature(ana.webhook, message)
    assert ana.deliver(message, signature=signed).status_code == 200
    assert ana.hear()
    assert ana.deliver(message, signature=signed).status_code == 200
    assert ana.hears_nothing()


def test_the_address_that_twilio_knows_is_the_public_one(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    behind = ana.webhook.replace("127.0.0.1", "localhost")  # as a proxy asks it
    assert request(behind, ana.message(MELD), known_as=ana.webhook).status_code == 200
    assert ana.hear()
    assert request(behind, ana.message(MELD)).status_code == 403
    asked = f"{ana.webhook}?from=twilio&x=%C3%A9"
    assert request(asked, ana.message(MELD)).status_code == 200
    assert ana.hear()


def test_a_body_that_is_no_form_is_checked_by_its_hash(ana: Person) -> None:
    body = b'{"type": "com.twilio.messaging.message.sent"}'
    url = f"{ana.webhook}?bodySHA256={hashlib.sha256(body).hexdigest()}"
    headers = {"Content-Type": "application/json", SIGNATURE: RequestValidator(TOKEN).compute_signature(url, {})}
    assert httpx.post(url, content=body, headers=headers).status_code == 200, "of no concern"
    assert httpx.post(url, content=body + b" ", headers=headers).status_code == 403
    assert ana.hears_nothing()


def test_what_is_no_request_is_refused_and_what_is_unknown_is_ignored(ana: Person) -> None:
    empty = {SIGNATURE: RequestValidator(TOKEN).compute_signature(ana.webhook, {}), "Content-Type": FORM}
    assert httpx.post(ana.webhook, content=b"", headers=empty).status_code == 400
    unknown = (
        {"a": "1"},
        {"AccountSid": ACCOUNT, "CallSid": "CA1", "CallStatus": "ringing"},
        ana.message("👍", MessageType="reaction"),
        ana.message(MELD, To="whatsapp:+12025550199"),
        ana.message(MELD, AccountSid="AC" + "1" * 32),
        ana.message(MELD, From="+491701234567"),
        ana.message("", MessageStatus="delivered", From=SENDER, To=ana.address),
        ana.message("", MessageStatus="read", From=SENDER, To=ana.address),
    )
    for fields in unknown:
        assert ana.deliver(fields).status_code == 200, fields
    assert ana.hears_nothing()
    assert httpx.get(ana.webhook).status_code == 405


def test_a_huge_body_is_refused(ana: Person) -> None:
    assert httpx.post(ana.webhook, content=b"Body=" + b"x" * 1_000_000).status_code == 413
    assert ana.say(HELLO, answers=2)


def test_while_twilio_is_away_answers_wait(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    whatsapp.api.stop()
    try:
        assert ana.deliver(ana.message(MELD)).status_code == 200
        assert ana.deliver(ana.message("delete my data")).status_code == 200
        time.sleep(6)
    finally:
        whatsapp.api.start()
    meld, erase = ana.hear(2)
    assert "Sources" in meld.text
    assert "erase" in erase.text


@pytest.mark.parametrize(
    "faults",
    [
        [Refusal(500, 20500, "Internal Server Error"), Refusal(503, 20503, "Service Unavailable")],
        [Refusal(401, 20003, "Authenticate")],
        [Refusal(400, 63007, "Twilio could not find a Channel with the specified From address")] * 5,
    ],
    ids=["broken", "token", "sender"],
)
def test_what_twilio_or_the_clinic_can_mend_is_tried_again(
    whatsapp: WhatsAppServers, ana: Person, faults: list[Refusal]
) -> None:
    ana.say(HELLO, answers=2)
    left = iter(faults)

    def broken(phone: Phone, picture: bool) -> None:
        if phone is ana.phone and (fault := next(left, None)):
            raise fault

    whatsapp.api.fault = broken
    assert len(ana.say(MELD)) == 1
    if len(faults) > 4:  # so many at once are told to whoever can mend it
        assert "an answer of whatsapp must wait: status 400, code 63007: the sender's number" in whatsapp.log(
            "assistant"
        )


def test_it_waits_as_long_as_twilio_asks(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    tried: list[float] = []

    def full(phone: Phone, picture: bool) -> None:
        tried.append(time.monotonic())
        if len(tried) == 1:
            raise Refusal(429, 20429, "Too Many Requests", **{"Retry-After": "3"})

    whatsapp.api.fault = full
    assert len(ana.say(MELD)) == 1
    assert len(tried) == 2
    assert 3 <= tried[1] - tried[0] < 6


def test_a_message_that_is_refused_does_not_hold_up_the_next(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    left = iter([Refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit")])

    def refused(phone: Phone, picture: bool) -> None:
        if fault := next(left, None):
            raise fault

    whatsapp.api.fault = refused
    ana.deliver(ana.message(MELD))
    assert "erase" in words(ana.say("delete my data"))


def test_a_picture_that_is_refused_becomes_words(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say("my inr is 1.8", answers=4)

    def unfetchable(phone: Phone, picture: bool) -> None:
        if picture:
            raise Refusal(400, 21620, "Invalid media URL(s)")

    whatsapp.api.fault = unfetchable
    messages = ana.say("my inr is 1.9", answers=3)
    assert not any(message.picture for message in messages)
    assert "The mark shows 1.9" in words(messages)


def test_a_picture_that_whatsapp_cannot_fetch_gets_a_sentence(ana: Person) -> None:
    ana.say("my inr is 1.8", answers=4)
    ana.phone.fetches_pictures = False
    messages = ana.say("my inr is 1.9", answers=3)
    assert not any(message.picture for message in messages)
    assert "I read INR 1.9" in words(messages)
    assert "picture could not be shown" in messages[-1].text


def address_count(person: Person) -> str:
    return f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{person.digits}%'"


@pytest.mark.parametrize("code", [63016, 21610, 63024], ids=["session over", "opted out", "no WhatsApp"])
def test_who_cannot_be_written_to_is_forgotten(whatsapp: WhatsAppServers, ana: Person, code: int) -> None:
    ana.say(HELLO, answers=2)
    assert whatsapp.rows(address_count(ana)) == [(1,)]
    tried: list[Phone] = []

    def gone(phone: Phone, picture: bool) -> None:
        tried.append(phone)
        raise Refusal(400, code, f"Nothing can be sent to {phone.address}")

    whatsapp.api.fault = gone
    ana.deliver(ana.message(MELD))
    whatsapp.until(lambda: whatsapp.rows(address_count(ana)) == [(0,)])
    assert len(tried) == 1, "it is not tried again"
    whatsapp.api.fault = None
    assert ana.say(MELD), "whoever comes back is answered"


def test_a_session_that_is_over_is_told_later(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    ana.phone.in_session = False
    ana.deliver(ana.message(MELD))
    whatsapp.until(lambda: whatsapp.rows(address_count(ana)) == [(0,)])
    assert "whatsapp did not deliver a message: code 63016" in whatsapp.log("assistant")
    ana.phone.in_session = True
    assert ana.say(MELD)


def test_the_account_is_nowhere_but_among_the_addresses(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say("my name is Ana Ruiz. what is MELD?", answers=2)
    ana.say("my inr is 1.9", answers=3)
    whatsapp.until(lambda: whatsapp.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    for table in ("events", "messenger_inbox", "picture_links"):
        kept = str(whatsapp.rows(f"SELECT * FROM {table}"))
        assert ana.digits not in kept
        assert "Ruiz" not in kept
    inbox = str(whatsapp.rows("SELECT message, answer, conversation FROM messenger_inbox WHERE done"))
    assert set(inbox) <= set("[](), None")
    logs = whatsapp.log("assistant") + whatsapp.log("actions")
    for secret in (ana.digits, "Ruiz", SECRET, TOKEN, "what is MELD"):
        assert secret not in logs


def test_nothing_is_lost_when_the_process_is_asked_to_stop(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    whatsapp.signal("actions", signal.SIGSTOP)
    accepted = [ana.deliver(ana.message(text)).status_code for text in (MELD, "delete my data")]
    assert accepted == [200, 200]
    whatsapp.stop("assistant")
    whatsapp.signal("actions", signal.SIGCONT)
    assert len(ana.phone.messages) == 2
    whatsapp.start("assistant")
    whatsapp.wait(120)
    meld, erase = ana.hear(2)
    assert "Sources" in meld.text
    assert "erase" in erase.text
    # A list is answered after hours and a restart, too.
    assert "erase nothing" in words(ana.say("2"))


def test_nothing_is_lost_or_said_twice_when_the_process_is_killed(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    reached: list[Phone] = []

    def hangs(phone: Phone, picture: bool) -> None:
        if not reached:
            reached.append(phone)
            time.sleep(3)
            raise Refusal(500, 20500, "Internal Server Error")

    whatsapp.api.fault = hangs
    ana.deliver(ana.message(MELD))
    whatsapp.until(lambda: bool(reached))
    whatsapp.kill("assistant")  # the dialogue has answered, and the answer is not sent
    whatsapp.start("assistant")
    whatsapp.wait(120)
    (meld,) = ana.hear()
    assert "Sources" in meld.text
    said = "SELECT count(*) FROM events WHERE type_name = 'user' AND data LIKE '%what is MELD?%' AND sender_id IN "
    mine = f"(SELECT conversation FROM messenger_addresses WHERE address LIKE '%{ana.digits}%')"
    assert whatsapp.rows(said + mine) == [(1,)]
