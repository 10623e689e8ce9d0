"""People are not understood; staff see it in groups, say what it should have been, and an engineer gets a file."""

from __future__ import annotations

import datetime
import time
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from liverguide.library import current_library
from tests.browser.conftest import DESKTOP, NARROW
from tests.browser.test_accessibility import violations
from tests.desk.caller import Caller, change, rows
from tests.desk.conftest import DeskServers, LoggedIn, NewChat, wait_for_desk
from tests.desk.recorded import counts, until_recorded
from tests.desk.test_figures import numbers
from tests.desk.test_recording import thumb
from tests.dialogue.conversation import Assistant

NOISE = ("xkcd wqp zzt", "zzkq wqp xkcd", "wqp zzt xk")
FORM = ("the blue form", "the blue form zzt")
FOOTBALL, PERU = "who won the world cup in 1998", "what's the capital of peru"
TABLES = ("desk_conversations", "desk_messages", "desk_requests", "desk_labels", "desk_vectors")


@pytest.fixture(autouse=True)
def nothing_to_learn_yet(desk: DeskServers) -> None:
    until_recorded(desk)
    for table in TABLES:
        change(desk, f"DELETE FROM {table}")


def people_say(desk: DeskServers, *texts: str) -> list[Assistant]:
    """Each text by somebody else, as their first message."""
    people = []
    for text in texts:
        people.append(Assistant(desk.address))
        people[-1].say(text)
    until_recorded(desk)
    return people


def group(tab: Page, typical: str) -> Locator:
    return tab.locator("li.card").filter(has=tab.get_by_role("heading", name=typical, exact=True))


def quoted(text: str) -> str:
    return f"“{text}”"


def labelled(desk: DeskServers) -> list[tuple[str, str | None, str]]:
    query = "SELECT l.kind, l.topic, m.text FROM desk_labels l JOIN desk_messages m ON m.id = l.message ORDER BY text"
    return rows(desk, query)


def download(tab: Page) -> str:
    tab.goto("/learn/labelled")
    with tab.expect_download() as started:
        tab.get_by_role("link", name="Download as training examples").click()
    assert started.value.suggested_filename == f"labelled-messages-{datetime.date.today().isoformat()}.yml"
    return started.value.path().read_text(encoding="utf-8")


def as_rasa_reads(file: str) -> set[tuple[str, str]]:
    data = RasaYAMLReader().reads(file)
    assert not data.entity_examples
    return {(each.get("text"), each.get("intent")) for each in data.training_examples}


@pytest.mark.parametrize("script", [True, False])
def test_from_not_understood_to_an_engineers_file(desk: DeskServers, logged_in: LoggedIn, script: bool) -> None:
    people_say(desk, FORM[0], NOISE[0], FORM[0], NOISE[1], FORM[1])
    change(desk, "UPDATE desk_messages SET text = ? WHERE text = ?", " - zzkq [phone](x)\n- wqp", NOISE[1])
    tab = logged_in("ana", java_script_enabled=script)
    tab.get_by_role("link", name="Learn").first.click()
    headings = tab.get_by_role("main").get_by_role("heading", level=2)
    expect(headings.first).to_have_text(quoted(FORM[0]))
    forms = group(tab, quoted(FORM[0]))
    expect(forms.locator("dd")).to_have_text(["3", "Terminal", "Not understood"])
    # By keyboard alone: the first letters of a topic's title, then on to the button.
    forms.get_by_label("What should it have been?").focus()
    tab.keyboard.type("Talk to")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("3 messages were labelled.")
    expect(forms).to_have_count(0)
    while left := tab.locator("li.card").count():
        tab.get_by_label("What should it have been?").first.select_option(label="Not ours")
        tab.get_by_role("button", name="Label").first.click()
        expect(tab.locator("li.card")).to_have_count(left - 1)
    assert Counter((kind, topic) for kind, topic, _ in labelled(desk)) == {
        ("topic", "booking_contact_human"): 3, ("not_ours", None): 2,
    }  # fmt: skip
    tab.get_by_role("link", name="Labelled").click()
    first = tab.get_by_role("row").filter(has_text=FORM[1])
    expect(first).to_contain_text("Talk to a person")
    expect(first).to_contain_text(f"Ana, {datetime.datetime.now(datetime.timezone.utc):%d %b}")
    file = download(tab)
    assert "# FOR REVIEW: nothing reads this file by itself." in file
    assert as_rasa_reads(file) == {
        (FORM[0], "booking_contact_human"), (FORM[1], "booking_contact_human"), (NOISE[0], "out_of_scope"),
        ("zzkq (phone)(x) - wqp", "out_of_scope"),
    }  # fmt: skip
    noted = [did for (did,) in rows(desk, "SELECT did FROM desk_audit ORDER BY id DESC LIMIT 3")]
    assert noted[0] == "downloaded labelled messages"
    assert "labelled messages" in noted


