"""A channel without its secrets is off, and says so in one line."""

from __future__ import annotations

import logging

import pytest
from sanic import Blueprint

from liverguide import settings
from liverguide.channels.messengers.openness import ChannelOff, public_url, required
from liverguide.channels.telegram.channel import TelegramChannel

TOKEN = "123456789:AAtests-of-the-clinic-assistant-0123456"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LIVERGUIDE_TELEGRAM_TOKEN", "LIVERGUIDE_PUBLIC_URL"):
        monkeypatch.delenv(variable, raising=False)


async def nobody(message: object) -> None:
    raise AssertionError("no message is taken")


def routes(channel: TelegramChannel) -> Blueprint:
    return channel.blueprint(nobody)


def test_off_it_has_no_address_and_says_why(caplog: pytest.LogCaptureFixture) -> None:
    channel = TelegramChannel.from_credentials({})
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == [
        "The channel telegram is off: LIVERGUIDE_TELEGRAM_TOKEN is not set."
    ]
    assert not list(routes(channel)._future_routes)


def test_on_it_says_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("LIVERGUIDE_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("LIVERGUIDE_PUBLIC_URL", "https://chat.clinic.example")
    monkeypatch.setenv("LIVERGUIDE_SECRET", "x" * 40)
    assert len(routes(TelegramChannel.from_credentials({}))._future_routes) == 2
    assert not caplog.records


def test_a_token_without_an_address_is_not_enough(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("LIVERGUIDE_TELEGRAM_TOKEN", TOKEN)
    TelegramChannel.from_credentials({})
    assert "LIVERGUIDE_PUBLIC_URL is not set" in caplog.text
    assert TOKEN not in caplog.text


def test_all_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_OF_THREE", "1")
    with pytest.raises(ChannelOff, match=r"^B_OF_THREE and C_OF_THREE are not set\.$"):
        required("A_OF_THREE", "B_OF_THREE", "C_OF_THREE")


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://chat.clinic.example/", "https://chat.clinic.example"),
        ("http://127.0.0.1:5005", "http://127.0.0.1:5005"),
    ],
)
def test_a_public_address(monkeypatch: pytest.MonkeyPatch, value: str, url: str) -> None:
    monkeypatch.setenv("LIVERGUIDE_PUBLIC_URL", value)
    assert public_url() == url


@pytest.mark.parametrize(
    "value",
    ["chat.clinic.example", "http://chat.clinic.example", "https://a.example/b", "https://a.example?b", "ftp://a"],
)
def test_what_is_no_public_address(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LIVERGUIDE_PUBLIC_URL", value)
    with pytest.raises(settings.SettingError, match="LIVERGUIDE_PUBLIC_URL must be"):
        public_url()
