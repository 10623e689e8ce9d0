"""axe-core finds nothing in any state of the window, light and dark, wide and narrow, English and Spanish."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from liverguide.paths import PROJECT
from tests.browser.chat import Chat
from tests.browser.conftest import DESKTOP, NARROW
from tests.browser.states import lab_errors, menu, sources

AXE = PROJECT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What is wrong, one line for each element."""
    if not page.evaluate("'axe' in window"):
        # As a debugger would: the page's Content-Security-Policy lets no script in.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(result => result.violations)", RULES
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_every_state(in_state: Chat, scheme: Literal["light", "dark"]) -> None:
    in_state.page.emulate_media(color_scheme=scheme)
    for size in (DESKTOP, NARROW):
        in_state.page.set_viewport_size(size)
        assert violations(in_state.page) == [], size


def test_in_spanish(chat: Chat) -> None:
    chat.open()
    chat.speak("es")
    expect(chat.field).to_have_attribute("placeholder", "Escriba su pregunta")
    chat.part("close-button").click()
    for state in (sources, lab_errors, menu):
        state(chat)
        assert violations(chat.page) == []
        while chat.panel.is_visible():
            chat.page.keyboard.press("Escape")


def test_axe_itself_looks_into_the_window(chat: Chat) -> None:
    chat.open()
    chat.field.evaluate("field => { field.removeAttribute('aria-label'); field.removeAttribute('placeholder') }")
    assert "label" in {each.split(":")[0] for each in violations(chat.page)}
