from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liverguide.desk.people.known_browsers import MOST_NAMES, KnownBrowsers

BROWSERS = KnownBrowsers("key")


@given(st.lists(st.text(max_size=20), min_size=1, max_size=12))
def test_a_browser_knows_the_last_who_logged_in(names: list[str]) -> None:
    cookie = None
    for name in names:
        cookie = BROWSERS.with_name(cookie, name)
    last = list(dict.fromkeys(reversed(names)))
    called = {BROWSERS.known_as(cookie, name) for name in last[:MOST_NAMES]}
    assert len(called) == 1
    assert called != {None}
    assert all(BROWSERS.known_as(cookie, name) is None for name in last[MOST_NAMES:])


@given(st.none() | st.text(max_size=200))
def test_no_made_up_cookie_is_known(cookie: str | None) -> None:
    assert BROWSERS.known_as(cookie, "ana") is None
    assert KnownBrowsers("another key").known_as(BROWSERS.with_name(cookie, "ana"), "ana") is None
