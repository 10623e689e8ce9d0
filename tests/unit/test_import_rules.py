"""Imports run one way (the contracts stand in pyproject.toml)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from liverguide.paths import PROJECT

LINTER = Path(sys.executable).with_name("lint-imports")


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINTER, "--no-cache"], cwd=project, capture_output=True, text=True, timeout=120, check=False)


def test_all_import_rules_are_kept() -> None:
    done = lint_imports(PROJECT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "forbidden"),
    [
        ("liverguide/scores/meld.py", "import liverguide.library"),
        ("liverguide/channels/turns.py", "import actions.turn"),
        ("actions/turn.py", "import liverguide.storage"),
        ("liverguide/library/library.py", "import rasa"),
    ],
)
def test_a_broken_rule_is_noticed(tmp_path: Path, file: str, forbidden: str) -> None:
    for package in ("liverguide", "actions"):
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{forbidden}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout
