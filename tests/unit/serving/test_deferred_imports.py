"""What answering does not use is not loaded, and works when it is used after all."""

from __future__ import annotations

import subprocess
import sys

from liverguide.paths import PROJECT

DEFER = "from liverguide.serving.deferred_imports import defer_imports; defer_imports();"


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DEFER + code], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip().splitlines()[-1]


def test_the_server_needs_no_neural_networks_and_no_other_services_libraries() -> None:
    loaded = run(
        "import liverguide.serving.server, sys; print([m for m in ('tensorflow', 'aiogram') if m in sys.modules])"
    )
    assert loaded == "[]"


def test_a_deferred_module_is_whole_when_it_is_used() -> None:
    assert run("import rasa.utils.train_utils as t; print(callable(t.rank_and_mask))") == "True"


def test_a_deferred_package_has_its_parts_and_its_own_names() -> None:
    code = (
        "from rasa.core.channels import UserMessage, BUILTIN_CHANNELS;"
        "print(UserMessage.__name__, 'slack' in BUILTIN_CHANNELS)"
    )
    assert run(code) == "UserMessage True"
