"""A clinician reads a text, signs it or sends it back; chat and handouts say so."""

from __future__ import annotations

import datetime
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from liverguide.paths import state_folder
from tests.browser.conftest import DESKTOP, NARROW, PATIENCE_MS
from tests.browser.test_accessibility import violations
from tests.desk.conftest import PASSWORD, STAFF, add_account, wait_for_desk
from tests.dialogue.conversation import Assistant
from tests.servers import Servers, copy_of_project

TODAY = datetime.date.today().isoformat()
SUBJECTS = {"albi": "scores.yml", "msc_what_is": "msc_therapy.yml", "delivery_iv": "delivery.yml"}
WAIT = 20.0

LogIn = Callable[..., Page]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """The servers on a copy of the project, whose texts and reviews a test may change."""
    folder = tmp_path_factory.mktemp("review")
    running = Servers(folder, copy_of_project(folder))
    running.environment["LIVERGUIDE_STATE"] = str(state_folder())
    for name in ("actions", "assistant", "desk"):
        running.start(name)
    try:
        running.wait()
        wait_for_desk(running)
        for name, (role, shown) in {**STAFF, "drroy": ("clinician", "Dr Roy")}.items():
            add_account(running, name, role, shown)
        yield running
    finally:
        running.stop_all()


@pytest.fixture(autouse=True)
def nothing_reviewed(clinic: Servers) -> Iterator[None]:
    """Every test begins with the texts as they are, and unsigned."""
    content = clinic.project / "content"
    before = {file: file.read_text(encoding="utf-8") for file in content.glob("*.yml")}
    yield
    clinic.reviews.unlink(missing_ok=True)
    for file, text in before.items():
        if file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


@pytest.fixture
def log_in(chromium: Browser, clinic: Servers) -> Iterator[LogIn]:
    made: list[BrowserContext] = []

    def enter(name: str, **options: Any) -> Page:
        made.append(chromium.new_context(base_url=clinic.desk_address, viewport=DESKTOP, **options))
        made[-1].set_default_timeout(PATIENCE_MS)
        tab = made[-1].new_page()
        tab.goto("/login")
        tab.get_by_label("Name").fill(name)
        tab.get_by_label("Password").fill(PASSWORD)
        tab.get_by_role("button", name="Log in").click()
        expect(tab.get_by_role("button", name="Log out")).to_be_visible()
        return tab

    yield enter
    for context in made:
        context.close()


def sign(tab: Page, topic: str) -> None:
    tab.goto(f"/review/{topic}")
    tab.get_by_label("I have read it").check()
    tab.get_by_role("button", name="Sign as").click()


def send_back(tab: Page, topic: str, note: str) -> None:
    tab.goto(f"/review/{topic}")
    tab.get_by_label("What is to change?").fill(note)
    tab.get_by_role("button", name="Send it back").click()


def row(tab: Page, title: str) -> Any:
    tab.goto("/review")
    return tab.get_by_role("row").filter(has=tab.get_by_role("link", name=title, exact=True))


def change(clinic: Servers, topic: str, before: str, now: str) -> None:
    file = clinic.project / "content" / SUBJECTS[topic]
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, now), encoding="utf-8")


def review_note(clinic: Servers, question: str) -> str:
    [answer] = [message for message in Assistant(clinic.address).say(question) if "review_note" in message]
    return str(answer["review_note"])


def until_the_chat_says(clinic: Servers, question: str, note: str) -> None:
    end = time.monotonic() + WAIT
    while (said := review_note(clinic, question)) != note:
        assert time.monotonic() < end, said
        time.sleep(0.5)


def reviews(clinic: Servers) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(clinic.reviews.read_text(encoding="utf-8"))
    return data


def noted(clinic: Servers) -> list[tuple[str, str, str]]:
    with sqlite3.connect(clinic.database) as connection:
        return connection.execute("SELECT account, did, about FROM desk_audit ORDER BY id").fetchall()


def test_what_a_clinician_signed_is_said_so_in_chat_and_on_paper(log_in: LogIn, clinic: Servers) -> None:
    assert review_note(clinic, "what is the albi grade").startswith("Not yet reviewed by a clinician")
    tab = log_in("drlee")
    sign(tab, "albi")
    expect(tab.get_by_text(f"Signed by Dr Lee on {TODAY}.")).to_be_visible()
    expect(row(tab, "ALBI grade")).to_contain_text(f"Dr Lee, {TODAY}")
    until_the_chat_says(clinic, "what is the albi grade", f"Reviewed by Dr Lee on {TODAY}.")
    tab.goto("/handouts/page?topic=albi&topic=msc_what_is")
    page = tab.locator(".handout")
    expect(page.get_by_text(f"Reviewed by Dr Lee on {TODAY}.")).to_have_count(1)
    expect(page.get_by_text("Not yet reviewed by a clinician")).to_have_count(1)
    version = reviews(clinic)["albi"]["signed"]["version"]
    assert noted(clinic)[-1] == ("drlee", "signed a text", f"albi {version}")


