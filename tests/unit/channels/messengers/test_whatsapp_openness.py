"""WhatsApp without its secrets is off, and says so in one line."""

from __future__ import annotations

import logging

import pytest

from liverguide.channels.whatsapp.access import access
from liverguide.channels.whatsapp.channel import WhatsAppChannel

SET = {
    "LIVERGUIDE_TWILIO_ACCOUNT": "AC" + "0" * 32,
    "LIVERGUIDE_TWILIO_TOKEN": "fedcba9876543210" * 2,
    "LIVERGUIDE_WHATSAPP_NUMBER": "+1 202 555 0143",
    "LIVERGUIDE_PUBLIC_URL": "https://chat.clinic.example",
    "LIVERGUIDE_SECRET": "x" * 40,
}


@pytest.fixture(autouse=True)
def all_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in SET.items():
        monkeypatch.setenv(variable, value)


def test_on_it_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    WhatsAppChannel.from_credentials({})
    assert not caplog.records
    assert access().sender == "whatsapp:+12025550143"
    assert SET["LIVERGUIDE_TWILIO_TOKEN"] not in repr(access())


@pytest.mark.parametrize("variable", sorted(set(SET) - {"LIVERGUIDE_SECRET"}))
def test_off_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, variable: str
) -> None:
    monkeypatch.delenv(variable)
    WhatsAppChannel.from_credentials({})
    (record,) = (record for record in caplog.records if record.levelno >= logging.WARNING)
    assert record.message.startswith(f"The channel whatsapp is off: {variable} is not set")
