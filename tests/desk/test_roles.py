"""Who may see which page. A new page stands here, or the first test fails."""

from __future__ import annotations

import pytest

from liverguide.desk.app import NAVIGATION, PAGES
from liverguide.desk.pages import Entry, Page, page
from tests.desk.caller import Caller
from tests.desk.conftest import STAFF
from tests.servers import Servers

ALL, ADMIN, ANYBODY = {"desk", "clinician", "admin"}, {"admin"}, {"desk", "clinician", "admin", "nobody"}
# Who looks after the machine has no business in what patients write; texts are signed by clinicians.
PATIENTS, SIGNERS = {"desk", "clinician"}, {"clinician", "admin"}
WHO = {
    "GET /": ALL,
    "GET /find": ALL,
    "GET /find/results": ALL,
    "GET /score": ALL,
    "POST /score": ALL,
    "GET /handouts": ALL,
    "GET /handouts/page": ALL,
    "GET /inbox": PATIENTS,
    "GET /inbox/list": PATIENTS,
    "GET /inbox/chat": PATIENTS,
    "GET /inbox/chat/part": PATIENTS,
    "POST /inbox/take": PATIENTS,
    "POST /inbox/say": PATIENTS,
    "POST /inbox/hand-back": PATIENTS,
    "POST /inbox/done": PATIENTS,
    "POST /inbox/seen": PATIENTS,
    "POST /inbox/aside": PATIENTS,
    "GET /review": ALL,
    "GET /review/{topic}": ALL,
    "POST /review/{topic}/sign": SIGNERS,
    "POST /review/{topic}/send-back": SIGNERS,
    "GET /learn": PATIENTS,
    "GET /learn/group": PATIENTS,
    "GET /learn/declined": PATIENTS,
    "GET /learn/declined/group": PATIENTS,
    "POST /learn/label": PATIENTS,
    "GET /learn/labelled": PATIENTS,
    "POST /learn/take-back": PATIENTS,
    "GET /learn/export": PATIENTS,
    "GET /learn/due": PATIENTS,
    "GET /figures": ALL,
    "GET /figures/days.csv": ALL,
    "GET /figures/topics.csv": ALL,
    "GET /login": ANYBODY,
    "POST /login": ANYBODY,
    "POST /logout": ALL,
    "GET /account": ALL,
    "POST /account/password": ALL,
    "POST /account/logout": ALL,
    "GET /people": ADMIN,
    "POST /people/disable": ADMIN,
    "POST /people/sessions": ADMIN,
    "GET /people/audit": ADMIN,
}
NAMES = {role: name for name, (role, _) in STAFF.items()}


def title(page: Page) -> str:
    return f"{page.method} {page.path}"


def test_for_every_page_it_was_decided_who_may_see_it() -> None:
    decided = {title(page): {*page.roles, *({"nobody"} if page.open_to_all else ())} for page in PAGES}
    assert decided == WHO


def test_a_page_that_says_nothing_of_roles_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="roles"):
        page("/new", PAGES[0].endpoint)  # type: ignore[call-arg]


def test_the_navigation_and_the_pages_name_the_same_roles() -> None:
    roles = {each.path: each.roles for each in PAGES if each.method == "GET"}
    assert {entry.path: entry.roles for entry in NAVIGATION} == {entry.path: roles[entry.path] for entry in NAVIGATION}


@pytest.fixture(scope="module")
def callers(lone_desk: Servers) -> dict[str, Caller]:
    by_role = {role: Caller(lone_desk) for role in ALL}
    for role, caller in by_role.items():
        assert caller.log_in(NAMES[role]).status_code == 303
    return by_role


def path_of(page: Page) -> str:
    return page.path.replace("{", "").replace("}", "")


CLOSED = [page for page in PAGES if not page.open_to_all]


@pytest.mark.parametrize("page", CLOSED, ids=title)
def test_nobody_in_particular_is_sent_to_the_log_in(lone_desk: Servers, page: Page) -> None:
    answer = Caller(lone_desk).http.request(page.method, path_of(page))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")


@pytest.mark.parametrize("page", [page for page in CLOSED if page.roles != ALL], ids=title)
def test_the_wrong_role_is_refused(callers: dict[str, Caller], page: Page) -> None:
    for role in ALL - page.roles:
        caller = callers[role]
        token = caller.form_token()
        answer = caller.http.request(page.method, path_of(page), params={"form_token": token})
        assert answer.status_code == 403
        assert "Your account may not see this page." in answer.text
        assert caller.is_logged_in


@pytest.mark.parametrize("page", [page for page in CLOSED if page.method == "POST"], ids=title)
@pytest.mark.parametrize("token", [None, "", "0" * 64, "é", "of another session"])
def test_a_form_without_the_sessions_own_token_is_refused(
    lone_desk: Servers, callers: dict[str, Caller], page: Page, token: str | None
) -> None:
    role = next(iter(sorted(page.roles)))
    caller = callers[role]
    if token == "of another session":
        other = Caller(lone_desk)
        other.log_in(NAMES[role])
        token = other.form_token()
    answer = caller.post(path_of(page), {} if token is None else {"form_token": token})
    assert answer.status_code == 403
    assert "The form was too old, or came from elsewhere." in answer.text
    assert caller.is_logged_in


@pytest.mark.parametrize("entry", NAVIGATION, ids=lambda entry: entry.title)
def test_every_part_has_one_main_heading(callers: dict[str, Caller], entry: Entry) -> None:
    for role in entry.roles:
        assert callers[role].get(entry.path).text.count("<h1") == 1


def test_the_navigation_shows_only_what_may_be_seen(callers: dict[str, Caller]) -> None:
    assert 'href="/people"' in callers["admin"].get("/").text
    assert 'href="/people"' not in callers["desk"].get("/").text
