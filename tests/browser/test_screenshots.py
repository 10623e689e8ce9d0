"""Pictures of the window for people to look at, and the README's; made only on demand, for nothing is checked."""

from __future__ import annotations

import os
from typing import Any

import pytest

from liverguide.paths import PROJECT, state_folder
from tests.browser.chat import Chat
from tests.browser.conftest import DESKTOP, PHONE, NewChat
from tests.browser.states import STATES, pictures

pytestmark = pytest.mark.skipif(
    os.environ.get("LIVERGUIDE_SCREENSHOTS") != "1",
    reason="set LIVERGUIDE_SCREENSHOTS=1 to make pictures of the window",
)
SCREENS: dict[str, Any] = {"phone": PHONE, "desktop": DESKTOP}
FOLDER = state_folder() / "screenshots"
README_PICTURE = PROJECT / "docs" / "chat.png"


def show_pictures(chat: Chat) -> None:
    """Scroll to the first picture."""
    chat.part("picture").first.evaluate("picture => picture.scrollIntoView({block: 'center'})")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_state(new_chat: NewChat, screen: str, scheme: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, reach in STATES.items():
        chat = new_chat(viewport=SCREENS[screen], color_scheme=scheme)
        chat.visit()
        reach(chat)
        if name == "pictures":
            show_pictures(chat)
        chat.page.screenshot(path=FOLDER / f"{name.replace(' ', '-')}-{screen}-{scheme}.png")


def test_the_readmes_picture(new_chat: NewChat) -> None:
    chat = new_chat(viewport={"width": 1000, "height": 720}, device_scale_factor=2)
    chat.visit()
    pictures(chat)
    show_pictures(chat)
    chat.page.screenshot(path=README_PICTURE)
