"""Topics on paper."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from liverguide.library import current_library
from tests.desk.conftest import LoggedIn

SIZE = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")


def test_ticked_topics_make_one_page(logged_in: LoggedIn) -> None:
    tab = logged_in()
    tab.goto("/handouts")
    tab.get_by_label("What are MSCs?").check()
    tab.get_by_label("Drip into a vein").check()
    tab.get_by_role("button", name="Make the page").click()
    clinic = current_library().clinic
    page = tab.locator(".handout")
    expect(page.get_by_role("heading", level=1)).to_have_text(["Drip into a vein", "What are MSCs?"])
    expect(page).to_contain_text("Example Liver Clinic")
    expect(page).to_contain_text(clinic.clinic.phone)
    expect(page.get_by_text("Not yet reviewed by a clinician")).to_have_count(2)
    expect(page).to_contain_text(re.compile(r"Printed on \d{4}-\d\d-\d\d, version [0-9a-f]{8}\."))
    expect(page.locator("svg")).to_be_visible()
    assert "{" not in page.inner_text()


def test_the_paper_shows_the_page_and_nothing_of_the_desk(logged_in: LoggedIn) -> None:
    tab = logged_in()
    tab.goto("/handouts/page?topic=msc_what_is")
    tab.emulate_media(media="print")
    expect(tab.get_by_role("button", name="Print or save as PDF")).to_be_hidden()
    expect(tab.get_by_role("navigation")).to_be_hidden()
    expect(tab.get_by_role("heading", name="What are MSCs?")).to_be_visible()
    pdf = tab.pdf(format="A4")
    assert len(SIZE.findall(pdf)) == 1, "a short topic fits one sheet"


def test_large_print_is_larger(logged_in: LoggedIn) -> None:
    tab = logged_in()
    tab.goto("/handouts/page?topic=msc_what_is")
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    usual = tab.locator(".answer p").first.evaluate(size)
    tab.goto("/handouts/page?topic=msc_what_is&large=on")
    assert tab.locator(".answer p").first.evaluate(size) >= 1.3 * usual


def test_the_version_names_the_wording(logged_in: LoggedIn) -> None:
    tab = logged_in()
    versions = set()
    for topics in ("topic=msc_what_is", "topic=msc_what_is", "topic=delivery_iv"):
        tab.goto(f"/handouts/page?{topics}")
        found = re.search(r"version ([0-9a-f]{8})", tab.locator("footer").inner_text())
        assert found
        versions.add(found[1])
    assert len(versions) == 2


def test_nothing_ticked_is_told(logged_in: LoggedIn) -> None:
    tab = logged_in()
    tab.goto("/handouts")
    tab.get_by_role("button", name="Make the page").click()
    expect(tab.get_by_role("alert")).to_have_text("Tick at least one topic.")
