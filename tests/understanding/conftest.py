"""Runs `python -m liverguide parse` the way anybody else would: as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from liverguide.paths import PROJECT


@pytest.fixture(scope="session")
def run_parse() -> Callable[[bytes], subprocess.CompletedProcess[bytes]]:
    """Gives the lines to one process and waits for its end. Loading the model takes most of the time."""

    def run(lines: bytes) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "liverguide", "parse"], input=lines, cwd=PROJECT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-3000:]
        return done

    return run
