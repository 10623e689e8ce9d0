"""Log-in, one's own account and the admins' pages in the browser, and all pages under the Content-Security-Policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from liverguide.desk.app import PAGES
from tests.browser.conftest import DESKTOP, NARROW, PATIENCE_MS
from tests.browser.other_site import other_site
from tests.browser.test_accessibility import violations
from tests.browser.watch import Watch
from tests.desk.caller import COOKIE, Caller, account, change, rows
from tests.desk.conftest import PASSWORD
from tests.servers import Servers

HOSTILE = "<img src=x onerror=alert(1)>\"&'"

Enter = Callable[..., Page]


@pytest.fixture(autouse=True)
def nothing_counted(lone_desk: Servers) -> Iterator[None]:
    yield
    change(lone_desk, "DELETE FROM desk_failed_logins")


@pytest.fixture
def enter(chromium: Browser, lone_desk: Servers, watch: Watch) -> Iterator[Enter]:
    """Makes a tab at the desk that runs without an assistant, logged in or not."""
    made: list[BrowserContext] = []

    def come(name: str | None = None) -> Page:
        made.append(chromium.new_context(base_url=lone_desk.desk_address, viewport=DESKTOP, reduced_motion="reduce"))
        made[-1].set_default_timeout(PATIENCE_MS)
        watch.follow(made[-1])
        tab = made[-1].new_page()
        tab.goto("/login")
        if name is not None:
            log_in(tab, name)
            expect(tab.get_by_role("button", name="Log out")).to_be_visible()
        return tab

    yield come
    for context in made:
        context.close()


def log_in(tab: Page, name: str, password: str = PASSWORD) -> None:
    tab.get_by_label("Name").fill(name)
    tab.get_by_label("Password").fill(password)
    tab.get_by_role("button", name="Log in").click()


def both_widths(tab: Page) -> None:
    for size in (DESKTOP, NARROW):
        tab.set_viewport_size(size)
        assert violations(tab) == [], size
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"it is wider than {size}"


def test_logging_in_by_keyboard_and_a_wrong_password(enter: Enter, watch: Watch) -> None:
    tab = enter()
    both_widths(tab)
    tab.keyboard.type("ana")
    tab.keyboard.press("Tab")
    tab.keyboard.type("not the password")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("alert")).to_have_text("Name and password don't belong together. Try again.")
    expect(tab.get_by_label("Name")).to_have_value("ana")
    both_widths(tab)
    log_in(tab, "ana")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Hello, Ana")
    watch.forgive("401")
    watch.assert_no_complaints()


def test_another_password(enter: Enter, lone_desk: Servers, watch: Watch) -> None:
    new = "seven purple kettles sing"
    account(lone_desk, "add", "pat", "--shown", "Pat")
    tab = enter("pat")
    tab.get_by_role("link", name="Pat").click()
    both_widths(tab)
    tab.get_by_label("Present password").fill(PASSWORD)
    tab.get_by_label("New password", exact=True).fill(new)
    tab.get_by_label("New password again").fill(new + "!")
    tab.get_by_role("button", name="Change the password").click()
    expect(tab.get_by_role("alert")).to_contain_text("not the same both times")
    both_widths(tab)
    tab.get_by_label("Present password").fill(PASSWORD)
    tab.get_by_label("New password", exact=True).fill(new)
    tab.get_by_label("New password again").fill(new)
    tab.get_by_role("button", name="Change the password").click()
    expect(tab.get_by_role("status")).to_contain_text("Your password is changed.")
    both_widths(tab)
    tab.get_by_role("button", name="Log out everywhere").click()
    log_in(tab, "pat", new)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Hello, Pat")
    watch.forgive("400")
    watch.assert_no_complaints()


def test_an_admin_looks_after_accounts(enter: Enter, lone_desk: Servers, watch: Watch) -> None:
    account(lone_desk, "add", "sam", "--shown", "Sam")
    sam, admin = enter("sam"), enter("root")
    admin.get_by_role("navigation").get_by_role("link", name="People").click()
    both_widths(admin)
    row = admin.get_by_role("row").filter(has_text="sam")
    expect(row).to_contain_text("in 1 browser")
    admin.get_by_role("button", name="End the sessions of sam").click()
    expect(row).not_to_contain_text("in 1 browser")
    sam.reload()
    log_in(sam, "sam")
    expect(sam.get_by_role("button", name="Log out")).to_be_visible()
    admin.get_by_role("button", name="Disable sam").click()
    expect(row).to_contain_text("disabled")
    sam.reload()
    expect(sam.get_by_role("button", name="Log in")).to_be_visible()
    watch.assert_no_complaints()


def test_the_audit_trail_by_person_by_conversation_and_by_page(enter: Enter, lone_desk: Servers, watch: Watch) -> None:
    for n in range(60):
        change(
            lone_desk,
            "INSERT INTO desk_audit (at, account, did, about) VALUES (?, 'drlee', 'read', ?)",
            1_700_000_000 + n,
            f"rest:conversation-{n}",
        )
    tab = enter("root")
    tab.goto("/people/audit")
    both_widths(tab)
    tab.get_by_label("Who").select_option("drlee")
    tab.get_by_role("button", name="Show").click()
    entries = tab.get_by_role("row")
    expect(entries).to_have_count(51)
    tab.get_by_role("link", name="Older entries").click()
    expect(tab.get_by_role("cell", name="rest:conversation-0", exact=True)).to_be_visible()
    expect(tab.get_by_role("link", name="Newest")).to_be_visible()
    assert set(tab.locator("tbody td:nth-child(2)").all_inner_texts()) == {"drlee"}
    tab.goto("/people/audit?about=rest:conversation-7")
    expect(entries).to_have_count(2)
    expect(tab.get_by_role("cell", name="read")).to_be_visible()
    tab.goto("/people/audit?account=nobody-at-all&before=x")
    expect(tab.get_by_text("Nothing is noted for this.")).to_be_visible()
    both_widths(tab)
    watch.assert_no_complaints()


def test_the_trail_tells_of_log_ins_and_log_outs(enter: Enter, lone_desk: Servers) -> None:
    (last,) = rows(lone_desk, "SELECT coalesce(max(id), 0) FROM desk_audit")[0]
    tab = enter()
    log_in(tab, "ana", "not the password")
    log_in(tab, "ana")
    tab.get_by_role("button", name="Log out").click()
    expect(tab.get_by_role("button", name="Log in")).to_be_visible()
    told = rows(lone_desk, "SELECT account, did FROM desk_audit WHERE id > ? ORDER BY id", last)
    assert told == [("ana", "gave a wrong password"), ("ana", "logged in"), ("ana", "logged out")]


def test_html_in_names_is_text_everywhere(enter: Enter, lone_desk: Servers, watch: Watch) -> None:
    account(lone_desk, "add", "mallory", "--role", "admin", "--shown", HOSTILE)
    change(lone_desk, "INSERT INTO desk_audit (at, account, did, about) VALUES (1, ?, ?, ?)", HOSTILE, HOSTILE, HOSTILE)
    tab = enter("mallory")
    for path in ("/", "/account", "/people", "/people/audit", f"/people/audit?about={HOSTILE}", f"/find?q={HOSTILE}"):
        tab.goto(path)
        assert tab.locator("img[src=x]").count() == 0
        expect(tab.locator("header")).to_contain_text(HOSTILE)
    tab.get_by_role("button", name="Log out").click()
    log_in(tab, HOSTILE, "x")
    expect(tab.get_by_label("Name")).to_have_value(HOSTILE)
    watch.forgive("401")
    watch.assert_no_complaints()
    account(lone_desk, "disable", "mallory")


def test_no_page_offends_its_own_policy(enter: Enter, watch: Watch) -> None:
    tab = enter("root")
    for page in PAGES:
        if page.method == "GET":
            address = page.path.replace("{", "").replace("}", "")
            headers = tab.request.get(address).headers
            assert headers["x-content-type-options"] == "nosniff"
            if headers.get("content-disposition", "").startswith("attachment"):
                continue  # a file, which a browser does not show
            answer = tab.goto(address)
            assert answer
            html = answer.text()
            written = re.sub(r"&lt;.*?&gt;", "", html)  # names that look like HTML, shown as letters
            assert not re.search(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son\w+=|javascript:", written), page.path
            assert answer.headers["x-frame-options"] == "DENY"
    for path in ("/nothing", "/static/nothing"):
        tab.goto(path)
        expect(tab.get_by_role("alert")).to_have_text("There is no such page.")
        both_widths(tab)
    watch.forgive("404")
    assert [each for each in watch.complaints if "Security" in each or each.startswith("error")] == []


@pytest.mark.parametrize("path", ["/login", "/account/logout"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_another_sites_form_does_nothing(enter: Enter, lone_desk: Servers, path: str, host: str) -> None:
    """On "localhost" it is another site; on 127.0.0.1 the cookie comes along, as ports are one site to a browser."""
    victim = enter("ana")
    before = victim.context.cookies()
    with other_site() as site:
        fields = "".join(
            f'<input type="hidden" name="{name}" value="{value}">'
            for name, value in {"name": "drlee", "password": PASSWORD, "form_token": "0" * 64}.items()
        )
        form = (
            f'<form method="post" action="{lone_desk.desk_address}{path}">{fields}<button>Win a prize</button></form>'
        )
        site.files["/"] = ("text/html", f"<!doctype html><title>Prizes</title>{form}".encode())
        tab = victim.context.new_page()
        tab.goto(site.origin.replace("127.0.0.1", host))
        with tab.expect_response(f"{lone_desk.desk_address}{path}") as answer:
            tab.get_by_role("button", name="Win a prize").click()
        assert answer.value.status == 403
    assert victim.context.cookies() == before
    victim.goto("/account")
    expect(victim.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(victim.locator("dl")).to_contain_text("ana")


def test_no_other_page_frames_the_desk_or_reads_it(enter: Enter, lone_desk: Servers) -> None:
    victim = enter("ana")
    with other_site() as site:
        page = f'<!doctype html><title>Frames</title><iframe src="{lone_desk.desk_address}/account"></iframe>'
        site.files["/"] = ("text/html", page.encode())
        tab = victim.context.new_page()
        tab.goto(site.origin)
        framed = tab.frames[1]
        assert not framed.url.startswith(lone_desk.desk_address) or framed.locator("h1").count() == 0
        read = "address => fetch(address, {credentials: 'include'}).then(a => a.text(), () => 'refused')"
        assert tab.evaluate(read, f"{lone_desk.desk_address}/account") == "refused"


def test_a_cookie_planted_before_the_log_in_is_replaced(enter: Enter, lone_desk: Servers) -> None:
    tab = enter()
    planted = "planted" * 6
    tab.context.add_cookies([{"name": COOKIE, "value": planted, "url": lone_desk.desk_address}])
    log_in(tab, "ana")
    expect(tab.get_by_role("button", name="Log out")).to_be_visible()
    now = {cookie["name"]: cookie for cookie in tab.context.cookies()}
    assert now[COOKIE]["value"] != planted
    assert now[COOKIE]["httpOnly"]
    assert now[COOKIE]["sameSite"] == "Strict"
    assert not Caller(lone_desk, Cookie=f"{COOKIE}={planted}").is_logged_in