def test_single_messages_of_a_group_and_reading_a_conversation(desk: DeskServers, logged_in: LoggedIn) -> None:
    people = people_say(desk, *FORM, FORM[0])
    tab = logged_in("drlee")
    tab.goto("/learn")
    group(tab, quoted(FORM[0])).get_by_role("link", name="Open the group").click()
    messages = tab.locator("li.message")
    expect(messages).to_have_count(3)

    tab.get_by_label("What should it have been?").select_option(label="Put aside")
    tab.get_by_role("button", name="Label the ticked ones").click()
    expect(tab.get_by_role("alert")).to_have_text("Tick the messages that you mean, or label all of them.")
    tab.get_by_label("What should it have been?").select_option(value="")
    tab.get_by_label(FORM[1]).check()
    tab.get_by_role("button", name="Label the ticked ones").click()
    expect(tab.get_by_role("alert")).to_have_text("Choose what it should have been, then label it.")
    assert labelled(desk) == []
    expect(tab.get_by_label(FORM[1])).to_be_checked()  # nothing that was chosen is lost
    tab.get_by_label("What should it have been?").select_option(label="Put aside")
    tab.get_by_role("button", name="Label the ticked ones").click()
    expect(tab.get_by_role("status")).to_contain_text("1 message was labelled.")
    assert labelled(desk) == [("put_aside", None, FORM[1])]
    expect(messages).to_have_count(2)

    messages.first.get_by_role("link", name="Read the conversation").click()
    expect(tab.locator(".line.person .said")).to_have_text([FORM[0]])
    # The person's words stand below who said them, as the assistant's do.
    expect(tab.locator(".line.person")).to_have_css("display", "list-item")
    noted = rows(desk, "SELECT account, did, about FROM desk_audit ORDER BY id DESC LIMIT 1")
    assert noted[0][:2] == ("drlee", "read a conversation")
    assert noted[0][2] in {f"rest:{person.sender}" for person in people}
    # What was put aside is no example.
    assert as_rasa_reads(download(tab)) == set()


def test_asked_back_twice_and_a_thumb_down_tell_what_the_assistant_did(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn
) -> None:
    [person] = people_say(desk, "cells or pills")
    tab = logged_in()
    tab.goto("/learn")
    expect(tab.get_by_text("There is nothing to label.")).to_be_visible()  # asked back once is how it should be
    person.say("the paper says low")
    chat = new_chat()
    chat.say("what is albumin?")
    thumb(chat, "down")
    chat.part("feedback-word").fill("too long")
    with chat.page.expect_response("**/feedback"):
        chat.part("feedback-send").click()
    until_recorded(desk)
    tab.goto("/learn")
    expect(group(tab, quoted("cells or pills")).locator("dd").last).to_contain_text("Asked back twice: ")
    expect(group(tab, quoted("cells or pills")).locator("dd").last).to_contain_text("What are MSCs?")
    disliked = group(tab, quoted("what is albumin?"))
    expect(disliked.locator("dd")).to_have_text(["1", "Website", "Thumb down: Albumin"])
    disliked.get_by_role("link").click()
    expect(tab.locator("li.message q")).to_have_text("too long")
    thumb(chat, "down")  # taken back
    until_recorded(desk)
    tab.goto("/learn")
    expect(disliked).to_have_count(0)


