"""One browser for all tests here, and for each test a new person in it, whose window must stay free of errors."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright

from liverguide.paths import PROJECT
from tests.browser.chat import Chat
from tests.browser.states import CAUSED, STATES
from tests.browser.watch import Watch
from tests.servers import Servers

BUNDLE = PROJECT / "widget" / "dist"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
NARROW: ViewportSize = {"width": 320, "height": 640}
PATIENCE_MS = 20_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip

NewChat = Callable[..., Chat]


@pytest.fixture(scope="package")
def manifest() -> dict[str, Any]:
    """What is said of the built window."""
    file = BUNDLE / "manifest.json"
    assert file.is_file(), "The chat window is not built. Run scripts/widget.sh, then the tests again."
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


# For this package only: while Playwright runs, no other test of the session could use asyncio.
@pytest.fixture(scope="package")
def chromium(manifest: dict[str, Any]) -> Iterator[Browser]:
    found = subprocess.run(["sh", "scripts/browser.sh"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Watch:
    """Notes what the browser complains of, and what it asks for."""
    return Watch()


def person(chromium: Browser, servers: Servers, watch: Watch, **options: Any) -> BrowserContext:
    """The browser of a new person, followed by `watch`; the options are Playwright's."""
    options = {"base_url": servers.address, "viewport": DESKTOP, "reduced_motion": "reduce", **options}
    context = chromium.new_context(**options)
    context.set_default_timeout(PATIENCE_MS)
    watch.follow(context)
    return context


@pytest.fixture
def new_chat(chromium: Browser, servers: Servers, watch: Watch) -> Iterator[NewChat]:
    """Makes a new person's tab; the arguments are Playwright's for the browser."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> Chat:
        made.append(person(chromium, servers, watch, **options))
        return Chat(made[-1].new_page())

    yield make
    for context in made:
        context.close()


@pytest.fixture
def chat(new_chat: NewChat, watch: Watch) -> Iterator[Chat]:
    """A new person on the clinic's page. No test may leave an error in the browser's console."""
    tab = new_chat()
    tab.visit()
    yield tab
    watch.assert_no_complaints()


@pytest.fixture(scope="package", params=STATES)
def in_state(request: pytest.FixtureRequest, chromium: Browser, servers: Servers) -> Iterator[Chat]:
    """The window in each of its states in turn, shared by all tests that only look at it."""
    watch = Watch()
    context = person(chromium, servers, watch, device_scale_factor=2)
    chat = Chat(context.new_page())
    chat.visit()
    STATES[request.param](chat)
    yield chat
    context.close()
    watch.forgive(CAUSED)
    watch.assert_no_complaints()
