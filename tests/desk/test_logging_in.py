"""Only who has an account gets in."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.desk.conftest import LoggedIn


def test_somebody_with_an_account_gets_in(logged_in: LoggedIn) -> None:
    tab = logged_in("ana")
    expect(tab.get_by_text("Ana", exact=True)).to_be_visible()
    tab.get_by_role("button", name="Log out").click()
    tab.goto("/")
    expect(tab.get_by_role("button", name="Log in")).to_be_visible()
