"""The window on pages of other sites: on a listed one it works without cookies, on all others it says that it can't."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import expect

from liverguide.paths import state_folder
from tests.browser.chat import Chat
from tests.browser.conftest import BUNDLE, NewChat
from tests.browser.other_site import OtherSite, other_site
from tests.browser.states import QUESTION
from tests.browser.watch import Watch
from tests.servers import Servers, copy_of_project


@pytest.fixture(scope="module")
def listed() -> Iterator[OtherSite]:
    with other_site() as site:
        yield site


@pytest.fixture(scope="module")
def unlisted() -> Iterator[OtherSite]:
    with other_site() as site:
        yield site


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, listed: OtherSite, manifest: dict[str, Any]) -> Iterator[Servers]:
    """A clinic's servers whose clinic.yml lists the one site."""
    folder = tmp_path_factory.mktemp("clinic")
    project = copy_of_project(folder)
    facts = yaml.safe_load((project / "clinic.yml").read_text(encoding="utf-8"))
    facts["website"]["origins"] = [listed.origin]
    (project / "clinic.yml").write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
    servers = Servers(folder, project)
    servers.environment["LIVERGUIDE_STATE"] = str(state_folder())
    servers.start("actions")
    servers.start("assistant")
    try:
        servers.wait()
        yield servers
    finally:
        servers.stop_all()


def test_on_a_listed_site_it_works_with_a_token_and_without_cookies(
    new_chat: NewChat, watch: Watch, clinic: Servers, listed: OtherSite, manifest: dict[str, Any]
) -> None:
    source, integrity = f"{clinic.address}/site/{manifest['file']}", manifest["integrity"]
    listed.show(
        f'<script src="{source}" integrity="{integrity}" crossorigin="anonymous" defer></script>', clinic.address
    )
    chat = new_chat()
    chat.visit(listed.origin)
    chat.open()
    chat.say(QUESTION)
    expect(chat.answers.last).to_contain_text("Model for End-Stage Liver Disease")
    chat.page.reload()
    expect(chat.said).to_have_text([QUESTION])
    chat.say("what is ALBI?")
    chat.part("thumb-up").first.click()
    expect(chat.part("thumb-up").first).to_have_attribute("aria-pressed", "true")
    sent = [each for each in watch.requests if each.method == "POST" and each.url.endswith("/messages")]
    assert all(each.headers["authorization"].startswith("Bearer ") for each in sent)
    assert all("cookie" not in each.all_headers() for each in sent)
    assert chat.page.context.cookies() == []
    chat.choose("menu-erase")
    chat.confirm()
    expect(chat.said).to_have_count(0)
    watch.assert_no_complaints()


def test_attributes_make_it_look_like_the_page(
    new_chat: NewChat, clinic: Servers, listed: OtherSite, manifest: dict[str, Any]
) -> None:
    listed.show(
        f'<script src="{clinic.address}/site/{manifest["file"]}" crossorigin="anonymous" defer></script>',
        clinic.address,
        'open title="Ask the team" greeting="Welcome to us." accent="rgb(90, 20, 120)" on-accent="rgb(255, 255, 240)"',
    )
    chat = new_chat()
    chat.page.goto(listed.origin)
    expect(chat.panel).to_be_visible()
    expect(chat.panel).to_contain_text("Ask the team")
    expect(chat.part("greeting")).to_contain_text("Welcome to us.")
    chat.field.fill("hello")
    colours = "button => { const style = getComputedStyle(button); return [style.backgroundColor, style.color] }"
    assert chat.part("send-button").evaluate(colours) == ["rgb(90, 20, 120)", "rgb(255, 255, 240)"]
    chat.page.evaluate("document.querySelector('liverguide-chat').removeAttribute('accent')")
    assert chat.part("send-button").evaluate(colours)[0] == "rgb(18, 96, 90)"


def test_on_any_other_site_it_says_that_it_cannot_be_used(
    new_chat: NewChat, clinic: Servers, unlisted: OtherSite, manifest: dict[str, Any]
) -> None:
    unlisted.files["/chat.js"] = ("text/javascript", (BUNDLE / manifest["file"]).read_bytes())
    unlisted.show('<script src="chat.js" defer></script>', clinic.address)
    chat: Chat = new_chat()
    chat.visit(unlisted.origin)
    chat.launcher.click()
    chat.send(QUESTION)
    expect(chat.alerts).to_contain_text("Not sent.")
    expect(chat.part("offline")).to_have_text("The assistant can't be reached right now. What you write is kept.")
    expect(chat.part("emergency-line")).to_contain_text("call your local emergency number")


def test_no_other_site_gets_the_window_from_the_clinics_server(
    new_chat: NewChat, watch: Watch, clinic: Servers, unlisted: OtherSite, manifest: dict[str, Any]
) -> None:
    source, integrity = f"{clinic.address}/site/{manifest['file']}", manifest["integrity"]
    unlisted.show(
        f'<script src="{source}" integrity="{integrity}" crossorigin="anonymous" defer></script>', clinic.address
    )
    chat = new_chat()
    chat.page.goto(unlisted.origin)
    assert chat.page.evaluate("customElements.get('liverguide-chat') === undefined")
    assert any("CORS policy" in complaint for complaint in watch.complaints)
