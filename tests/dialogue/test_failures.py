"""Whatever breaks, the person gets an answer or one plain sentence, and no log holds their words."""

from __future__ import annotations

import json
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from liverguide.paths import PROJECT, state_folder
from tests.dialogue.conversation import Assistant
from tests.servers import Servers, copy_of_project

# Stands in every message of this file, so that a log that holds a person's words is found out.
WORD = "quaggaflocks"
QUESTION = f"what is a MELD score, {WORD}?"
TOPIC = "meld_what_is"
CLINIC = yaml.safe_load((PROJECT / "clinic.yml").read_text(encoding="utf-8"))
# The content is looked at again after two seconds.
UNTIL_CONTENT_IS_READ_AGAIN = 2.5


class Breakable:
    """Servers that run from a copy of the project, in which a test may break things and mend them again."""

    def __init__(self, folder: Path) -> None:
        self.project = copy_of_project(folder)
        self.servers = Servers(folder, self.project)
        self.servers.environment["LIVERGUIDE_STATE"] = str(state_folder())

    def person(self) -> Assistant:
        return Assistant(self.servers.address)

    def ready(self) -> tuple[int, list[str]]:
        answer = httpx.get(f"{self.servers.address}/webhooks/rest/ready", timeout=60)
        return answer.status_code, answer.json()["missing"]

    def restart_actions(self) -> None:
        self.servers.stop("actions")
        self.servers.start("actions")
        self.servers.wait(60)

    def assert_logs_hold_no_words(self) -> None:
        for name in ("assistant", "actions"):
            assert WORD not in self.servers.log(name).lower()

    @contextmanager
    def file_changed(self, name: str, text: str) -> Iterator[None]:
        file = self.project / name
        before = file.read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        try:
            yield
        finally:
            file.write_text(before, encoding="utf-8")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Breakable]:
    breakable = Breakable(tmp_path_factory.mktemp("breakable"))
    breakable.servers.start("actions")
    breakable.servers.start("assistant")
    try:
        breakable.servers.wait()
        yield breakable
    finally:
        breakable.servers.stop_all()


@pytest.fixture
def breakable(running: Breakable) -> Iterator[Breakable]:
    """Whole before and after each test; the logs are read after each."""
    assert running.ready() == (200, [])
    yield running
    running.assert_logs_hold_no_words()


def assert_plain_failure(person: Assistant) -> None:
    """One sentence for people: what to do now, and nothing of our insides."""
    assert person.topics == ["failure"]
    assert CLINIC["clinic"]["phone"] in person.text
    assert CLINIC["clinic"]["mail"] in person.text
    assert CLINIC["emergency"]["number"] in person.text
    assert not re.search(r"Error|Traceback|Exception|\.py|https?://|None", person.text)


# A part is down


def test_without_action_server_people_are_told_and_it_recovers(breakable: Breakable) -> None:
    breakable.servers.stop("actions")
    person = breakable.person()
    try:
        person.say(QUESTION)
        assert_plain_failure(person)
        assert breakable.ready() == (503, ["actions"])
        person.say(f"my dad is vomiting blood {WORD}")
        assert_plain_failure(person)
    finally:
        breakable.servers.start("actions")
        breakable.servers.wait(60)
    person.say(QUESTION)
    assert TOPIC in person.topics


def test_a_hanging_action_server_holds_nobody_for_long(breakable: Breakable) -> None:
    breakable.servers.signal("actions", signal.SIGSTOP)
    person = breakable.person()
    try:
        began = time.monotonic()
        person.say(QUESTION)
        assert time.monotonic() - began < 30
        assert_plain_failure(person)
        assert breakable.ready() == (503, ["actions"])
    finally:
        breakable.servers.signal("actions", signal.SIGCONT)
    person.say(QUESTION)
    assert TOPIC in person.topics


def test_without_database_there_is_still_an_answer(breakable: Breakable) -> None:
    database, away = breakable.servers.database, breakable.servers.folder / "away.db"
    person = breakable.person()
    person.say(QUESTION)
    database.rename(away)
    database.mkdir()
    try:
        person.say(QUESTION)
        assert TOPIC in person.topics
        person.say(f"/restart {WORD}")
        person.say(f"my inr is 1.9 {WORD}")
        assert "1.9" in person.text
        assert breakable.ready() == (503, ["store"])
    finally:
        database.rmdir()
        away.rename(database)
    person.say(QUESTION)
    assert TOPIC in person.topics
    assert "introduction" not in person.topics, "the conversation from before is known again"


# A bug


def test_a_bug_in_an_action_becomes_the_plain_sentence(breakable: Breakable) -> None:
    code = (breakable.project / "actions" / "answer.py").read_text(encoding="utf-8")
    head = re.search(r"\n    def respond\(self, turn: Turn\) -> None:\n", code)
    assert head
    # The worst kind: an error that carries the person's words.
    bug = code[: head.end()] + "        raise RuntimeError(turn.text)\n" + code[head.end() :]
    person = breakable.person()
    with breakable.file_changed("actions/answer.py", bug):
        breakable.restart_actions()
        person.say(QUESTION)
        assert_plain_failure(person)
        person.say(f"hello {WORD}")
        assert "greet" in person.topics, "what is not broken goes on"
    assert "RuntimeError" in breakable.servers.log("actions")
    breakable.restart_actions()
    person.say(QUESTION)
    assert TOPIC in person.topics


