"""Which tests may run side by side (`pytest -n 3`): those of different folders. A folder's tests share servers that are
started once for all of them, so they stay in one process and in their order.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

# Has more to do than one process should be left with: here files are given out, and each process starts its servers.
LARGE = "tests/desk/"
# Begun first, so that no process is still at one of them when the others have nothing left.
LONGEST = (LARGE, "tests/understanding/", "tests/browser/")


class FolderByFolder(LoadScopeScheduling):
    """Gives a process that has nothing to do the next folder."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")
        folder, _, _ = file.rpartition("/")
        return file if nodeid.startswith(LARGE) else folder


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FolderByFolder:
    return FolderByFolder(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(folder) for folder in LONGEST])
