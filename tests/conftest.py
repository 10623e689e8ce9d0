"""Starts the real servers once for all tests that talk to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.servers import Servers
from tests.side_by_side import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401

# A deadline would be a timed test: on a busy machine any example may take long.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")


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
