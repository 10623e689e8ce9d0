"""The desk beside the running assistant, and people who use it in a browser."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from liverguide import settings
from liverguide.channels.telegram.access import secret_token_of
from liverguide.paths import state_folder
from tests.browser.chat import Chat
from tests.browser.conftest import ARGUMENTS, DESKTOP, PATIENCE_MS
from tests.browser.watch import Watch
from tests.channels.telegram.bot_api import TOKEN, BotApi
from tests.channels.telegram.person import Person as TelegramPerson
from tests.desk.stream import Stream
from tests.servers import PROJECT, Servers, copy_of_project

PASSWORD = "a long pass phrase"
# Name -> role and the name that patients see.
STAFF = {"ana": ("desk", "Ana"), "drlee": ("clinician", "Dr Lee"), "root": ("admin", "Rosa")}

# The servers look for changed files every two seconds.
LOOKED_AGAIN_SECONDS = 2.5

LoggedIn = Callable[..., Page]
NewChat = Callable[..., Chat]
SECRET = "a secret of the tests, long enough to be taken"
ALWAYS = [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "0:00", "to": "24:00"}]


class DeskServers(Servers):
    """The servers with a front desk that is always open, and Telegram on loopback."""

    def __init__(self, folder: Path, api: BotApi) -> None:
        super().__init__(folder, copy_of_project(folder))
        self.api = api
        self.environment.update(
            LIVERGUIDE_STATE=str(state_folder()),
            LIVERGUIDE_SECRET=SECRET,
            LIVERGUIDE_PUBLIC_URL=self.address,
            LIVERGUIDE_TELEGRAM_TOKEN=TOKEN,
            LIVERGUIDE_TELEGRAM_API=api.address,
        )
        self.set_front_desk()

    def set_front_desk(self, **changes: object) -> None:
        """Change clinic.yml, which the running servers read anew: always open and patient, but for the changes."""
        file = self.project / "clinic.yml"
        clinic = yaml.safe_load(file.read_text(encoding="utf-8"))
        patient = {"joins_within_minutes": 60, "hands_back_after_minutes": 60}
        clinic["front_desk"] = {"time_zone": "UTC", "open": ALWAYS, **patient, **changes}
        now = yaml.safe_dump(clinic)
        if now != file.read_text(encoding="utf-8"):
            file.write_text(now, encoding="utf-8")
            time.sleep(LOOKED_AGAIN_SECONDS)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database, timeout=10) as connection:
            return connection.execute(query).fetchall()

    def telegram_person(self) -> TelegramPerson:
        webhook = f"{self.address}/webhooks/telegram/webhook"
        return TelegramPerson(self.api, webhook, secret_token_of(SECRET, TOKEN))


def add_account(servers: Servers, name: str, role: str, shown: str) -> None:
    command = [sys.executable, "-m", "liverguide", "account", "add", name, "--role", role, "--shown", shown]
    subprocess.run(
        command, cwd=PROJECT, env=servers.environment, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True
    )


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskServers]:
    """Assistant, actions and desk on a database of their own, with an account for each role."""
    api = BotApi()
    running = DeskServers(tmp_path_factory.mktemp("desk"), api)
    for name in ("actions", "assistant", "desk"):
        running.start(name)
    try:
        running.wait()
        wait_for_desk(running)
        for name, (role, shown) in STAFF.items():
            add_account(running, name, role, shown)
        yield running
    finally:
        running.stop_all()
        api.stop()


def wait_for_desk(servers: Servers, patience: float = 180) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if httpx.get(f"{servers.desk_address}/login", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError("the desk did not become ready:\n" + servers.log("desk")[-3000:])


@pytest.fixture(scope="package")
def lone_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A desk without an assistant, with the same accounts; who gets in needs no more."""
    running = Servers(tmp_path_factory.mktemp("lone_desk"))
    running.start("desk")
    try:
        wait_for_desk(running)
        for name, (role, shown) in STAFF.items():
            add_account(running, name, role, shown)
        yield running
    finally:
        running.stop_all()


@pytest.fixture
def stream(lone_desk: Servers) -> Stream:
    """What reaches the desk that has no assistant; its inbox is empty."""
    stream = Stream(lone_desk)
    stream.clear()
    return stream


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    found = subprocess.run(["sh", "scripts/browser.sh"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def desk_token(desk: Servers, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the desk shows the assistant."""
    for name in ("LIVERGUIDE_SECRET", "LIVERGUIDE_STATE"):
        if name in desk.environment:
            monkeypatch.setenv(name, desk.environment[name])
    return settings.desk_token()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def new_browser(
    chromium: Browser, request: pytest.FixtureRequest, watch: Watch
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes the browser of somebody at the clinic who is not logged in; the arguments are Playwright's."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        given = {"viewport": DESKTOP, "reduced_motion": "reduce", **options}
        if "base_url" not in given:  # the desk beside the assistant, unless the test has another
            given["base_url"] = request.getfixturevalue("desk").desk_address
        made.append(chromium.new_context(**given))  # type: ignore[arg-type]
        made[-1].set_default_timeout(PATIENCE_MS)
        watch.follow(made[-1])
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def new_chat(new_browser: Callable[..., BrowserContext], desk: DeskServers) -> NewChat:
    """Makes a new person's tab on the clinic's website, with the chat window open."""

    def make() -> Chat:
        chat = Chat(new_browser(base_url=desk.address).new_page())
        chat.start()
        return chat

    return make


@pytest.fixture
def logged_in(new_browser: Callable[..., BrowserContext]) -> LoggedIn:
    """Makes a tab in which somebody is logged in."""

    def log_in(name: str = "ana", **options: object) -> Page:
        tab = new_browser(**options).new_page()
        tab.goto("/login")
        tab.get_by_label("Name").fill(name)
        tab.get_by_label("Password").fill(PASSWORD)
        tab.get_by_role("button", name="Log in").click()
        expect(tab.get_by_role("button", name="Log out")).to_be_visible()
        return tab

    return log_in
