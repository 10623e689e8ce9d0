"""Processes of a system under measurement: started, watched, and stopped by their own ids."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from liverguide.paths import PROJECT


def free_port() -> int:
    """A port that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Processes:
    """The processes of one system, with their output in a folder."""

    def __init__(self, folder: Path, environment: Mapping[str, str], project: Path = PROJECT) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._environment, self._project = folder, dict(environment), project
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start `python COMMAND`."""
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, *command],
                cwd=self._project,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self) -> None:
        """Stop them all."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()

    def assert_running(self) -> None:
        """Fail with the end of the log if one has ended by itself."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise RuntimeError(f"{name} has ended:\n{(self._folder / f'{name}.log').read_text()[-2000:]}")

    def memory(self) -> int:
        """Bytes that all processes and their children hold in memory together."""
        return sum(_resident(pid) for process in self._running.values() for pid in _with_children(process.pid))

    def processor_seconds(self) -> float:
        """What all processes together have had of the processor so far."""
        return sum(_processor(process.pid) for process in self._running.values())


def run(command: Sequence[str], environment: Mapping[str, str], log: Path) -> float:
    """Run `python COMMAND` to its end; the seconds that it took."""
    began = time.perf_counter()
    with log.open("ab") as output:
        subprocess.run(
            [sys.executable, *command], cwd=PROJECT, env=dict(environment), stdout=output, stderr=subprocess.STDOUT,
            check=True,
        )  # fmt: skip
    return time.perf_counter() - began


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what would change how the systems run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIVERGUIDE_", "RASA_"))}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(PROJECT), **more}


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [pid, *(each for child in children.read_text().split() for each in _with_children(int(child)))]


def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def _processor(pid: int) -> float:
    """Seconds of all threads (Linux counts them in nanoseconds)."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9
