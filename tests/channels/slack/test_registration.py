"""`python -m liverguide channels` against Slack on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
import yaml

from liverguide.paths import PROJECT
from tests.channels.messenger_servers import SECRET
from tests.channels.slack.web_api import SIGNING_SECRET, TOKEN, WebApi

PUBLIC = "https://chat.clinic.example"
WEBHOOK = f"{PUBLIC}/webhooks/slack/webhook"


@pytest.fixture
def api() -> Iterator[WebApi]:
    api = WebApi()
    yield api
    api.stop()


def command(api: WebApi, *arguments: str, **environment: str) -> tuple[int, str]:
    ours = {
        "LIVERGUIDE_SECRET": SECRET,
        "LIVERGUIDE_SLACK_TOKEN": TOKEN,
        "LIVERGUIDE_SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "LIVERGUIDE_SLACK_API": api.base,
        "LIVERGUIDE_PUBLIC_URL": PUBLIC,
        **environment,
    }
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


def test_set_prints_what_to_paste_before_there_is_a_token(api: WebApi) -> None:
    code, report = command(api, "slack", "set", LIVERGUIDE_SLACK_TOKEN="", LIVERGUIDE_SLACK_SIGNING_SECRET="")
    assert code == 0
    assert "From a manifest" in report
    manifest = yaml.safe_load(report.partition("\n\n")[2])
    assert manifest["oauth_config"]["scopes"]["bot"] == ["app_mentions:read", "chat:write", "im:history"]
    assert manifest["settings"]["event_subscriptions"] == {
        "request_url": WEBHOOK,
        "bot_events": ["app_mention", "app_uninstalled", "message.im", "tokens_revoked"],
    }
    assert manifest["settings"]["interactivity"] == {"is_enabled": True, "request_url": WEBHOOK}
    assert manifest["settings"]["token_rotation_enabled"] is False
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    # Slack's limits of what people see of the app.
    assert len(manifest["display_information"]["name"]) <= 35
    assert manifest["display_information"]["description"].endswith(".")
    assert len(manifest["display_information"]["description"]) <= 140
    assert api.calls == [], "Slack is asked nothing"


def test_show_compares_the_tokens_scopes(api: WebApi) -> None:
    code, report = command(api, "slack")
    assert code == 0
    assert "Bot: @livia in the workspace The Tests" in report
    assert "Missing" not in report
    assert f"Request URL {WEBHOOK}" in report
    api.scopes = ["chat:write", "users:read"]
    code, report = command(api, "slack", "show")
    assert code == 0
    assert "Scopes of the token: chat:write, users:read" in report
    assert "Missing: app_mentions:read, im:history" in report


def test_remove_tells_the_steps_and_leaves_the_token(api: WebApi) -> None:
    code, report = command(api, "slack", "remove")
    assert (code, "Delete App" in report) == (0, True)
    assert api.calls == []


def test_the_list_says_what_is_on_and_why_not(api: WebApi) -> None:
    assert f"slack: on, at {WEBHOOK}" in command(api)[1]
    assert "slack: off. LIVERGUIDE_SLACK_TOKEN is not set." in command(api, LIVERGUIDE_SLACK_TOKEN="")[1]
    assert (
        "slack: off. LIVERGUIDE_SLACK_SIGNING_SECRET is not set."
        in (command(api, LIVERGUIDE_SLACK_SIGNING_SECRET="")[1])
    )
    assert "slack: off. LIVERGUIDE_PUBLIC_URL is not set" in command(api, LIVERGUIDE_PUBLIC_URL="")[1]


@pytest.mark.parametrize(
    ("action", "environment", "says"),
    [
        ("show", {"LIVERGUIDE_SLACK_TOKEN": ""}, "LIVERGUIDE_SLACK_TOKEN is not set"),
        ("show", {"LIVERGUIDE_SLACK_TOKEN": "xoxp-1234567890-abc"}, "begins with xoxb-"),
        ("show", {"LIVERGUIDE_SLACK_TOKEN": "xoxe.xoxb-1-abcdefghijkl"}, "without rotation"),
        ("show", {"LIVERGUIDE_SLACK_SIGNING_SECRET": "secret"}, "signing secret, 32 signs"),
        ("show", {"LIVERGUIDE_SLACK_TOKEN": f"{TOKEN}1"}, "not accepted (invalid_auth)"),
        ("show", {"LIVERGUIDE_SLACK_API": "http://127.0.0.1:9"}, "ClientConnectorError"),
        ("set", {"LIVERGUIDE_PUBLIC_URL": "chat.clinic.example"}, "LIVERGUIDE_PUBLIC_URL must be"),
        ("set", {"LIVERGUIDE_PUBLIC_URL": ""}, "LIVERGUIDE_PUBLIC_URL is not set"),
    ],
    ids=["no token", "a person's token", "rotated", "no secret", "wrong", "nobody there", "no address", "unset"],
)
def test_what_is_wrong_is_one_sentence(api: WebApi, action: str, environment: dict[str, str], says: str) -> None:
    code, report = command(api, "slack", action, **environment)
    assert code == 1
    assert says in report
    assert len(report.strip().splitlines()) == 1
    assert TOKEN not in report
    assert SIGNING_SECRET not in report


def test_an_app_that_was_removed_is_one_sentence(api: WebApi) -> None:
    api.removed = True
    code, report = command(api, "slack", "show")
    assert (code, "not accepted (account_inactive)" in report) == (1, True)
    assert len(report.strip().splitlines()) == 1
