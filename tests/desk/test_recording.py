"""What people do and hear is counted once, whatever happens to the desk, and counts follow what holds in the end."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.desk.caller import change
from tests.desk.conftest import DeskServers, LoggedIn, NewChat, wait_for_desk
from tests.desk.recorded import PATIENCE_SECONDS, Counts, counts
from tests.desk.test_take_over import WISH
from tests.dialogue.conversation import Assistant
from tests.servers import Servers


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


def second_desk(desk: DeskServers, folder: Path) -> Servers:
    """Another desk on the same database."""
    second = Servers(folder, desk.project)
    second.environment = {**desk.environment, "LIVERGUIDE_DESK_PORT": str(second.desk_port)}
    second.database = desk.database
    return second


def waiting(desk: DeskServers) -> int:
    return int(desk.rows("SELECT count(*) FROM streamed_events")[0][0])


def until_fewer_wait(desk: DeskServers, number: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while waiting(desk) >= number:
        assert time.monotonic() < until, "the desk does not record"
        time.sleep(0.01)


def test_killed_midway_and_two_at_once_each_event_counts_once(desk: DeskServers, tmp_path: Path) -> None:
    before, person, times = counts(desk, "rest"), Assistant(desk.address), 100
    second = second_desk(desk, tmp_path)
    desk.stop("desk")
    try:
        person.say("what is albumin?")
        person.say("xkcd wqp zzt")
        person.say("he is vomiting blood")
        # The same happens to many people.
        change(
            desk, "WITH RECURSIVE others(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM others WHERE n + 1 < ?) "
            "INSERT INTO streamed_events (conversation, data) SELECT conversation || '-' || n, data "
            "FROM others JOIN streamed_events ORDER BY n, id", times,
        )  # fmt: skip
        all_of_them = waiting(desk)
        desk.start("desk")
        second.start("desk")
        until_fewer_wait(desk, all_of_them)
        desk.kill("desk")
        assert waiting(desk)
        until_fewer_wait(desk, all_of_them // 2)
        second.kill("desk")
        assert waiting(desk)
        desk.start("desk")
        second.start("desk")
        assert counts(desk, "rest") - before == {
            ("conversation", ""): times, ("message", ""): 3 * times, ("answer", "marker_albumin"): times,
            ("not_understood", ""): times, ("answer", "emergency"): times, ("red_flag", "bleeding"): times,
        }  # fmt: skip
        like = f"FROM desk_messages WHERE sender = 'person' AND conversation LIKE 'rest:{person.sender}%'"
        assert desk.rows(f"SELECT count(*) {like}") == [(3 * times,)]
    finally:
        second.stop_all()
        desk.stop("desk")
        desk.start("desk")
        wait_for_desk(desk)
        for table in ("desk_conversations", "desk_messages"):
            change(desk, f"DELETE FROM {table} WHERE conversation LIKE ?", f"rest:{person.sender}%")


def test_a_wish_for_a_person_said_twice_counts_once_and_a_call_for_itself(desk: DeskServers) -> None:
    desk.set_front_desk()

    def requests() -> Counts:
        return Counter(
            {name: n for (what, name), n in (counts(desk, "telegram") - before).items() if what == "request"}
        )

    before, person = counts(desk, "telegram"), desk.telegram_person()
    person.say(WISH, answers=2)
    person.say(WISH)
    assert requests() == {"chat": 1}
    person.say("please call me back")
    person.tap("Yes")
    person.say("my name is Ana Ruiz, 202 555 0100")
    assert requests() == {"chat": 1}
    person.tap("Yes")
    assert requests() == {"chat": 1, "call": 1}
