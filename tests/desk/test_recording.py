"""What people do and hear is counted once, whatever happens to the desk, and counts follow what holds in the end."""

from __future__ import annotations

import time
from collections import Counter
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.desk.conftest import DeskServers, LoggedIn, NewChat
from tests.dialogue.conversation import Assistant

Counts = Counter[tuple[str, str]]
PATIENCE_SECONDS = 60.0


def until_recorded(desk: DeskServers) -> None:
    """Wait until the desk has taken all that happened."""
    until = time.monotonic() + PATIENCE_SECONDS
    while desk.rows("SELECT count(*) FROM streamed_events")[0][0]:
        assert time.monotonic() < until, "the desk does not record"
        time.sleep(0.1)


def counts(desk: DeskServers, channel: str) -> Counts:
    """How often something happened on a channel so far, over all days."""
    until_recorded(desk)
    query = f"SELECT what, name, sum(count) FROM desk_counts WHERE channel = '{channel}' GROUP BY what, name"
    return Counter({(what, name): count for what, name, count in desk.rows(query)})


def of_person(person: Assistant) -> str:
    return f"conversation = 'rest:{person.sender}' AND sender = 'person'"


def test_the_introduction_is_not_the_answer(desk: DeskServers) -> None:
    before, person = counts(desk, "rest"), Assistant(desk.address)
    person.say("what is albumin?")
    assert person.topics == ["introduction", "marker_albumin"]
    assert counts(desk, "rest") - before == {
        ("conversation", ""): 1, ("message", ""): 1, ("answer", "marker_albumin"): 1,
    }  # fmt: skip
    assert desk.rows(f"SELECT answered_with FROM desk_messages WHERE {of_person(person)}") == [("marker_albumin",)]


def test_the_hint_to_the_website_is_not_the_answer(desk: DeskServers) -> None:
    before, person = counts(desk, "telegram"), desk.telegram_person()
    person.say("bilirubin 2.1 mg/dL", answers=3)
    answers = {name: n for (what, name), n in (counts(desk, "telegram") - before).items() if what == "answer"}
    assert answers == {"marker_bilirubin": 1}


def test_each_kind_of_answer_is_one_count(desk: DeskServers) -> None:
    before, person = counts(desk, "rest"), Assistant(desk.address)
    person.say("cells or pills")  # "Do you mean one of these?"
    person.tap("What are MSCs?")
    person.say("xkcd wqp zzt")
    person.say("zzkq")
    person.say("he is vomiting blood")
    assert counts(desk, "rest") - before == {
        ("conversation", ""): 1, ("message", ""): 5, ("asked_back", ""): 1, ("answer", "msc_what_is"): 1,
        ("not_understood", ""): 2, ("red_flag", "bleeding"): 1, ("answer", "emergency"): 1,
    }  # fmt: skip
    said = desk.rows(f"SELECT outcome, offered FROM desk_messages WHERE {of_person(person)} ORDER BY id")
    assert [outcome for outcome, _ in said] == ["asked_back", "answer", "not_understood", "not_understood", "answer"]
    assert "msc_what_is" in said[0][1].split()


def test_a_button_that_leads_nowhere_is_a_message_that_was_understood(desk: DeskServers) -> None:
    person = Assistant(desk.address)
    person.say("the paper says low")  # "Do you mean Albumin?"
    yes = next(button["payload"] for button in person.buttons if button["title"] == "Yes")
    person.say("thanks")
    before = counts(desk, "rest")
    person.say(yes)
    assert ("not_understood", "") not in counts(desk, "rest") - before
    assert (counts(desk, "rest") - before)["message", ""] == 1


def test_said_again_is_not_misunderstood_again(desk: DeskServers) -> None:
    person = Assistant(desk.address)
    person.say("xkcd wqp zzt")
    before = counts(desk, "rest")
    person.say("please say that again")
    assert person.topics == ["nlu_fallback"]
    assert counts(desk, "rest") - before == {("message", ""): 1}


def test_a_thumb_counts_as_the_last_one_given_and_the_inbox_shows_it(
    desk: DeskServers, new_chat: NewChat, logged_in: LoggedIn
) -> None:
    person, before = new_chat(), counts(desk, "web")
    person.say("what is albumin?")

    def thumbs() -> Counts:
        return Counter({name: n for (what, name), n in (counts(desk, "web") - before).items() if what == "feedback"})

    thumb(person, "up")
    assert thumbs() == {"up": 1}
    thumb(person, "down")
    person.part("feedback-word").fill("too long, call me at 202 555 0188")
    with person.page.expect_response("**/feedback"):
        person.part("feedback-send").click()
    assert thumbs() == {"down": 1}
    [(conversation,)] = desk.rows(
        "SELECT conversation FROM desk_messages WHERE thumb = 'down' ORDER BY id DESC LIMIT 1"
    )
    staff = logged_in("ana")
    staff.goto(f"/inbox/chat?of={quote(conversation, safe='')}")
    shown = staff.locator(".line.assistant").filter(has_text="Albumin is").locator(".opinion")
    expect(shown).to_have_text("Thumb down: too long, call me at [phone]")
    thumb(person, "down")  # pressed again: taken back
    assert not thumbs()
    expect(shown).to_have_count(0)


def thumb(person: Chat, which: str) -> None:
    with person.page.expect_response("**/feedback") as given:
        person.part(f"thumb-{which}").last.click()
    assert given.value.status == 204
