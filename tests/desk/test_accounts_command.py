"""`python -m liverguide account`, as the clinic's engineer types it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.desk.caller import Caller, account, rows
from tests.servers import PROJECT, Servers


def test_an_account_from_its_beginning_to_its_end(lone_desk: Servers) -> None:
    def listed() -> str:
        return next(line for line in account(lone_desk, "list").stdout.splitlines() if line.startswith("maria.b "))

    made = account(lone_desk, "add", "maria.b", "--shown", "Maria", typed="")
    password = re.fullmatch(r".+ made, with the role desk\. Its password, shown this once: (\S+)\n", made.stdout)
    assert password, made
    assert Caller(lone_desk).log_in("maria.b", password[1]).status_code == 303
    assert listed().split() == ["maria.b", "desk", "Maria"]
    assert account(lone_desk, "role", "maria.b", "--role", "clinician").returncode == 0
    assert listed().split() == ["maria.b", "clinician", "Maria"]
    assert account(lone_desk, "password", "maria.b", typed="seven purple kettles\n").returncode == 0
    assert Caller(lone_desk).log_in("maria.b", "seven purple kettles").status_code == 303
    assert account(lone_desk, "disable", "maria.b").returncode == 0
    assert listed().endswith("(disabled)")
    did = rows(
        lone_desk, "SELECT did FROM desk_audit WHERE account = '(command line)' AND about = 'maria.b' ORDER BY id"
    )
    assert [each for (each,) in did] == [
        "made the account", "gave the role clinician", "set the password", "disabled the account",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "typed", "told"),
    [
        (["add"], "", "Say whose account"),
        (["add", "Ana Ruiz"], "", "can't be a log-in name"),
        (["add", "../etc"], "", "can't be a log-in name"),
        (["add", "x" * 65], "", "can't be a log-in name"),
        (["add", "ana"], "", "There is an account 'ana' already"),
        (["add", "bob", "--shown", " "], "", "The shown name must have 1 to 64 characters"),
        (["add", "bob", "--shown", "Bob\nadmin"], "", "The shown name must have 1 to 64 characters"),
        (["add", "bob"], "short\n", "must have 12 to 200 characters"),
        (["add", "bob"], "bobbobbobbob\n", "easy to guess"),
        (["add", "bob"], "qwertyuiop[]\n", "easy to guess"),
        (["add", "bob"], "seven purple\0kettles sing\n", "can't be typed"),
        (["add", "bob"], "seven purple\udcff kettles sing\n", "can't be typed"),
        (["password", "nobody"], "", "There is no account 'nobody'"),
        (["disable", "nobody"], "", "There is no account 'nobody'"),
        (["enable", "nobody"], "", "There is no account 'nobody'"),
        (["password", "an\udcffa"], "", "There is no account"),
        (["disable", "an\udcffa"], "", "There is no account"),
        (["role", "ana"], "", "Say which role"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(lone_desk: Servers, arguments: list[str], typed: str, told: str) -> None:
    done = account(lone_desk, *arguments, typed=typed)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert rows(lone_desk, "SELECT count(*) FROM desk_accounts WHERE name = 'bob'") == [(0,)]


def test_of_two_who_add_the_same_name_at_once_one_is_told(lone_desk: Servers) -> None:
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda shown: account(lone_desk, "add", "twin", "--shown", shown), ["A", "B", "C"]))
    assert sorted(each.returncode for each in done) == [0, 1, 1]
    assert all("There is an account 'twin' already" in each.stderr for each in done if each.returncode)


def test_at_the_terminal_the_password_is_not_shown_and_can_be_left_out(lone_desk: Servers) -> None:
    account(lone_desk, "add", "typist")
    before = rows(lone_desk, "SELECT password FROM desk_accounts WHERE name = 'typist'")
    status, shown = at_terminal(lone_desk, ["password", "typist"], b"\x04")
    assert (status, shown) == (1, "No password was given. Nothing was changed.")
    assert rows(lone_desk, "SELECT password FROM desk_accounts WHERE name = 'typist'") == before
    status, shown = at_terminal(lone_desk, ["password", "typist"], b"seven purple kettles\n", b"seven purple kettles\n")
    assert (status, shown) == (0, "typist has another password now, and is logged out everywhere.")
    assert Caller(lone_desk).log_in("typist", "seven purple kettles").status_code == 303


def at_terminal(servers: Servers, arguments: list[str], *keys: bytes) -> tuple[int, str]:
    """What somebody sees who answers each question with some keys, without the questions."""
    terminal, shown = pty.openpty(), b""
    command = [sys.executable, "-m", "liverguide", "account", *arguments]
    process = subprocess.Popen(
        command, cwd=PROJECT, env=servers.environment, stdin=terminal[1], stdout=terminal[1], stderr=terminal[1],
        start_new_session=True,
    )  # fmt: skip
    os.close(terminal[1])
    waiting = list(keys)
    try:
        while piece := os.read(terminal[0], 4096):
            shown += piece
            if waiting and shown.endswith(b": "):
                os.write(terminal[0], waiting.pop(0))
    except OSError:  # nobody is at the other end any more
        pass
    os.close(terminal[0])
    return process.wait(60), re.sub(r"^.*: \r\n", "", shown.decode(), flags=re.MULTILINE).strip()


@pytest.mark.parametrize("address", ["sqlite:////proc/no/such/place.db", "nonsense", "mysql://nowhere/clinic"])
def test_without_the_database_there_is_a_sentence(lone_desk: Servers, address: str) -> None:
    away = Servers(lone_desk.folder)
    away.environment["LIVERGUIDE_DATABASE"] = address
    done = account(away, "list")
    assert done.returncode == 1
    assert "The database can't be used" in done.stderr
    assert "Traceback" not in done.stderr
