"""The real servers with a bot, and Slack on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.messenger_servers import MessengerServers
from tests.channels.slack.person import Person
from tests.channels.slack.web_api import SIGNING_SECRET, TOKEN, WebApi


class SlackServers(MessengerServers):
    """The servers and Slack."""

    api: WebApi

    def person(self) -> Person:
        return Person(self.api, self.webhook)


@pytest.fixture(scope="session")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackServers]:
    api = WebApi()
    servers = SlackServers(
        tmp_path_factory.mktemp("slack"),
        "slack",
        LIVERGUIDE_SLACK_TOKEN=TOKEN,
        LIVERGUIDE_SLACK_SIGNING_SECRET=SIGNING_SECRET,
        LIVERGUIDE_SLACK_API=api.base,
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
def ana(slack: SlackServers) -> Iterator[Person]:
    """Somebody who never wrote before; Slack works."""
    slack.api.fault = None
    slack.api.removed = slack.api.revoked = False
    yield slack.person()
    slack.api.fault = None
    slack.api.removed = slack.api.revoked = False
