"""Runs `python -m liverguide parse` the way anybody else would: as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from liverguide.paths import PROJECT

from .evaluation.messages import FOLDER


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


@pytest.fixture(scope="session")
def answers(run_parse: Callable[[bytes], subprocess.CompletedProcess[bytes]]) -> dict[str, dict[str, Any]]:
    """The answer to each message of the blind and the working sets, all in one run."""
    files = [*sorted(FOLDER.glob("*.yml")), *sorted((FOLDER / "working").glob("*.yml"))]
    texts = [row["text"] for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]
    lines = "\n".join(json.dumps(text, ensure_ascii=False) for text in texts)
    found = [json.loads(line) for line in run_parse(lines.encode()).stdout.decode("ascii").splitlines()]
    return dict(zip(texts, found, strict=True))