def test_a_topic_is_shown_as_people_see_it(log_in: LogIn) -> None:
    tab = log_in("drlee")
    tab.goto("/review/msc_what_is")
    main = tab.get_by_role("main")
    for heading in ("In the chat", "Short form", "At the desk", "Sources, and how far they were read"):
        expect(main.get_by_role("heading", name=heading)).to_be_visible()
    expect(main).to_contain_text("[1]")
    expect(main).to_contain_text("Not verified against a source yet.")
    expect(main).to_contain_text('People will read: "Reviewed by Dr Lee on ' + TODAY)
    assert "{" not in main.inner_text()
    assert "[general]" not in main.inner_text()


def test_the_pieces_about_a_test_stand_on_its_topics_page(log_in: LogIn) -> None:
    tab = log_in("drlee")
    tab.goto("/review/marker_inr")
    expect(tab.get_by_role("heading", name="Said about a value: INR")).to_be_visible()


def test_nothing_is_signed_unread(log_in: LogIn, clinic: Servers) -> None:
    tab = log_in("drlee")
    tab.goto("/review/albi")
    tab.get_by_label("I have read it").evaluate("box => box.required = false")
    tab.get_by_role("button", name="Sign as").click()
    expect(tab.get_by_role("alert")).to_have_text("Tick that you have read the text, then sign.")
    assert not clinic.reviews.exists()


@pytest.mark.parametrize("decision", ["sign", "send-back"])
def test_the_desk_reads_but_does_not_sign(log_in: LogIn, clinic: Servers, decision: str) -> None:
    tab = log_in("ana")
    tab.goto("/review/albi")
    expect(tab.get_by_role("heading", name="In the chat")).to_be_visible()
    expect(tab.get_by_role("button", name="Sign as")).to_have_count(0)
    expect(tab.get_by_role("button", name="Send it back")).to_have_count(0)
    token = tab.locator("input[name=form_token]").first.get_attribute("value")
    form: dict[str, str | float | bool] = {"form_token": token or "", "read": "on", "note": "x", "seen": "x"}
    origin = {"Origin": clinic.desk_address}
    answer = tab.request.post(f"/review/albi/{decision}", form=form, headers=origin)
    assert answer.status == 403
    assert "Your account may not see this page." in answer.text()
    assert not clinic.reviews.exists()


def test_an_admin_may_sign(log_in: LogIn) -> None:
    tab = log_in("root")
    sign(tab, "albi")
    expect(tab.get_by_text(f"Signed by Rosa on {TODAY}.")).to_be_visible()


def test_a_changed_text_is_a_draft_again_and_the_change_is_shown(log_in: LogIn, clinic: Servers) -> None:
    tab = log_in("drlee")
    sign(tab, "albi")
    until_the_chat_says(clinic, "what is the albi grade", f"Reviewed by Dr Lee on {TODAY}.")
    change(clinic, "albi", "It uses just these two blood tests", "It needs only these two blood tests")
    until_the_chat_says(clinic, "what is the albi grade", "Not yet reviewed by a clinician (draft of 2026-11-23).")
    expect(row(tab, "ALBI grade")).to_contain_text("Changed since it was signed")
    tab.goto("/review/albi")
    changed = tab.get_by_role("region", name="What changed since it was signed")
    expect(changed.locator("del")).to_have_text(["uses just"])
    expect(changed.locator("ins")).to_have_text(["needs only"])
    assert violations(tab) == []
    sign(tab, "albi")
    expect(changed).to_have_count(0)
    until_the_chat_says(clinic, "what is the albi grade", f"Reviewed by Dr Lee on {TODAY}.")


def test_a_text_that_changes_under_the_reader_is_not_signed(log_in: LogIn, clinic: Servers) -> None:
    tab = log_in("drlee")
    tab.goto("/review/albi")
    tab.get_by_label("I have read it").check()
    change(clinic, "albi", "It uses just these two blood tests", "It needs only these two blood tests")
    tab.get_by_role("button", name="Sign as").click()
    expect(tab.get_by_role("alert")).to_contain_text("changed meanwhile. Nothing was stored.")
    expect(tab.get_by_role("region", name="In the chat")).to_contain_text("It needs only these two blood tests")
    assert not clinic.reviews.exists()


