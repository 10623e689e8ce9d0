"""axe-core finds nothing in any state of the inbox, light and dark, wide and narrow; nothing is cut off at 320 px."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser.conftest import DESKTOP, NARROW
from tests.browser.test_accessibility import violations
from tests.desk.conftest import LoggedIn
from tests.desk.inbox_states import STATES
from tests.desk.stream import Stream
from tests.servers import Servers

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("state", STATES)
def test_in_every_state(lone_desk: Servers, logged_in: LoggedIn, stream: Stream, state: str) -> None:
    tab = logged_in("ana", base_url=lone_desk.desk_address)
    STATES[state](tab, stream)
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        for size in (DESKTOP, NARROW):
            tab.set_viewport_size(size)
            assert violations(tab) == [], (scheme, size)
            wide = tab.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], "it would have to be scrolled sideways"
