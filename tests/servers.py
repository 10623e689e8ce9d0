"""The real servers as processes, on free ports with a database of their own, for tests that talk to them over HTTP."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

PROJECT = Path(__file__).parents[1]
NOT_COPIED = shutil.ignore_patterns(".*", "var", "tests", "docs", "*.md", "__pycache__", "node_modules")


# Below the ports that systems give to outgoing connections: one of those could take a port between its choice and a
# server's start, or while a test restarts the server.
PORTS = range(20_000, 32_000)
_given: set[int] = set()


def free_port() -> int:
    """A port that no other process of this run of the tests chooses."""
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    ours = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % processes
    while True:
        port = random.choice(PORTS[ours::processes])
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


def copy_of_project(folder: Path) -> Path:
    """A copy of all that the servers need, in which a test may change files."""
    project = folder / "project"
    shutil.copytree(PROJECT, project, ignore=NOT_COPIED)
    return project


class Servers:
    """The processes of the Procfile; each can be stopped and started alone."""

    def __init__(self, folder: Path, project: Path = PROJECT) -> None:
        self.folder = folder
        self.project = project
        self.port, self.actions_port, self.desk_port = free_port(), free_port(), free_port()
        self.database = folder / "conversations.db"
        # Signatures made in a test never reach the project's own content.
        self.reviews = folder / "reviews.yml"
        self.environment = {
            **os.environ,
            "LIVERGUIDE_PORT": str(self.port),
            "LIVERGUIDE_ACTIONS_PORT": str(self.actions_port),
            "LIVERGUIDE_DESK_PORT": str(self.desk_port),
            "LIVERGUIDE_DATABASE": f"sqlite:///{self.database}",
            "LIVERGUIDE_REVIEWS": str(self.reviews),
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def desk_address(self) -> str:
        return f"http://127.0.0.1:{self.desk_port}"

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as output:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "liverguide", name],
                cwd=self.project,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def stop(self, name: str) -> None:
        process = self._running.pop(name, None)
        if process:
            process.terminate()
            process.wait(20)

    def kill(self, name: str) -> None:
        """End it without giving it a chance to finish anything."""
        process = self._running.pop(name)
        process.kill()
        process.wait(20)

    def signal(self, name: str, number: int) -> None:
        self._running[name].send_signal(number)

    def stop_all(self) -> None:
        for name in list(self._running):
            self.stop(name)

    def wait(self, patience: float = 180) -> None:
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/webhooks/rest/ready", timeout=10).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            assert all(p.poll() is None for p in self._running.values()), "".join(
                self.log(name) for name in self._running
            )
            time.sleep(0.3)
        raise AssertionError("the servers did not become ready:\n" + self.log("assistant")[-3000:])
