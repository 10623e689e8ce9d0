"""Starts the real servers once for all tests that talk to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import Servers


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    running = Servers(tmp_path_factory.mktemp("servers"))
    running.start("actions")
    running.start("assistant")
    try:
        running.wait()
        yield running
    finally:
        running.stop_all()
