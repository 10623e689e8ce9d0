"""The servers once, from a copy of the project: with a listed other site, and a page and a bundle to serve."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from liverguide.paths import state_folder
from tests.channels.web.browser import Browser, Tab
from tests.servers import Servers, copy_of_project

LISTED = "https://www.liver.example"
SECRET = "a secret of the tests, long enough to be taken"
BUNDLE = "liverguide-chat.1a2b3c4d.js"
INTEGRITY = "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"
PAGE = """<!doctype html><title>{clinic.name}</title>
<script src="{widget.file}" integrity="{widget.integrity}" defer></script><p>{not.known} {clinic.mail}</p>
"""


class Web(Servers):
    """Servers of the website chat, and what stands in their database."""

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(f"SELECT * FROM {table}").fetchall()

    def logs(self) -> str:
        return self.log("assistant") + self.log("actions")

    @property
    def clinic(self) -> dict[str, Any]:
        return dict(yaml.safe_load((self.project / "clinic.yml").read_text(encoding="utf-8")))


def prepare(project: Path) -> None:
    clinic = project / "clinic.yml"
    text = clinic.read_text(encoding="utf-8")
    clinic.write_text(re.sub(r"origins: \[\]", f"origins: ['{LISTED}']", text), encoding="utf-8")
    demo, bundle = project / "widget" / "demo", project / "widget" / "dist"
    for folder in (demo, bundle):
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
    (demo / "index.html").write_text(PAGE, encoding="utf-8")
    (demo / "page.css").write_text("body { margin: 0 }", encoding="utf-8")
    (demo / "notes.secret").write_text("not for browsers", encoding="utf-8")
    (bundle / BUNDLE).write_text("'use strict'", encoding="utf-8")
    (bundle / "manifest.json").write_text(json.dumps({"file": BUNDLE, "integrity": INTEGRITY}), encoding="utf-8")


@pytest.fixture(scope="session")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("web")
    servers = Web(folder, copy_of_project(folder))
    prepare(servers.project)
    servers.environment.update(
        LIVERGUIDE_STATE=str(state_folder()), LIVERGUIDE_SECRET=SECRET, LIVERGUIDE_TRUSTED_PROXY="127.0.0.1"
    )
    servers.start("actions")
    servers.start("assistant")
    try:
        servers.wait()
        yield servers
    finally:
        servers.stop_all()


@pytest.fixture
def browser(web: Web) -> Browser:
    """A new person's browser with a session."""
    return Browser(web.address)


@pytest.fixture
def tab(browser: Browser) -> Tab:
    """A new conversation."""
    return browser.tab()
