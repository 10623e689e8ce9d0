"""Nothing a person does is told to anybody but the clinic's own server, and little is kept in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chat import Chat
from tests.browser.conftest import person
from tests.browser.states import EMERGENCY, QUESTION
from tests.browser.watch import Watch
from tests.servers import Servers


@pytest.fixture(scope="module")
def watched() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def whole_session(chromium: Browser, servers: Servers, watched: Watch) -> Iterator[Chat]:
    """A person who has used all that there is, short of deleting it."""
    context = person(chromium, servers, watched)
    chat = Chat(context.new_page())
    chat.start()
    chat.say(QUESTION)
    chat.part("sources-button").first.click()
    chat.press("Tests MELD needs")
    chat.score()
    chat.say("compare my results before and after")
    chat.say("INR 2.0, sodium 128")
    chat.say("INR 1.5, sodium 133")
    chat.say(EMERGENCY)
    chat.part("thumb-up").first.click()
    with chat.page.expect_download():
        chat.choose("menu-save")
    chat.speak("es")
    expect(chat.part("greeting")).to_contain_text("Hola")
    chat.page.reload()
    expect(chat.part("picture")).to_have_count(3)
    yield chat
    context.close()


def test_every_request_goes_to_the_pages_own_server(whole_session: Chat, watched: Watch, servers: Servers) -> None:
    addresses = [request.url for request in watched.requests]
    assert len(addresses) > 15
    elsewhere = [address for address in addresses if not address.startswith((f"{servers.address}/", "blob:"))]
    assert elsewhere == []
    assert "font" not in {request.resource_type for request in watched.requests}


def test_no_address_holds_a_word(whole_session: Chat, watched: Watch) -> None:
    queries = {urlsplit(request.url).query.split("=")[0] for request in watched.requests}
    assert queries == {"", "lang", "after"}


def test_the_only_cookie_is_out_of_reach_for_scripts_and_other_sites(whole_session: Chat) -> None:
    [cookie] = whole_session.page.context.cookies()
    assert (cookie["name"], cookie["path"]) == ("liverguide_session", "/webhooks/web")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert whole_session.page.evaluate("document.cookie") == ""


def test_the_browser_keeps_nothing_of_what_was_said(whole_session: Chat) -> None:
    page = whole_session.page
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("indexedDB.databases()") == []
    kept = page.evaluate("({...sessionStorage})")
    assert all(key.startswith("liverguide.") for key in kept)
    everything = " ".join(kept.values())
    for said in whole_session.said.all_inner_texts():
        assert said not in everything
    assert '"inr":"1.8"' not in everything.replace("value:", "")


def test_the_page_and_the_window_bring_no_inline_script_or_style(chat: Chat) -> None:
    assert chat.page.locator("script:not([src]), style, [style], [onclick]").count() == 0
