from __future__ import annotations

import json

import pytest

from tests.channels.web.browser import Tab, assert_words_for_people, code_of, new_id
from tests.channels.web.conftest import Web

WORD = "quaggaflocks"
TEXTS = [
    "\x00\x07\x1b[31m a", "\ud83d lone", "x \udfff\ud800 x", "\u202e\u202dtxet desrever", "a\u2028b\u2029c",
    "\ufeffbom", "\u0301" * 500 + "a", "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "<b>hi</b><script>alert(1)</script>", "'; drop table events; --", "{{7*7}} ${PATH} %s %(a)s {sender} {clinic.name}",
    "EXTERNAL: reminder", "_restart", "1" * 5_000, "\n" * 4_990 + "hello", "inr 1.9 " * 600, "javascript:alert(1)",
    "[x](javascript:alert(1))", "مرحبا كيف حالك", "\u0000" * 10 + "hello", "%00%0d%0aSet-Cookie: a=b", "a\r\nb: c",
    '{"intent": "affirm"}',
]  # fmt: skip


def send(tab: Tab, text: str, key: str = "text") -> tuple[int, str]:
    """Send it with everything escaped, which is how a lone surrogate can be sent at all."""
    body = json.dumps({"message_id": new_id(), key: text})
    answer = tab.client.post("/messages", content=body, headers={**tab.headers, "Content-Type": "application/json"})
    return answer.status_code, answer.text


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:40])
@pytest.mark.parametrize("key", ["text", "payload"])
def test_every_text_gets_an_answer_and_can_be_shown_again(web: Web, tab: Tab, text: str, key: str) -> None:
    status, answer = send(tab, text, key)
    assert status == 200, answer
    assert all(message["text"].strip() for message in json.loads(answer)["messages"])
    assert not any(message.get("topic") == "failure" for message in json.loads(answer)["messages"])
    assert len(tab.said()) == 1
    assert not set("\x00\x1b\u202e\ud83d") & set(tab.said()[0])


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\u200b\u200e", "/", "////", "\ud800"], ids=ascii)
def test_a_text_without_words_is_told(web: Web, tab: Tab, text: str) -> None:
    status, answer = send(tab, text)
    assert status == 400
    assert json.loads(answer)["error"]["code"] == "empty"
    assert tab.last() == 0


def test_ten_thousand_emoji_are_too_many(web: Web, tab: Tab) -> None:
    answer = tab.send("\U0001f600" * 10_000)
    assert code_of(answer) == (413, "too_large")
    assert_words_for_people(answer, web.clinic)
    assert tab.say("\U0001f600" * 5_000)


@pytest.mark.parametrize("word", TEXTS[:10], ids=lambda text: ascii(text)[:40])
def test_feedback_takes_every_word(web: Web, tab: Tab, word: str) -> None:
    n = tab.say("what is MELD?")[-1]["n"]
    body = json.dumps({"n": n, "thumb": "up", "word": word[:500]})
    answer = tab.client.post("/feedback", content=body, headers={**tab.headers, "Content-Type": "application/json"})
    assert answer.status_code == 204, answer.text


def test_no_log_holds_a_word(web: Web, tab: Tab) -> None:
    n = tab.say(f"what is MELD, {WORD}?")[-1]["n"]
    tab.post("/feedback", {"n": n, "thumb": "up", "word": WORD})
    tab.post("/feedback", {"n": n, "thumb": WORD})
    tab.send(f"{WORD} " * 600)
    tab.post("/messages", {"message_id": new_id(), "payload": f"/{WORD}"})
    assert WORD not in web.logs()
