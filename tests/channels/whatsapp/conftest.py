"""The real servers with a WhatsApp number, and Twilio on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.messenger_servers import MessengerServers
from tests.channels.whatsapp.person import Person
from tests.channels.whatsapp.twilio_api import ACCOUNT, NUMBER, TOKEN, TwilioApi


class WhatsAppServers(MessengerServers):
    """The servers and Twilio."""

    api: TwilioApi

    def person(self) -> Person:
        return Person(self.api, self.webhook)


@pytest.fixture(scope="session")
def whatsapp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhatsAppServers]:
    api = TwilioApi()
    servers = WhatsAppServers(
        tmp_path_factory.mktemp("whatsapp"),
        "whatsapp",
        LIVERGUIDE_TWILIO_ACCOUNT=ACCOUNT,
        LIVERGUIDE_TWILIO_TOKEN=TOKEN,
        LIVERGUIDE_WHATSAPP_NUMBER=NUMBER,
        LIVERGUIDE_TWILIO_API=api.address,
    )
    servers.api = api
    servers.start("actions")
    servers.start("assistant")
    try:
        servers.wait()
        yield servers
    finally:
        servers.stop_all()
        api.stop()


@pytest.fixture
def ana(whatsapp: WhatsAppServers) -> Iterator[Person]:
    """Somebody who never wrote before; Twilio works."""
    whatsapp.api.fault = None
    yield whatsapp.person()
    whatsapp.api.fault = None
