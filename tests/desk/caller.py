"""Somebody who speaks to the desk by hand, and what the tests change behind its back."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import Any

import httpx

from tests.desk.conftest import PASSWORD
from tests.servers import PROJECT, Servers

FORM_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
COOKIE = "liverguide_desk"


def account(servers: Servers, *arguments: str, typed: str = f"{PASSWORD}\n") -> subprocess.CompletedProcess[str]:
    """Run the account command as a person would; lone surrogates stand for bytes that are no text."""
    return subprocess.run(
        [sys.executable, "-m", "liverguide", "account", *arguments],
        cwd=PROJECT, env=servers.environment, input=typed, text=True, errors="surrogateescape", capture_output=True,
        timeout=120, check=False,
    )  # fmt: skip


def change(servers: Servers, statement: str, *values: object) -> None:
    """Change the desk's database from outside, as time or another replica would."""
    with closing(sqlite3.connect(servers.database, timeout=20)) as database, database:
        database.execute(statement, values)


def rows(servers: Servers, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Look into the desk's database."""
    with closing(sqlite3.connect(servers.database, timeout=20)) as database:
        return database.execute(query, values).fetchall()


class Caller:
    """Somebody who speaks HTTP by hand, with the headers that browsers send by themselves."""

    def __init__(self, servers: Servers, **headers: str) -> None:
        self.own = servers.desk_address
        # No https here, and loading its certificates takes longer than the request.
        self.http = httpx.Client(
            base_url=self.own, headers={"Origin": self.own, **headers}, timeout=120, trust_env=False, verify=False
        )

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(path, headers=headers)

    def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        return self.http.post(path, data=form or {}, headers=headers)

    def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        return self.post("/login", {"name": name, "password": password})

    def form_token(self, path: str = "/account") -> str:
        found = FORM_TOKEN.search(self.get(path).text)
        assert found, "the page has no form of ours"
        return found[1]

    def send(self, path: str, form: dict[str, str] | None = None) -> httpx.Response:
        """A form as a page of this session holds it."""
        return self.post(path, {"form_token": self.form_token(), **(form or {})})

    @property
    def is_logged_in(self) -> bool:
        return self.get("/account").status_code == 200