def test_a_tapped_button_is_shown_as_its_title_and_is_no_example(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn
) -> None:
    chat, tab = new_chat(), logged_in()
    chat.say("cells or pills")
    chat.press("What are MSCs?")
    thumb(chat, "down")
    until_recorded(desk)
    tab.goto("/learn")
    disliked = group(tab, quoted("What are MSCs?"))
    disliked.get_by_label("What should it have been?").select_option(label="Multivitamins")
    disliked.get_by_role("button", name="Label it").click()
    expect(tab.get_by_role("status")).to_be_visible()
    assert as_rasa_reads(download(tab)) == set()


def test_what_was_declined_stands_in_a_list_of_its_own(desk: DeskServers, logged_in: LoggedIn) -> None:
    people_say(desk, FOOTBALL, PERU, FOOTBALL)
    tab = logged_in()
    tab.goto("/learn")
    expect(tab.get_by_text("There is nothing to label.")).to_be_visible()
    tab.get_by_role("link", name="Declined").click()
    football, peru = group(tab, quoted(FOOTBALL)), group(tab, quoted(PERU))
    expect(football.locator("dd")).to_have_text(["2", "Terminal", "Declined"])
    football.get_by_role("link", name="Open the group").click()
    expect(tab.locator("li.message")).to_have_count(2)
    tab.get_by_role("checkbox").first.check()
    tab.get_by_label("What should it have been?").select_option(label="Albumin")
    tab.get_by_role("button", name="Label the ticked ones").click()
    expect(tab.get_by_role("status")).to_contain_text("1 message was labelled.")
    expect(tab.locator("li.message")).to_have_count(1)
    tab.get_by_label("What should it have been?").select_option(label="Not ours")
    tab.get_by_role("button", name="Label it").click()
    expect(tab.get_by_role("status")).to_contain_text("1 message was labelled.")
    expect(football).to_have_count(0)
    expect(peru).to_have_count(1)
    assert {(kind, topic) for kind, topic, _ in labelled(desk)} == {("not_ours", None), ("topic", "marker_albumin")}
    # It is listed there again when its label is taken back.
    tab.goto("/learn/labelled")
    tab.get_by_role("button", name=f"Take back {quoted(FOOTBALL)}", exact=True).first.click()
    expect(tab.get_by_role("row")).to_have_count(2)
    tab.goto("/learn/declined")
    expect(football.locator("dd").first).to_have_text("1")


def test_what_goes_wrong_in_a_chat_stands_in_learn_and_counts_in_figures(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn
) -> None:
    tab = logged_in()

    def counted() -> Counter[str]:
        until_recorded(desk)
        tab.goto("/figures?period=7-days&channel=web")
        return numbers(tab)

    before, chat = counted(), new_chat()
    chat.say(FORM[0])
    chat.say("what is albumin?")
    thumb(chat, "down")
    assert counted() - before == {
        "Conversations": 1, "Messages": 2, "Not understood": 1, "Answered from a topic": 1, "Thumbs down": 1,
    }  # fmt: skip
    tab.get_by_role("link", name="Learn").click()
    for typical, did, label in (
        (FORM[0], "Not understood", "Talk to a person"),
        ("what is albumin?", "Thumb down: Albumin", "What is MELD?"),
    ):
        asked = group(tab, quoted(typical))
        expect(asked.locator("dd")).to_have_text(["1", "Website", did])
        asked.get_by_label("What should it have been?").select_option(label=label)
        asked.get_by_role("button", name="Label it").click()
        expect(asked).to_have_count(0)
    wanted = {(FORM[0], "booking_contact_human"), ("what is albumin?", "meld_what_is")}
    assert as_rasa_reads(download(tab)) == wanted
    # A label changes nothing that was counted.
    assert counted() - before == {
        "Conversations": 1, "Messages": 2, "Not understood": 1, "Answered from a topic": 1, "Thumbs down": 1,
    }  # fmt: skip


