"""The inbox: what stands in it and in which order, what may be done with it, and what of it is on record."""

from __future__ import annotations

import html
import re

import pytest

from liverguide.desk.inbox.pages import PAGES
from tests.desk.caller import Caller, change, rows
from tests.desk.stream import Stream
from tests.servers import Servers

ITEM = re.compile(r'<li class="card item.*?</li>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def ana(lone_desk: Servers) -> Caller:
    caller = Caller(lone_desk)
    assert caller.log_in("ana").status_code == 303
    return caller


@pytest.fixture
def lee(lone_desk: Servers) -> Caller:
    caller = Caller(lone_desk)
    assert caller.log_in("drlee").status_code == 303
    return caller


def items(caller: Caller, stream: Stream) -> list[str]:
    """The words of each line."""
    stream.recorded()
    listed = ITEM.findall(caller.get("/inbox").text)
    return [html.unescape(" ".join(TAG.sub(" ", item).split())) for item in listed]


def chat(of: str) -> str:
    return f"/inbox/chat?of={of}"


def field(page: str, form: str, name: str) -> str:
    """What a form of a page would send."""
    found = re.search(rf'action="{form}".*?name="{name}" value="([^"]*)"', page, re.DOTALL)
    assert found, f"{form} has no {name}"
    return found[1]


def test_nobody_waits(ana: Caller, stream: Stream) -> None:
    assert items(ana, stream) == []
    assert "Nobody is waiting." in ana.get("/inbox").text


def test_the_newest_emergency_stands_first_and_then_who_has_waited_longest(ana: Caller, stream: Stream) -> None:
    stream.asks("the second chat", ago=20)
    stream.person("he vomits blood", ago=2, channel="telegram", red_flag="bleeding")
    stream.asks("the first chat", ago=50, channel="whatsapp")
    call = stream.person("call me", ago=30)
    stream.wants_call(call, "Ana Ruiz", "+1 202 555 0107", ago=30)
    stream.person("she is so confused", ago=9, red_flag="encephalopathy")
    stream.person("no wish at all")
    found = items(ana, stream)
    assert [
        re.sub(r"(Emergency|Call-back|Wants).*(Website|Telegram|WhatsApp).*“(.*)”", r"\1 \3", each) for each in found
    ] == [
        "Emergency he vomits blood", "Emergency she is so confused", "Wants the first chat", "Call-back call me",
        "Wants the second chat",
    ]  # fmt: skip
    assert "Ana Ruiz, +1 202 555 0107" in found[3]


def test_a_chat_that_was_taken_over_unasked_is_found_again(ana: Caller, lee: Caller, stream: Stream) -> None:
    emergency = stream.person("he vomits blood", red_flag="bleeding")
    stream.recorded()
    ana.get(chat(emergency))
    stream.taken(emergency, "ana")
    assert [each[:18] for each in items(ana, stream)] == ["You have this chat"]
    assert [each[:17] for each in items(lee, stream)] == ["Ana has this chat"]
    assert "With a colleague" in lee.get("/inbox").text


def test_who_wants_two_calls_has_both_numbers_shown(ana: Caller, stream: Stream) -> None:
    of = stream.person("call me, and my mother")
    stream.wants_call(of, "Ana Ruiz", "+1 202 555 0107", ago=5)
    stream.wants_call(of, "Eva Ruiz", "+1 202 555 0108", ago=4)
    (only,) = items(ana, stream)
    for whom in ("Ana Ruiz, +1 202 555 0107", "Eva Ruiz, +1 202 555 0108"):
        assert whom in only
        assert whom in ana.get(chat(of)).text


def test_a_call_that_was_asked_for_meanwhile_is_not_done(lone_desk: Servers, ana: Caller, stream: Stream) -> None:
    of = stream.person("call me")
    stream.wants_call(of, "Ana Ruiz", "+1 202 555 0107")
    stream.recorded()
    page = ana.get(chat(of)).text
    shown = {name: field(page, "/inbox/done", name) for name in ("of", "request", "callback")}
    stream.wants_call(of, "Eva Ruiz", "+1 202 555 0108")
    stream.recorded()
    assert ana.send("/inbox/done", shown).status_code == 303
    (left,) = items(ana, stream)
    assert "Eva Ruiz" in left
    assert "Ana Ruiz" not in left
    assert rows(lone_desk, "SELECT status FROM callbacks ORDER BY id") == [("done",), ("open",)]


def test_an_emergency_that_came_meanwhile_is_still_to_be_seen(ana: Caller, lee: Caller, stream: Stream) -> None:
    of = stream.person("he vomits blood", ago=2, red_flag="bleeding")
    stream.recorded()
    ana.get(chat(of))
    stream.person("he does not wake up", ago=1, red_flag="encephalopathy", of=of)
    stream.recorded()
    page = ana.get(f"/inbox/chat/part?of={of}").text
    assert "Emergency: Confusion" in page
    seen = {name: field(page, "/inbox/seen", name) for name in ("of", "at")}
    stream.person("chest pain too", ago=0.5, red_flag="chest", of=of)
    stream.recorded()
    ana.send("/inbox/seen", seen)
    assert items(lee, stream)[0].startswith("Emergency: Chest")
    page = ana.get(f"/inbox/chat/part?of={of}").text
    ana.send("/inbox/seen", {name: field(page, "/inbox/seen", name) for name in ("of", "at")})
    assert items(lee, stream) == []


def test_who_was_told_that_nobody_came_can_be_taken_off_the_list(ana: Caller, stream: Stream) -> None:
    of = stream.asks()
    stream.recorded()
    assert "Take it off the list" not in ana.get(chat(of)).text
    ana.send("/inbox/aside", {"of": of})
    assert len(items(ana, stream)) == 1, "who still waits stays"
    stream.is_told_that_nobody_came(of)
    assert "was told that nobody could come" in items(ana, stream)[0]
    assert "Take it off the list" in ana.get(chat(of)).text
    ana.send("/inbox/aside", {"of": of})
    assert items(ana, stream) == []
    stream.says(of, "The front desk can see it.", request="chat")
    assert len(items(ana, stream)) == 1, "who asks again stands here again"


def test_a_page_that_renews_itself_keeps_no_session_alive(lone_desk: Servers, ana: Caller, stream: Stream) -> None:
    of = stream.asks()
    stream.recorded()
    change(lone_desk, "UPDATE desk_sessions SET used = used - 600")

    def idle() -> set[bool]:
        (used,) = rows(lone_desk, "SELECT max(used) < strftime('%s') - 500 FROM desk_sessions")[0]
        return {bool(used)}

    assert ana.get("/inbox/list").status_code == 200
    assert ana.get(f"/inbox/chat/part?of={of}").status_code == 200
    assert idle() == {True}
    assert ana.get("/inbox").status_code == 200
    assert idle() == {False}


# What is on record


def read_by(servers: Servers, of: str) -> list[str]:
    asked = "SELECT account FROM desk_audit WHERE did = 'read a conversation' AND about = ? ORDER BY id"
    return [account for (account,) in rows(servers, asked, of)]


def test_every_opening_of_a_conversation_is_on_record(
    lone_desk: Servers, ana: Caller, lee: Caller, stream: Stream
) -> None:
    of = stream.asks()
    stream.recorded()
    ana.get("/inbox")
    assert read_by(lone_desk, of) == []
    ana.get(chat(of))
    ana.get(f"/inbox/chat/part?of={of}")
    assert read_by(lone_desk, of) == ["ana"], "an open page is one reading"
    # By other ways than a click in the list.
    lee.get(f"/inbox/chat/part?of={of}")
    assert read_by(lone_desk, of) == ["ana", "drlee"]


@pytest.mark.parametrize("way", ["take", "say", "hand-back"])
def test_who_reads_it_on_a_page_that_says_what_went_wrong_is_on_record(
    lone_desk: Servers, ana: Caller, stream: Stream, way: str
) -> None:
    of = stream.asks("the words of a person")
    stream.recorded()
    answer = ana.send(f"/inbox/{way}", {"of": of, "id": "1", "text": "Hello"})
    assert answer.status_code == 409
    assert "does not answer just now" in answer.text
    assert "the words of a person" in answer.text
    assert read_by(lone_desk, of) == ["ana"]


def test_who_looks_after_the_machine_reads_no_conversation(lone_desk: Servers, stream: Stream) -> None:
    of = stream.asks("the words of a person")
    stream.recorded()
    root = Caller(lone_desk)
    root.log_in("root")
    for page in PAGES:
        form = {"of": of, "id": "1", "text": "Hello"}
        answer = root.get(f"{page.path}?of={of}") if page.method == "GET" else root.send(page.path, form)
        assert answer.status_code == 403, page.path
        assert "words of a person" not in answer.text
    assert read_by(lone_desk, of) == []


# What was typed


@pytest.mark.parametrize("text", ["", "   ", "\r\n\r\n", "\u200b\u2060", "x" * 4001])
def test_what_cannot_be_sent_stays_in_the_field(ana: Caller, stream: Stream, text: str) -> None:
    of = stream.asks()
    stream.taken(of, "ana")
    stream.recorded()
    answer = ana.send("/inbox/say", {"of": of, "id": "1", "text": text})
    assert answer.status_code == 409
    assert "Write something of at most 4000 characters." in answer.text
    if text.strip():
        assert f">{text}</textarea>" in answer.text


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}\u202eevil"


def test_what_a_person_wrote_is_text_wherever_it_stands(ana: Caller, stream: Stream) -> None:
    of = stream.asks(HOSTILE)
    stream.wants_call(of, HOSTILE, HOSTILE)
    stream.recorded()
    for path in ("/inbox", "/inbox/list", chat(of), f"/inbox/chat/part?of={of}"):
        page = ana.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("of", ["", "web:nobody", "' OR 1=1 --", "x" * 5000, "\u202e", "web:\u0000"])
def test_a_conversation_that_is_not_there(ana: Caller, stream: Stream, of: str) -> None:
    for way in ("take", "say", "hand-back", "done", "seen", "aside"):
        answer = ana.send(f"/inbox/{way}", {"of": of, "id": "1", "text": "Hello", "request": "-1", "callback": "x"})
        assert answer.status_code in {303, 404}
    answer = ana.http.get("/inbox/chat", params={"of": of})
    assert answer.status_code == 404
    assert "not any more" in answer.text