def test_of_two_clinicians_at_once_the_second_looks_again(log_in: LogIn, clinic: Servers) -> None:
    lee, roy = log_in("drlee"), log_in("drroy")
    roy.goto("/review/albi")
    roy.get_by_label("What is to change?").fill("Say what grade 2 means.")
    sign(lee, "albi")
    expect(lee.get_by_text(f"Signed by Dr Lee on {TODAY}.")).to_be_visible()
    roy.get_by_role("button", name="Send it back").click()
    expect(roy.get_by_role("alert")).to_contain_text("changed meanwhile. Nothing was stored.")
    expect(roy.get_by_text(f"Signed by Dr Lee on {TODAY}.")).to_be_visible()
    expect(roy.get_by_label("What is to change?")).to_have_value("Say what grade 2 means.")  # nothing typed is lost
    assert list(reviews(clinic)["albi"]) == ["signed"]
    roy.get_by_role("button", name="Send it back").click()
    expect(roy.get_by_text(f"This version was sent back by Dr Roy on {TODAY}:")).to_be_visible()


def test_two_topics_signed_by_two_clinicians_are_both_stored(log_in: LogIn, clinic: Servers) -> None:
    lee, roy = log_in("drlee"), log_in("drroy")
    for tab, topic in ((lee, "albi"), (roy, "msc_what_is")):
        tab.goto(f"/review/{topic}")
        tab.get_by_label("I have read it").check()
    lee.get_by_role("button", name="Sign as").click()
    roy.get_by_role("button", name="Sign as").click()
    expect(lee.get_by_text(f"Signed by Dr Lee on {TODAY}.")).to_be_visible()
    expect(roy.get_by_text(f"Signed by Dr Roy on {TODAY}.")).to_be_visible()
    assert {topic: review["signed"]["by"] for topic, review in reviews(clinic).items()} == {
        "albi": "Dr Lee",
        "msc_what_is": "Dr Roy",
    }


def test_what_is_sent_back_shows_its_note_in_the_list(log_in: LogIn, clinic: Servers) -> None:
    doctor, desk = log_in("drlee"), log_in("ana")
    sign(doctor, "albi")
    expect(doctor.get_by_text(f"Signed by Dr Lee on {TODAY}.")).to_be_visible()
    send_back(doctor, "albi", "Say <b>what</b> grade 2 means.\nAnd give an example: 5.")
    expect(doctor.get_by_text(f"This version was sent back by Dr Lee on {TODAY}:")).to_be_visible()
    expect(row(desk, "ALBI grade")).to_contain_text("Sent back")
    expect(row(desk, "ALBI grade")).to_contain_text("Say <b>what</b> grade 2 means. And give an example: 5.")
    until_the_chat_says(clinic, "what is the albi grade", "Not yet reviewed by a clinician (draft of 2026-11-23).")
    change(clinic, "albi", "It uses just these two blood tests", "It needs only these two blood tests")
    expect(row(desk, "ALBI grade")).to_contain_text("Changed since it was sent back")
    assert [did for _, did, about in noted(clinic) if about and about.startswith("albi")][-1] == "sent back a text"


def test_a_signature_of_long_ago_is_due(log_in: LogIn, clinic: Servers) -> None:
    tab = log_in("drlee")
    sign(tab, "albi")
    expect(tab.get_by_text(f"Signed by Dr Lee on {TODAY}.")).to_be_visible()
    data = reviews(clinic)
    data["albi"]["signed"]["date"] = datetime.date.today() - datetime.timedelta(days=367)
    clinic.reviews.write_text(yaml.safe_dump(data), encoding="utf-8")
    expect(row(tab, "ALBI grade")).to_contain_text("Signed, review is due")
    sign(tab, "albi")
    expect(tab.get_by_text(f"Signed by Dr Lee on {TODAY}.")).to_be_visible()


def test_a_file_that_can_t_be_used_is_told_and_left_alone(log_in: LogIn, clinic: Servers) -> None:
    tab = log_in("drlee")
    tab.goto("/review/albi")
    noted_before = noted(clinic)
    clinic.reviews.write_text("albi: [", encoding="utf-8")
    tab.get_by_label("I have read it").check()
    tab.get_by_role("button", name="Sign as").click()
    expect(tab.get_by_role("alert")).to_contain_text("reviews.yml")
    assert clinic.reviews.read_text(encoding="utf-8") == "albi: ["
    assert noted(clinic) == noted_before


def test_an_unknown_topic_is_told(log_in: LogIn) -> None:
    tab = log_in("drlee")
    answer = tab.goto("/review/weather")
    assert answer is not None
    assert answer.status == 404
    expect(tab.get_by_text("There is no such topic.")).to_be_visible()


@pytest.mark.parametrize("address", ["/review", "/review/albi", "/review/marker_inr"])
def test_axe_finds_nothing(log_in: LogIn, address: str) -> None:
    tab = log_in("drlee")
    if address == "/review":
        sign(tab, "albi")
        send_back(tab, "msc_what_is", "Shorter, please.")
        expect(tab.get_by_text("This version was sent back")).to_be_visible()
    tab.goto(address)
    for size in (DESKTOP, NARROW):
        tab.set_viewport_size(size)
        assert violations(tab) == [], size
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