def test_what_somebody_else_has_labelled_meanwhile_stays_so(desk: DeskServers, logged_in: LoggedIn) -> None:
    people_say(desk, *FORM)
    ana, lee = logged_in("ana"), logged_in("drlee")
    for tab in (ana, lee):
        tab.goto("/learn")
    for tab, choice in ((ana, "Not ours"), (lee, "Put aside")):
        tab.get_by_label("What should it have been?").select_option(label=choice)
        tab.get_by_role("button", name="Label all 2").click()
        expect(tab.get_by_role("status")).to_be_visible()
    expect(lee.get_by_role("status")).to_contain_text("0 messages were labelled. 2 had been labelled by somebody else")
    assert [kind for kind, _, _ in labelled(desk)] == ["not_ours", "not_ours"]
    # A mistake is taken back, and the message is listed again.
    lee.goto("/learn/labelled")
    lee.get_by_role("button", name=f"Take back {quoted(FORM[0])}", exact=True).click()
    expect(lee.get_by_role("row")).to_have_count(2)
    lee.goto("/learn")
    expect(group(lee, quoted(FORM[0]))).to_have_count(1)


def test_while_the_assistant_is_away_groups_are_made_of_words_and_it_is_said_so(
    desk: DeskServers, logged_in: LoggedIn
) -> None:
    people_say(desk, *FORM)
    tab = logged_in()
    desk.kill("assistant")
    # The desk compares by itself, too, now and then.
    change(desk, "DELETE FROM desk_vectors")
    try:
        tab.goto("/learn")
        expect(tab.get_by_text("2 messages are grouped by words until it does")).to_be_visible()
        expect(tab.locator("li.card dd").first).to_have_text("2")
        assert not rows(desk, "SELECT * FROM desk_vectors")
    finally:
        desk.start("assistant")
        desk.wait()
    tab.reload()
    expect(tab.get_by_text("grouped by words")).to_have_count(0)
    assert len(rows(desk, "SELECT * FROM desk_vectors")) == 2
    people_say(desk, NOISE[0])
    desk.kill("assistant")
    change(desk, "DELETE FROM desk_vectors WHERE message = (SELECT max(id) FROM desk_messages WHERE sender = 'person')")
    try:
        tab.goto("/learn")  # what was compared before stays so
        expect(tab.get_by_text("1 message is grouped by words until it does")).to_be_visible()
        expect(tab.locator("li.card dd").first).to_have_text("2")
    finally:
        desk.start("assistant")
        desk.wait()


def test_what_is_new_is_compared_without_anybody_waiting_for_it(desk: DeskServers) -> None:
    people_say(desk, *FORM, PERU)
    change(desk, "DELETE FROM desk_vectors")
    desk.stop("desk")
    desk.start("desk")
    wait_for_desk(desk)
    until = time.monotonic() + 30
    while len(rows(desk, "SELECT * FROM desk_vectors")) < 3:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_vectors_of_another_encoder_are_made_anew(desk: DeskServers, logged_in: LoggedIn) -> None:
    people_say(desk, *FORM)
    tab = logged_in()
    tab.goto("/learn")
    [(encoder,)] = rows(desk, "SELECT DISTINCT encoder FROM desk_vectors")
    change(desk, "UPDATE desk_vectors SET encoder = 'older', vector = x'00'")
    tab.reload()
    expect(tab.locator("li.card dd").first).to_have_text("2")
    assert rows(desk, "SELECT DISTINCT encoder, length(vector) FROM desk_vectors") == [(encoder, 4 * 384)]


