"""The real servers with a page, and Meta on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.facebook_messenger.graph import APP_ID, APP_SECRET, TOKEN, Graph
from tests.channels.facebook_messenger.person import Person
from tests.channels.messenger_servers import MessengerServers


class FacebookMessengerServers(MessengerServers):
    """The servers and Meta."""

    graph: Graph

    def person(self) -> Person:
        return Person(self.graph, self.webhook)


def variables(graph: Graph) -> dict[str, str]:
    return {
        "LIVERGUIDE_MESSENGER_TOKEN": TOKEN,
        "LIVERGUIDE_MESSENGER_APP_ID": APP_ID,
        "LIVERGUIDE_MESSENGER_APP_SECRET": APP_SECRET,
        "LIVERGUIDE_MESSENGER_GRAPH": graph.root,
    }


@pytest.fixture(scope="session")
def messenger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FacebookMessengerServers]:
    graph = Graph()
    servers = FacebookMessengerServers(tmp_path_factory.mktemp("messenger"), "messenger", **variables(graph))
    servers.graph = graph
    servers.start("actions")
    servers.start("assistant")
    try:
        servers.wait()
        yield servers
    finally:
        servers.stop_all()
        graph.stop()


@pytest.fixture
def ana(messenger: FacebookMessengerServers) -> Iterator[Person]:
    """Somebody who never wrote before; Meta works."""
    messenger.graph.fault = None
    yield messenger.person()
    messenger.graph.fault = None
