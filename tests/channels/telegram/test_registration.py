"""`python -m liverguide channels` against Telegram on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from liverguide.channels.telegram.access import secret_token_of
from liverguide.paths import PROJECT
from tests.channels.messenger_servers import SECRET
from tests.channels.telegram.bot_api import TOKEN, BotApi

PUBLIC = "https://chat.clinic.example"


@pytest.fixture
def api() -> Iterator[BotApi]:
    api = BotApi()
    yield api
    api.stop()


def command(api: BotApi, *arguments: str, **environment: str) -> tuple[int, str]:
    ours = {
        "LIVERGUIDE_SECRET": SECRET,
        "LIVERGUIDE_TELEGRAM_TOKEN": TOKEN,
        "LIVERGUIDE_TELEGRAM_API": api.address,
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


def test_set_show_remove(api: BotApi) -> None:
    code, report = command(api, "telegram")
    assert (code, "delivers nowhere" in report) == (0, True)
    code, report = command(api, "telegram", "set")
    assert code == 0
    assert "@livia_of_tests_bot" in report
    assert f"delivers to: {PUBLIC}/webhooks/telegram/webhook" in report
    assert api.webhook["secret_token"] == secret_token_of(SECRET, TOKEN)
    assert api.webhook["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    code, report = command(api, "telegram", "show", LIVERGUIDE_PUBLIC_URL="https://other.clinic.example")
    assert (code, "To change it" in report) == (0, True)
    assert command(api, "telegram", "remove")[0] == 0
    assert api.webhook == {"url": ""}


def test_the_list_says_what_is_on_and_why_not(api: BotApi) -> None:
    assert f"telegram: on, at {PUBLIC}/webhooks/telegram/webhook" in command(api)[1]
    assert "telegram: off. LIVERGUIDE_TELEGRAM_TOKEN is not set." in command(api, LIVERGUIDE_TELEGRAM_TOKEN="")[1]
    assert "telegram: off. LIVERGUIDE_PUBLIC_URL is not set" in command(api, LIVERGUIDE_PUBLIC_URL="")[1]


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        (("telegram", "set"), {"LIVERGUIDE_TELEGRAM_TOKEN": ""}, "LIVERGUIDE_TELEGRAM_TOKEN is not set"),
        (("telegram", "set"), {"LIVERGUIDE_TELEGRAM_TOKEN": "abc"}, "as BotFather gives it"),
        (("telegram", "set"), {"LIVERGUIDE_PUBLIC_URL": "chat.clinic.example"}, "LIVERGUIDE_PUBLIC_URL must be"),
        (("telegram", "set"), {"LIVERGUIDE_TELEGRAM_TOKEN": f"1{TOKEN}"}, "token is not accepted"),
        (("telegram", "set"), {"LIVERGUIDE_TELEGRAM_API": "http://127.0.0.1:9"}, "ClientConnectorError"),
        (("fax", "set"), {}, "There is no channel 'fax'"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    api: BotApi, arguments: tuple[str, ...], environment: dict[str, str], says: str
) -> None:
    code, report = command(api, *arguments, **environment)
    assert code == 1
    assert says in report
    assert len(report.strip().splitlines()) == 1
    assert Path(__file__).name not in report
    assert TOKEN not in report