def test_erasing_takes_messages_labels_and_vectors_and_leaves_the_counts(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn
) -> None:
    before, chat, tab = counts(desk, "web"), new_chat(), logged_in()
    chat.say(NOISE[0])
    chat.say("the blue form")
    chat.say("what is albumin?")
    thumb(chat, "down")
    until_recorded(desk)
    tab.goto("/learn")
    group(tab, quoted(NOISE[0])).get_by_label("What should it have been?").select_option(label="Not ours")
    group(tab, quoted(NOISE[0])).get_by_role("button", name="Label it").click()
    expect(tab.get_by_role("status")).to_be_visible()
    assert all(rows(desk, f"SELECT * FROM {table}") for table in TABLES if table != "desk_requests")
    happened = counts(desk, "web") - before
    assert happened["not_understood", ""] == 2
    assert happened["feedback", "down"] == 1
    stale = logged_in()
    stale.goto("/learn")
    chat.choose("menu-erase")
    chat.confirm()
    expect(chat.said).to_have_count(0)
    assert counts(desk, "web") - before == happened
    # A page that is still open writes nothing about what is gone.
    stale.get_by_label("What should it have been?").first.select_option(label="Not ours")
    stale.get_by_role("button", name="Label").first.click()
    expect(stale.get_by_role("status")).to_contain_text("0 messages were labelled.")
    tab.goto("/learn")
    expect(tab.get_by_text("There is nothing to label.")).to_be_visible()
    assert not any(rows(desk, f"SELECT * FROM {table}") for table in TABLES)


@pytest.fixture
def no_reviews(desk: DeskServers) -> Iterator[None]:
    yield
    desk.reviews.unlink(missing_ok=True)


@pytest.mark.usefixtures("no_reviews")
def test_texts_that_wait_for_a_clinician(desk: DeskServers, logged_in: LoggedIn) -> None:
    people_say(desk, "what is albumin?")
    tab = logged_in("drlee")

    def row(title: str) -> Locator:
        tab.goto("/learn/due")
        return tab.get_by_role("row").filter(has=tab.get_by_role("link", name=title, exact=True))

    expect(row("ALBI grade")).to_contain_text("Draft")
    assert tab.get_by_role("row").count() == len(current_library().topics) + 1
    row("ALBI grade").get_by_role("link").click()
    tab.get_by_label("I have read it").check()
    tab.get_by_role("button", name="Sign as").click()
    expect(tab.get_by_text("Signed by Dr Lee")).to_be_visible()
    expect(row("ALBI grade")).to_have_count(0)
    data = yaml.safe_load(desk.reviews.read_text(encoding="utf-8"))
    data["albi"]["signed"]["date"] -= datetime.timedelta(days=367)
    desk.reviews.write_text(yaml.safe_dump(data), encoding="utf-8")
    expect(row("ALBI grade")).to_contain_text("Signed, review is due")


def test_axe_finds_nothing_and_no_page_is_too_wide(desk: DeskServers, logged_in: LoggedIn) -> None:
    long = "which form do i hand in " + "x" * 90 + " the blue one"
    people_say(desk, *FORM, *NOISE, long, PERU)
    tab = logged_in()
    tab.goto("/learn")
    tab.get_by_label("What should it have been?").first.select_option(label="Not ours")
    tab.get_by_role("button", name="Label all").first.click()
    expect(tab.get_by_role("status")).to_be_visible()
    told = tab.url
    tab.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first.click()
    expect(tab.get_by_role("link", name="All groups")).to_be_visible()
    for address in (told, tab.url, "/learn/declined", "/learn/labelled", "/learn/due", "/learn/group?like=0"):
        tab.goto(address)
        for size in (DESKTOP, NARROW):
            tab.set_viewport_size(size)
            assert violations(tab) == [], (address, size)
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, size)


@pytest.mark.parametrize(
    "query", ["?page=0", "?page=99", "?page=-1", "?page=x", "/group", "/group?like=", "/group?like=999999999999999999",
              "/labelled?page=99", "?labelled=x&of=3", "/group?like=1%00",
              "/declined?page=99", "/declined/group?like=1"],
)  # fmt: skip
def test_odd_addresses_are_answered(desk: DeskServers, query: str) -> None:
    ana = Caller(desk)
    ana.log_in("ana")
    assert ana.get(f"/learn{query}").status_code == (404 if "/group" in query else 200)


@pytest.mark.parametrize(
    "form",
    [{}, {"messages": "1,2"}, {"label": "topic:weather"}, {"label": "topic:"}, {"label": "x", "messages": "-1,,x"}],
)
def test_odd_forms_store_nothing(desk: DeskServers, form: dict[str, str]) -> None:
    ana = Caller(desk)
    ana.log_in("ana")
    assert ana.send("/learn/label", form).status_code == 400
    assert labelled(desk) == []
