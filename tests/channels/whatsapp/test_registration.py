"""`python -m liverguide channels` against Twilio on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from liverguide.paths import PROJECT
from tests.channels.messenger_servers import SECRET
from tests.channels.whatsapp.twilio_api import ACCOUNT, NUMBER, TOKEN, TwilioApi

PUBLIC = "https://chat.clinic.example"
WEBHOOK = f"{PUBLIC}/webhooks/whatsapp/webhook"
ELSEWHERE = {"sid": "XE" + "0" * 32, "sender_id": "whatsapp:+12025550199", "status": "ONLINE"}


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    api = TwilioApi()
    yield api
    api.stop()


def command(api: TwilioApi, *arguments: str, **environment: str) -> tuple[int, str]:
    ours = {
        "LIVERGUIDE_SECRET": SECRET,
        "LIVERGUIDE_TWILIO_ACCOUNT": ACCOUNT,
        "LIVERGUIDE_TWILIO_TOKEN": TOKEN,
        "LIVERGUIDE_WHATSAPP_NUMBER": NUMBER,
        "LIVERGUIDE_TWILIO_API": api.address,
        "LIVERGUIDE_TWILIO_SENDERS_API": api.address,
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


def test_set_show_remove(api: TwilioApi) -> None:
    code, report = command(api, "whatsapp")
    assert (code, "delivers nowhere" in report) == (0, True)
    code, report = command(api, "whatsapp", "set")
    assert code == 0
    assert f"Number: {NUMBER}" in report
    assert f"delivers to: {WEBHOOK} by POST" in report
    assert api.sender["webhook"] == {
        "callback_url": WEBHOOK,
        "callback_method": "POST",
        "fallback_url": WEBHOOK,
        "fallback_method": "POST",
        "status_callback_url": WEBHOOK,
        "status_callback_method": "POST",
    }
    code, report = command(api, "whatsapp", "show", LIVERGUIDE_PUBLIC_URL="https://other.clinic.example")
    assert (code, "To change it" in report) == (0, True)
    code, report = command(api, "whatsapp", "remove")
    assert (code, "delivers nothing any more" in report) == (0, True)
    assert api.sender["webhook"]["callback_url"] == ""


def test_the_number_is_found_on_a_later_page(api: TwilioApi) -> None:
    api.more_senders = [ELSEWHERE]
    assert "State: ONLINE" in command(api, "whatsapp")[1]


def test_a_number_that_is_not_online_is_told(api: TwilioApi) -> None:
    api.sender |= {"status": "OFFLINE", "offline_reasons": [{"code": "63020", "message": "Invitation not accepted"}]}
    report = command(api, "whatsapp")[1]
    assert "not online" in report
    assert "Reason: Invitation not accepted" in report


def test_a_webhook_by_get_is_told(api: TwilioApi) -> None:
    command(api, "whatsapp", "set")
    api.sender["webhook"]["callback_method"] = "GET"
    assert "Not so at Twilio: callback." in command(api, "whatsapp")[1]


@pytest.mark.parametrize(
    ("number", "step"),
    [("+14155238886", "Sandbox settings"), ("+12025550188", "WhatsApp senders")],
    ids=["sandbox", "not a sender"],
)
def test_what_the_api_cannot_do_is_told_as_steps(api: TwilioApi, number: str, step: str) -> None:
    code, report = command(api, "whatsapp", LIVERGUIDE_WHATSAPP_NUMBER=number)
    assert code == 0
    assert step in report
    code, report = command(api, "whatsapp", "set", LIVERGUIDE_WHATSAPP_NUMBER=number)
    assert code == 1, "a script must not take it for done"
    assert "Nothing was changed" in report
    assert WEBHOOK in report
    assert command(api, "whatsapp", "remove", LIVERGUIDE_WHATSAPP_NUMBER=number)[0] == 1


def test_a_webhook_that_stays_is_not_called_removed(api: TwilioApi) -> None:
    command(api, "whatsapp", "set")
    api.keeps_webhooks = True
    code, report = command(api, "whatsapp", "remove")
    assert (code, "still delivers" in report) == (1, True)


def test_the_list_says_what_is_on_and_why_not(api: TwilioApi) -> None:
    assert f"whatsapp: on, at {WEBHOOK}" in command(api)[1]
    lacking = command(api, LIVERGUIDE_TWILIO_TOKEN="", LIVERGUIDE_WHATSAPP_NUMBER="")[1]
    assert "whatsapp: off. LIVERGUIDE_TWILIO_TOKEN and LIVERGUIDE_WHATSAPP_NUMBER are not set." in lacking


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"LIVERGUIDE_TWILIO_ACCOUNT": ""}, "LIVERGUIDE_TWILIO_ACCOUNT is not set"),
        ({"LIVERGUIDE_TWILIO_ACCOUNT": "SK" + "0" * 32}, "LIVERGUIDE_TWILIO_ACCOUNT must be"),
        ({"LIVERGUIDE_TWILIO_TOKEN": "abc"}, "LIVERGUIDE_TWILIO_TOKEN must be"),
        ({"LIVERGUIDE_WHATSAPP_NUMBER": "0202 555"}, "LIVERGUIDE_WHATSAPP_NUMBER must be"),
        ({"LIVERGUIDE_PUBLIC_URL": ""}, "LIVERGUIDE_PUBLIC_URL is not set"),
        ({"LIVERGUIDE_PUBLIC_URL": "chat.clinic.example"}, "LIVERGUIDE_PUBLIC_URL must be"),
        ({"LIVERGUIDE_TWILIO_TOKEN": "0" * 32}, "account and token do not fit together"),
        ({"LIVERGUIDE_TWILIO_API": "http://127.0.0.1:9"}, "ClientConnectorError"),
    ],
    ids=["no account", "API key", "token", "number", "no address", "bad address", "wrong token", "away"],
)
def test_what_is_wrong_is_one_sentence(api: TwilioApi, environment: dict[str, str], says: str) -> None:
    code, report = command(api, "whatsapp", "show", **environment)
    assert code == 1
    assert says in report
    assert len(report.strip().splitlines()) == 1
    assert TOKEN not in report
