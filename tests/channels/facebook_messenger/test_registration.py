"""`python -m liverguide channels` against Meta on loopback, and the handshake against the real server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from liverguide.channels.facebook_messenger.access import verify_token_of
from liverguide.paths import PROJECT
from tests.channels.facebook_messenger.conftest import FacebookMessengerServers, variables
from tests.channels.facebook_messenger.graph import APP_ID, APP_SECRET, PAGE_NAME, TOKEN, Graph
from tests.channels.messenger_servers import SECRET

PUBLIC = "https://chat.clinic.example"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def graph() -> Iterator[Graph]:
    graph = Graph()
    yield graph
    graph.stop()


def command(graph: Graph, *arguments: str, **environment: str) -> tuple[int, str]:
    ours = {**variables(graph), "LIVERGUIDE_SECRET": SECRET, "LIVERGUIDE_PUBLIC_URL": PUBLIC, **environment}
    done = subprocess.run(
        [sys.executable, "-m", "liverguide", "channels", *arguments],
        cwd=PROJECT,
        env={**os.environ, **{name: value for name, value in ours.items() if value}},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_set_show_remove(messenger: FacebookMessengerServers, graph: Graph) -> None:
    here = {"LIVERGUIDE_PUBLIC_URL": messenger.address}
    code, report = command(graph, "messenger", **here)
    assert (code, "delivers nowhere" in report, "does not deliver to this app" in report) == (0, True, True)
    code, report = command(graph, "messenger", "set", **here)
    assert code == 0, report
    assert PAGE_NAME in report
    assert f"delivers to: {messenger.webhook}" in report
    assert graph.subscription is not None, "the running assistant has answered Meta's handshake"
    assert graph.subscription["callback_url"] == messenger.webhook
    assert graph.page_fields == ["messages", "messaging_postbacks", "message_edits"]
    assert graph.profile["get_started"] == {"payload": "start"}
    (greeting,) = graph.profile["greeting"]
    assert (greeting["locale"], "not a doctor" in greeting["text"], "911" in greeting["text"]) == (
        "default",
        True,
        True,
    )
    graph.page_fields = ["messages"]
    code, report = command(graph, "messenger", "show", LIVERGUIDE_PUBLIC_URL="https://other.clinic.example")
    assert (code, "To change it" in report) == (0, True)
    assert "does not deliver: message_edits, messaging_postbacks" in report
    code, report = command(graph, "messenger", "remove")
    assert (code, graph.subscription, graph.page_fields, graph.profile) == (0, None, [], {})
    for secret in (TOKEN, APP_SECRET):
        assert secret not in report


def test_where_meta_cannot_reach_the_assistant_the_steps_are_printed(graph: Graph) -> None:
    code, report = command(graph, "messenger", "set", LIVERGUIDE_PUBLIC_URL=NOWHERE)
    assert code == 1
    assert "Callback verification failed" in report
    assert f"Callback URL: {NOWHERE}/webhooks/messenger/webhook" in report
    assert f"Verify token: {verify_token_of(SECRET, APP_ID)}" in report
    assert "Webhook fields: messages, messaging_postbacks, message_edits" in report
    assert graph.page_fields, "what could be done is done"


def test_a_token_that_ends_and_a_version_that_is_retired_are_told(graph: Graph) -> None:
    graph.token_ends = int(time.time()) + 86_400
    code, report = command(graph, "messenger", "show", LIVERGUIDE_MESSENGER_GRAPH=f"{graph.address}/v12.0")
    assert code == 0
    assert "token ends on 20" in report
    assert "answers with version v22.0" in report


def test_the_list_says_what_is_on_and_why_not(graph: Graph) -> None:
    assert f"messenger: on, at {PUBLIC}/webhooks/messenger/webhook" in command(graph)[1]
    off = command(graph, LIVERGUIDE_MESSENGER_APP_SECRET="")[1]
    assert "messenger: off. LIVERGUIDE_MESSENGER_APP_SECRET is not set." in off


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"LIVERGUIDE_MESSENGER_TOKEN": ""}, "LIVERGUIDE_MESSENGER_TOKEN is not set"),
        ({"LIVERGUIDE_MESSENGER_TOKEN": "a b"}, "as Meta's app dashboard gives it"),
        ({"LIVERGUIDE_MESSENGER_APP_ID": "Livia"}, "the number of Meta's app"),
        ({"LIVERGUIDE_MESSENGER_APP_SECRET": "x"}, "the secret of Meta's app"),
        ({"LIVERGUIDE_MESSENGER_GRAPH": "https://graph.facebook.com"}, "an address with a version"),
        ({"LIVERGUIDE_PUBLIC_URL": "chat.clinic.example"}, "LIVERGUIDE_PUBLIC_URL must be"),
        ({"LIVERGUIDE_MESSENGER_TOKEN": f"1{TOKEN}"}, "access token is not accepted"),
        ({"LIVERGUIDE_MESSENGER_APP_SECRET": "f" * 32}, "Invalid appsecret_proof"),
        ({"LIVERGUIDE_MESSENGER_GRAPH": "{graph}/v99.0"}, "look at the version in LIVERGUIDE_MESSENGER_GRAPH"),
        ({"LIVERGUIDE_MESSENGER_GRAPH": "http://127.0.0.1:9/v25.0"}, "ClientConnectorError"),
    ],
    ids=["no token", "no such token", "app", "secret", "no version", "url", "token", "proof", "version", "away"],
)
def test_what_is_wrong_is_one_sentence(graph: Graph, environment: dict[str, str], says: str) -> None:
    environment = {name: value.replace("{graph}", graph.address) for name, value in environment.items()}
    code, report = command(graph, "messenger", "set", **environment)
    assert code == 1
    assert says in report
    assert len(report.strip().splitlines()) == 1
    assert Path(__file__).name not in report
    for secret in (TOKEN, APP_SECRET):
        assert secret not in report
