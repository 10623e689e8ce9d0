"""Which passwords may be chosen, and that an unknown name costs as much as a known one."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import argon2
import httpx
import pytest

from liverguide.desk.app import HASHED_AT_ONCE, create_app
from liverguide.desk.assistant import AssistantServer
from liverguide.desk.database import Database
from liverguide.desk.desk import Desk
from liverguide.desk.entrance import OwnAddress
from liverguide.desk.people import accounts, passwords

GOOD = "seven purple kettles sing"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    with made.session() as session:
        accounts.add(session, "ana", "Ana Ruiz", "desk", GOOD)
        accounts.add(session, "gone", "Gone", "desk", GOOD)
        accounts.disable(session, "gone")
    return made


@pytest.mark.parametrize(
    "password", [GOOD, "kR8#mmZq20pL", f"{GOOD} " * 7, "пять синих чайников", "🐈 on the 🛵 at noon"]
)
def test_what_may_be_chosen(password: str) -> None:
    assert passwords.belongs(passwords.hashed(password, ["ana"]), password)


@pytest.mark.parametrize(
    "password",
    ["", "short", "x" * 11, "x" * 201, "aaaaaaaaaaaaaaaa", "password1234", "123456789012", "qwertyuiop[]",
     "anaruiz19701970", "ruizruizruiz", "liverguide2026", "abcabcabcabc", "ilovelivers12", "x7 Q" * 50],
)  # fmt: skip
def test_what_may_not_be_chosen(password: str) -> None:
    with pytest.raises(passwords.BadPassword):
        passwords.hashed(password, ["anaruiz", "Ana Ruiz"])


def test_the_whole_password_counts() -> None:
    kept = passwords.hashed(GOOD * 8, [])
    assert not passwords.belongs(kept, GOOD * 8 + "x")
    assert not passwords.belongs(kept, (GOOD * 8)[:-1])


def test_the_same_letters_count_however_a_keyboard_sends_them() -> None:
    kept = passwords.hashed("se\u0301ptimo gato morado", [])
    assert passwords.belongs(kept, "s\u00e9ptimo gato morado")


@pytest.mark.parametrize("name", ["ana", "gone", "nobody", "../etc/passwd", "x" * 5000, ""])
def test_each_name_costs_one_check(database: Database, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    checks = []
    verify = argon2.PasswordHasher.verify

    def counted(self: argon2.PasswordHasher, kept: str, password: str) -> bool:
        checks.append(kept.split("$")[1:4])
        return verify(self, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    with database.session() as session:
        assert accounts.checked(session, name, "a wrong password") is None
    assert checks == [["argon2id", "v=19", "m=65536,t=3,p=4"]]


def test_an_old_hash_is_made_anew_by_the_right_password_only(database: Database) -> None:
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8192).hash(GOOD)
    with database.session() as session:
        accounts.found(session, "ana").password = old
    with database.session() as session:
        assert accounts.checked(session, "ana", "a wrong password") is None
    with database.session() as session:
        assert accounts.found(session, "ana").password == old
        assert accounts.checked(session, "ana", GOOD)
    with database.session() as session:
        assert accounts.found(session, "ana").password != old
        assert accounts.checked(session, "ana", GOOD)


def test_a_disabled_account_is_refused_with_the_right_password(database: Database) -> None:
    with database.session() as session:
        assert accounts.checked(session, "gone", GOOD) is None


def test_many_who_log_in_at_once_are_checked_a_few_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, most, lock = 0, 0, threading.Lock()

    def slow(kept: str | None, password: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)  # so that they would overlap
        with lock:
            running -= 1
        return False

    monkeypatch.setattr(passwords, "belongs", slow)
    app = create_app(Desk(database, AssistantServer("http://127.0.0.1:9", "t"), OwnAddress.on_this_machine(80), "k"))
    own = "http://127.0.0.1:80"

    async def all_at_once() -> list[int]:
        transport = httpx.ASGITransport(app)
        headers = {"Host": "127.0.0.1:80", "Origin": own}
        async with httpx.AsyncClient(transport=transport, base_url=own, headers=headers) as client:
            tries = [client.post("/login", data={"name": f"n{n}", "password": "x"}) for n in range(20)]
            return [answer.status_code for answer in await asyncio.gather(*tries)]

    assert set(asyncio.run(all_at_once())) == {401}
    assert most == HASHED_AT_ONCE
