"""Each message is answered once, in order, by nobody but Telegram's word, whatever breaks on the way."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import telegram as ptb

from liverguide.channels.messengers.channel import MOST_WAITING_OF_ONE
from tests.channels.telegram.bot_api import Chat, Refusal
from tests.channels.telegram.conftest import SECRET, TelegramServers
from tests.channels.telegram.person import Person, words

MELD, ALBI = "what is MELD?", "is my MELD score different from MELD 3.0?"
# Greets first, so that later answers are one message each.
HELLO = "hello"


def test_a_message_that_comes_twice_is_answered_once(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    update = ana.message(MELD)
    for _ in range(3):
        assert ana.deliver(update).status_code == 200
    assert len(ana.hear()) == 1
    assert ana.deliver(update).status_code == 200
    assert ana.hears_nothing()


def test_the_same_message_at_the_same_time(ana: Person) -> None:
    ana.say(HELLO, answers=2)
    update = ana.message(MELD)
    with ThreadPoolExecutor(6) as pool:
        assert {answer.status_code for answer in pool.map(ana.deliver, [update] * 6)} == {200}
    assert len(ana.hear()) == 1
    assert ana.hears_nothing()


def test_an_erasure_that_comes_twice_is_carried_out_once(ana: Person) -> None:
    ana.say("delete my data", answers=2)
    yes = ana.tapped(next(data for title, data in ana.buttons() if title == "Yes"))
    ana.deliver(yes)
    assert "erased" in words(ana.hear())
    ana.deliver(yes)
    assert ana.hears_nothing()


def test_telegram_hears_at_once_that_the_message_came(telegram: TelegramServers, ana: Person) -> None:
    telegram.signal("actions", signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert ana.deliver(ana.message(HELLO)).status_code == 200
        assert time.monotonic() - began < 2
    finally:
        telegram.signal("actions", signal.SIGCONT)
    assert ana.hear(2)


def test_messages_that_come_out_of_order_are_answered_in_order(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    first, second, third = ana.message(MELD), ana.message("inr is 1.9"), ana.message("delete my data")
    telegram.signal("actions", signal.SIGSTOP)
    try:
        ana.deliver(first)
        time.sleep(0.5)
        ana.deliver(third)
        ana.deliver(second)
    finally:
        telegram.signal("actions", signal.SIGCONT)
    answers = [message.text for message in ana.hear(5) if message.text]
    places = [next(n for n, text in enumerate(answers) if sign in text) for sign in ("Sources", "I read INR", "erase")]
    assert places == sorted(places)


def test_different_people_do_not_wait_for_each_other(telegram: TelegramServers, ana: Person) -> None:
    ben = telegram.person()

    def slow_for_ana(method: str, chat: Chat) -> None:
        if chat.id == ana.id and method == "sendMessage":
            time.sleep(4)

    telegram.api.fault = slow_for_ana
    ana.deliver(ana.message(HELLO))
    began = time.monotonic()
    assert len(ben.say(HELLO, answers=2)) == 2
    assert time.monotonic() - began < 4
    telegram.api.fault = None
    assert ana.hear(2)


def test_many_people_at_once(telegram: TelegramServers, ana: Person) -> None:
    people = [telegram.person() for _ in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda person: person.say(MELD, answers=2), people))
    assert {words(answer) for answer in answers} == {words(answers[0])}


def test_whoever_floods_is_not_listened_to_for_a_while(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    telegram.signal("actions", signal.SIGSTOP)
    try:
        answers = [ana.deliver(ana.message(MELD)).status_code for _ in range(MOST_WAITING_OF_ONE + 5)]
        assert set(answers) == {200}
    finally:
        telegram.signal("actions", signal.SIGCONT)
    assert len(ana.hear(MOST_WAITING_OF_ONE)) == MOST_WAITING_OF_ONE
    assert len(ana.say(MELD)) == 1, "afterwards all is as before"


def test_nobody_but_telegram_is_believed(telegram: TelegramServers, ana: Person) -> None:
    body = ana.message(MELD).to_json().encode()
    for wrong in ("wrong", "ä", ana.secret_token[:-1], ana.secret_token + "0"):
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": wrong.encode()}
        assert httpx.post(ana.webhook, content=body, headers=headers).status_code == 403
    assert httpx.post(ana.webhook, content=body).status_code == 403
    assert httpx.post(ana.webhook, content=b"{", headers={"X-Telegram-Bot-Api-Secret-Token": "x"}).status_code == 403
    assert ana.hears_nothing()


def test_whoever_runs_it_can_see_how_often_what_went_wrong(telegram: TelegramServers, ana: Person) -> None:
    def counted(event: str) -> int:
        answer = httpx.get(f"{telegram.address}/webhooks/rest/counters")
        return int(answer.json().get("telegram", {}).get(event, 0))

    forged, answered = counted("forged"), counted("answered")
    httpx.post(ana.webhook, content=b"{}", headers={"X-Telegram-Bot-Api-Secret-Token": "x"})
    assert counted("forged") == forged + 1
    ana.say(MELD)
    telegram.until(lambda: counted("answered") == answered + 1)


def test_what_is_no_update_is_refused_and_what_is_unknown_is_ignored(ana: Person) -> None:
    for broken in (b"", b"{", b"[]", b"1", b'{"update_id": "x"}', b"\xff", b"[" * 50_000):
        assert ana.post(broken).status_code == 400
    for unknown in (
        b'{"update_id": 1}',
        b'{"update_id": 2, "poll": {"id": "1"}}',
        b'{"update_id": 3, "message": 7}',
        b'{"update_id": 4, "message": {"message_id": 1, "chat": {"id": "x", "type": "private"}, "text": "a"}}',
        b'{"update_id": 5, "callback_query": {"id": "1"}}',
        b'{"update_id": 6, "my_chat_member": null}',
    ):
        assert ana.post(unknown).status_code == 200, unknown
    assert ana.hears_nothing()


def test_a_huge_body_is_refused(ana: Person) -> None:
    assert ana.post(b"x" * 1_000_000).status_code == 413
    assert ana.say(HELLO, answers=2)


def test_while_telegram_is_away_answers_wait(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    telegram.api.stop()
    try:
        assert ana.deliver(ana.message(MELD)).status_code == 200
        assert ana.deliver(ana.message("delete my data")).status_code == 200
        time.sleep(6)
    finally:
        telegram.api.start()
    meld, erase = ana.hear(2)
    assert "Sources" in meld.text
    assert "erase" in erase.text


def test_broken_answers_of_telegram_are_tried_again(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    faults = iter([Refusal(500, "Internal Server Error"), Refusal(502, "Bad Gateway")])

    def broken(method: str, chat: Chat) -> None:
        if method == "sendMessage" and (fault := next(faults, None)):
            raise fault

    telegram.api.fault = broken
    assert len(ana.say(MELD)) == 1


def test_it_waits_as_long_as_telegram_asks(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    tried: list[float] = []

    def full(method: str, chat: Chat) -> None:
        if method == "sendMessage":
            tried.append(time.monotonic())
            if len(tried) == 1:
                raise Refusal(429, "Too Many Requests: retry after 3", retry_after=3)

    telegram.api.fault = full
    assert len(ana.say(MELD)) == 1
    assert len(tried) == 2
    assert 3 <= tried[1] - tried[0] < 6


def test_a_picture_that_telegram_cannot_fetch_becomes_words(telegram: TelegramServers, ana: Person) -> None:
    def unfetchable(method: str, chat: Chat) -> None:
        if method == "sendPhoto":
            raise Refusal(400, "Bad Request: failed to get HTTP URL content")

    telegram.api.fault = unfetchable
    messages = ana.say("my inr is 1.9", answers=4)
    assert not any(message.photo for message in messages)
    assert "The mark shows 1.9" in words(messages)


def test_who_blocks_the_bot_is_forgotten(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    mine = f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.id}%'"
    assert telegram.rows(mine) == [(1,)]
    ana.screen.blocked = True
    ana.deliver(ana.message(MELD))
    telegram.until(lambda: telegram.rows(mine) == [(0,)])
    ana.screen.blocked = False
    assert ana.say(MELD), "whoever comes back is answered"


def test_telegram_tells_of_a_block(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    bot = ptb.User(id=1, is_bot=True, first_name="Livia")
    until = ptb.ChatMemberBanned(bot, ana.message("").message.date)
    change = ptb.ChatMemberUpdated(ana.chat, ana.user, ana.message("").message.date, ptb.ChatMemberMember(bot), until)
    ana.deliver(ptb.Update(ana.message("").update_id, my_chat_member=change))
    mine = f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.id}%'"
    telegram.until(lambda: telegram.rows(mine) == [(0,)])


def test_the_account_is_nowhere_but_among_the_addresses(telegram: TelegramServers, ana: Person) -> None:
    ana.say("my name is Ana Ruiz. what is MELD?", answers=2)
    telegram.until(lambda: telegram.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    for table in ("events", "messenger_inbox", "picture_links"):
        assert str(ana.id) not in str(telegram.rows(f"SELECT * FROM {table}"))
    inbox = str(telegram.rows("SELECT message, answer, conversation FROM messenger_inbox WHERE done"))
    assert set(inbox) <= set("[](), None")
    logs = telegram.log("assistant") + telegram.log("actions")
    for secret in (str(ana.id), "Ruiz", SECRET, ana.secret_token, "AAtests-of-the-clinic"):
        assert secret not in logs


def test_nothing_is_lost_when_the_process_is_asked_to_stop(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    telegram.signal("actions", signal.SIGSTOP)
    accepted = [ana.deliver(ana.message(text)).status_code for text in (MELD, "delete my data")]
    assert accepted == [200, 200]
    telegram.stop("assistant")
    telegram.signal("actions", signal.SIGCONT)
    assert len(ana.screen.messages) == 2
    telegram.start("assistant")
    telegram.wait(120)
    meld, erase = ana.hear(2)
    assert "Sources" in meld.text
    assert "erase" in erase.text
    # A button works after hours and a restart, too.
    assert "erase nothing" in words(ana.tap("No"))


def test_nothing_is_lost_or_said_twice_when_the_process_is_killed(telegram: TelegramServers, ana: Person) -> None:
    ana.say(HELLO, answers=2)
    reached: list[str] = []

    def hangs(method: str, chat: Chat) -> None:
        if method == "sendMessage" and not reached:
            reached.append(method)
            time.sleep(3)
            raise Refusal(500, "Internal Server Error")

    telegram.api.fault = hangs
    ana.deliver(ana.message(MELD))
    telegram.until(lambda: bool(reached))
    telegram.kill("assistant")  # the dialogue has answered, and the answer is not sent
    telegram.start("assistant")
    telegram.wait(120)
    (meld,) = ana.hear()
    assert "Sources" in meld.text
    said = "SELECT count(*) FROM events WHERE type_name = 'user' AND data LIKE '%what is MELD?%' AND sender_id IN "
    assert telegram.rows(said + f"(SELECT conversation FROM messenger_addresses WHERE address LIKE '%{ana.id}%')") == [
        (1,)
    ]