# Content that cannot be read


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/phrases.yml", "a: [never closed\n"),
        ("content/scores.yml", ""),
        ("content/sources.yml", "\x00"),
        ("clinic.yml", "- neither\n- this\n"),
    ],
)
def test_content_broken_at_run_time_leaves_the_earlier_content(breakable: Breakable, name: str, text: str) -> None:
    person = breakable.person()
    person.say(QUESTION)
    with breakable.file_changed(name, text):
        time.sleep(UNTIL_CONTENT_IS_READ_AGAIN)
        person.say(QUESTION)
        assert TOPIC in person.topics
    assert "the earlier content stays" in breakable.servers.log("actions")


def test_content_broken_from_the_start_is_told(breakable: Breakable) -> None:
    person = breakable.person()
    with breakable.file_changed("content/phrases.yml", "a: [never closed\n"):
        breakable.restart_actions()
        person.say(QUESTION)
        assert_plain_failure(person)
        with breakable.file_changed("clinic.yml", "clinic: [never closed\n"):
            person.say(QUESTION)
            assert person.topics == ["failure"]
            assert "local emergency number" in person.text
    person.say(QUESTION)
    assert TOPIC in person.topics, "read again as soon as it is mended"


# Whatever is sent


def post(servers: Servers, body: Any) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.post(f"{servers.address}/webhooks/rest/webhook", content=content, timeout=60)


def assert_words_for_people(answer: httpx.Response) -> None:
    messages = answer.json()
    assert messages
    assert all(message["text"].strip() for message in messages)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"message": ' + b"9" * 6000 + b"}", b'{"message": NaN}',
        None, 5, "hi", [], ["hi"], {},
        {"sender": "a"}, {"sender": "a", "message": None}, {"sender": "a", "message": 5},
        {"sender": "a", "message": True}, {"sender": "a", "message": {"text": "hi"}},
        {"sender": "a", "message": ["hi"]}, {"sender": "\ud800", "message": "hi"},
        {"sender": "a\x00b", "message": "/hi"}, {"sender": "a" * 300, "message": "hi"},
    ],
    ids=lambda body: repr(body)[:40],
)  # fmt: skip
def test_what_is_no_message_is_refused_with_a_sentence(servers: Servers, body: Any) -> None:
    answer = post(servers, body)
    assert answer.status_code == 400
    assert re.fullmatch(r"[A-Z].+\.", answer.json()["error"])


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n", "\U0001f600", "\U0001f44d\U0001f3fd", "<b>hi</b><script>alert(1)</script>", "\x00\x07\x1b[31m",
        "\ud83d", "\u202e\u200b\u2028", "'; drop table events; --", "{{7*7}} ${PATH} %s %(a)s {sender}", "/", "////",
        "/restart", "/session_start", '/meld_compute{"a": 1}', "/meld_compute", "EXTERNAL: reminder", "_restart",
        "a" * 100_000, "inr 1.9 " * 12_500, "\n" * 100_000, "1" * 5_000,
    ],
    ids=lambda text: repr(text)[:40],
)  # fmt: skip
def test_every_text_gets_an_answer(servers: Servers, assistant: Assistant, text: str) -> None:
    answer = post(servers, {"sender": assistant.sender, "message": f"{text}{WORD}" if len(text) > 4_000 else text})
    assert answer.status_code == 200
    assert_words_for_people(answer)
    assert not any(message.get("topic") == "failure" for message in answer.json())
    assert WORD not in servers.log("assistant") + servers.log("actions")


def test_silence_is_no_yes(servers: Servers, assistant: Assistant) -> None:
    assistant.say("please delete my data")
    assert [button["payload"] for button in assistant.buttons] == ["/affirm", "/deny"]
    answer = post(servers, {"sender": assistant.sender, "message": ""})
    assert_words_for_people(answer)
    assert "introduction" not in [message.get("topic") for message in answer.json()]
    assistant.say("hello")
    assert "introduction" not in assistant.topics, "the conversation was erased by an empty message"


def test_html_is_never_sent_back(assistant: Assistant) -> None:
    assistant.say("my bilirubin is <script>alert(1)</script> 2.3 mg/dL")
    assert "<script" not in json.dumps(assistant.messages)


# Who can reach it, and whose conversation it is


@pytest.mark.parametrize("body", [{}, {"sender": ""}, {"sender": None}])
def test_without_sender_nobody_shares_a_conversation(servers: Servers, body: dict[str, Any]) -> None:
    first = post(servers, {**body, "message": "my inr is 1.93"}).json()
    second = post(servers, {**body, "message": "what is my meld?"}).json()
    assert first[0]["recipient_id"] != second[0]["recipient_id"]
    for messages in (first, second):
        assert messages[0]["topic"] == "introduction"
    assert "1.93" not in json.dumps(second)


def test_another_channels_conversation_cannot_be_taken_over(servers: Servers, assistant: Assistant) -> None:
    assistant.say("my inr is 1.93")
    messages = post(servers, {"sender": f"rest:{assistant.sender}", "message": "what is my meld?"}).json()
    assert messages[0]["topic"] == "introduction"


@pytest.mark.parametrize("process", ["assistant", "actions"])
def test_it_listens_on_this_machine_only(servers: Servers, process: str) -> None:
    port = servers.port if process == "assistant" else servers.actions_port
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    # A server that listens on all addresses would answer on these, too.
    for address in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r".+"):
            socket.create_connection((address, port), timeout=5)


@pytest.mark.parametrize("path", ["/conversations/default/tracker", "/model/parse", "/status", "/domain"])
def test_rasas_own_interface_is_closed(servers: Servers, path: str) -> None:
    assert httpx.get(servers.address + path, timeout=10).status_code == 404
