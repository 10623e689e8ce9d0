"""A person who talks to the running assistant."""

from __future__ import annotations

import pytest

from tests.dialogue.conversation import Assistant
from tests.servers import Servers


@pytest.fixture
def assistant(servers: Servers) -> Assistant:
    """A new person talking to the running assistant."""
    return Assistant(servers.address)
