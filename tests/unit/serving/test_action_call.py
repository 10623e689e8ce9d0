"""Calls to a real HTTP server on loopback that stands in for the action server."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from rasa.core.actions.action import ActionExecutionRejection
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from liverguide.paths import PROJECT
from liverguide.serving.action_call import ActionCall, ActionCallFailed, ActionServer


class Standin:
    """Answers as it is told, and remembers what it was asked and over how many connections."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.connections = 0
        self.hangs_up = False
        standin = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                standin.connections += 1

            def do_POST(self) -> None:
                standin.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                status, body = standin.answers.pop(0)
                text = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
                self.close_connection = standin.hangs_up

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/webhook"


@pytest.fixture
def standin() -> Iterator[Standin]:
    standin = Standin()
    thread = threading.Thread(target=standin.server.serve_forever, daemon=True)
    thread.start()
    yield standin
    standin.server.shutdown()
    standin.server.server_close()


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(PROJECT / "domain.yml"))


def tracker(domain: Domain) -> DialogueStateTracker:
    talk: list[Event] = [
        ActionExecuted("action_listen"),
        UserUttered("hello", {"name": "greet"}, parse_data={"text": "hello", "reading": {}}, input_channel="web"),
        BotUttered("Hello.", metadata={"topic": "greet"}),
        SlotSet("last_topic", "albi"),
        ActionExecuted("action_listen"),
        UserUttered("ok", {"name": "affirm"}, parse_data={"text": "ok", "red_flag": None}, input_channel="web"),
    ]
    return DialogueStateTracker.from_events("web:ana", talk, domain.slots)


def call(
    standin: Standin, domain: Domain, times: int = 1, address: str | None = None, busy: bool = False
) -> list[Event]:
    async def calls() -> list[Event]:
        server = ActionServer(EndpointConfig(address or standin.address))
        action = ActionCall("action_say", server)
        events: list[Event] = []
        for _ in range(times):
            generator = TemplatedNaturalLanguageGenerator({})
            events = await action.run(CollectingOutputChannel(), generator, tracker(domain), domain)
            if busy:
                time.sleep(0.2)  # the loop sees nothing of what the other end does meanwhile
            else:
                await asyncio.sleep(0.05)
        await server.close()
        return events

    return asyncio.run(calls())


RESULT = {
    "events": [{"event": "slot", "name": "labs", "value": {"inr": 1}}, {"event": "followup", "name": "action_listen"}],
    "responses": [{"text": "Good.", "buttons": [{"title": "Yes", "payload": "/affirm"}], "topic": "thanks"}],
}


def test_what_an_action_says_comes_before_what_it_changes(standin: Standin, domain: Domain) -> None:
    standin.answers = [(200, RESULT)]
    said, slot, followup = call(standin, domain)

    assert isinstance(said, BotUttered)
    assert (said.text, said.metadata) == ("Good.", {"topic": "thanks"})
    assert said.data["buttons"] == [{"title": "Yes", "payload": "/affirm"}]
    assert isinstance(slot, SlotSet)
    assert (slot.key, slot.value) == ("labs", {"inr": 1})
    assert followup.type_name == "followup"


def test_actions_get_the_message_the_slots_and_what_was_said(standin: Standin, domain: Domain) -> None:
    standin.answers = [(200, RESULT)]
    call(standin, domain)
    (asked,) = standin.asked

    assert (asked["next_action"], asked["sender_id"]) == ("action_say", "web:ana")
    assert asked["tracker"]["latest_message"]["text"] == "ok"
    assert asked["tracker"]["slots"]["last_topic"] == "albi"
    assert [event["event"] for event in asked["tracker"]["events"]] == ["user", "bot", "user"]
    assert "domain" not in asked


def test_connections_are_kept(standin: Standin, domain: Domain) -> None:
    standin.answers = [(200, RESULT)] * 3
    call(standin, domain, times=3)
    assert (len(standin.asked), standin.connections) == (3, 1)


@pytest.mark.parametrize("busy", [False, True])
def test_a_server_that_hangs_up_is_called_again(standin: Standin, domain: Domain, busy: bool) -> None:
    standin.answers, standin.hangs_up = [(200, RESULT)] * 3, True
    assert len(call(standin, domain, times=3, busy=busy)) == 3
    assert standin.connections == 3


@pytest.mark.parametrize(
    "answer", [(500, {}), (404, {"error": "no such action"}), (200, b"not json"), (200, []), (200, None), (204, b"")]
)
def test_what_is_no_result_is_a_failure(standin: Standin, domain: Domain, answer: tuple[int, Any]) -> None:
    standin.answers = [answer]
    with pytest.raises(ActionCallFailed):
        call(standin, domain)


def test_a_server_that_is_away_is_a_failure(standin: Standin, domain: Domain) -> None:
    with pytest.raises(ActionCallFailed):
        call(standin, domain, address="http://127.0.0.1:9/webhook")


def test_an_action_may_reject(standin: Standin, domain: Domain) -> None:
    standin.answers = [(400, {"error": "rejected", "action_name": "action_say"})]
    with pytest.raises(ActionExecutionRejection):
        call(standin, domain)
