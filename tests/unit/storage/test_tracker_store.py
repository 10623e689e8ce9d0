"""The store with a real SQLite file, the real domain and real trackers; what is kept is read from the file itself."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import stat
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from liverguide.library.clinic import load_clinic
from liverguide.paths import PROJECT
from liverguide.storage.tracker_store import ConversationStore

NAME, PHONE, MAIL = "Ana Ruiz", "+1 202 555 0107", "ana.ruiz@mail.example"
DAY = 86_400.0
DRAFT = {"step": "draft", "name": NAME, "phone": PHONE}


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.load(str(PROJECT / "domain.yml"))


class Database:
    """A store on a file, and what stands in that file."""

    def __init__(self, file: Path, domain: Domain) -> None:
        self.file, self._domain = file, domain
        self.store = ConversationStore(domain, f"sqlite:///{file}")

    def turn(self, sender: str, events: Sequence[Event]) -> None:
        """Store one turn the way Rasa does: fetch the conversation, add to it, save it."""
        tracker = asyncio.run(self.store.retrieve(sender)) or DialogueStateTracker(sender, self._domain.slots)
        for event in events:
            tracker.update(event, self._domain)
        asyncio.run(self.store.save(tracker))

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.file) as connection:
            return connection.execute(sql, values).fetchall()

    def events(self, sender: str) -> str:
        """All that is kept of a conversation's events."""
        return "\n".join(str(row) for row in self.query("SELECT * FROM events WHERE sender_id = ? ORDER BY id", sender))

    def callbacks(self, sender: str) -> list[tuple[Any, ...]]:
        return self.query("SELECT name, phone, status FROM callbacks WHERE conversation = ? ORDER BY id", sender)

    def age(self, sender: str, days: float) -> None:
        """Make a conversation older."""
        with sqlite3.connect(self.file) as connection:
            seconds = (days * DAY, sender)
            connection.execute("UPDATE events SET timestamp = timestamp - ? WHERE sender_id = ?", seconds)
            connection.execute("UPDATE callbacks SET created = created - ? WHERE conversation = ?", seconds)

    def raw(self) -> str:
        """All that lies on the disk, the database's log beside its file included."""
        files = self.file.parent.glob(f"{self.file.name}*")
        return "".join(file.read_bytes().decode("latin-1") for file in files)


@pytest.fixture
def database(tmp_path: Path, domain: Domain) -> Database:
    return Database(tmp_path / "var" / "conversations.db", domain)


def said(text: str, intent: str = "report_labs", **understanding: object) -> UserUttered:
    guess = {"name": intent, "confidence": 0.9}
    parse_data = {
        "text": text,
        "intent": guess,
        "entities": [{"entity": "any", "value": text}],
        "text_tokens": [(0, len(text))],
        "intent_ranking": [guess],
        "red_flag": None,
        "metadata": {"from": text},
        **understanding,
    }
    metadata = {"model_id": "model-1", "assistant_id": "liverguide", "profile": text}
    return UserUttered(text, intent=guess, parse_data=parse_data, metadata=metadata, input_channel="rest")


def callback_turns() -> dict[str, list[Event]]:
    """The turns of a call-back as the dialogue makes them."""
    return {
        "consent": [
            said("please call me back", "booking_contact_human"),
            SlotSet("expecting", "callback"),
            SlotSet("asked", {"step": "details", "tries": 0}),
            BotUttered("Please send your name and your phone number in one message."),
        ],
        "draft": [
            said(f"{NAME}, {PHONE}", "nlu_fallback"),
            SlotSet("callback", DRAFT),
            SlotSet("expecting", "callback"),
            SlotSet("asked", {"step": "confirmation"}),
            BotUttered(f"I read: {NAME}, {PHONE}. Is that right?", metadata={"topic": "callback"}),
        ],
        "confirmed": [
            said("yes", "affirm"),
            SlotSet("callback", {"step": "confirmed"}),
            SlotSet("expecting", "nothing"),
            SlotSet("asked", None),
            BotUttered("Thank you. The clinic has your request."),
        ],
        "withdrawn": [
            said("no", "deny"),
            SlotSet("callback", {"step": "withdrawn"}),
            SlotSet("expecting", "nothing"),
            SlotSet("asked", None),
            BotUttered("All right."),
        ],
    }


def arrange(database: Database, *steps: str, sender: str = "rest:ana") -> None:
    for step in steps:
        database.turn(sender, callback_turns()[step])


class TestRedaction:
    @pytest.mark.parametrize("personal", [PHONE, "202-555-0107", MAIL, NAME])
    def test_no_part_of_the_database_holds_what_a_person_wrote_about_themselves(
        self, database: Database, personal: str
    ) -> None:
        text = f"my name is {NAME}, mail {MAIL}, phone {PHONE} or 202-555-0107. INR 1.5"
        database.turn("rest:ana", [said(text, reading={"note": text}), BotUttered("Thank you.")])

        assert personal not in database.raw()
        assert "my name is [name], mail [mail], phone [phone] or [phone]. INR 1.5" in database.events("rest:ana")

    def test_what_was_understood_is_kept_without_words(self, database: Database) -> None:
        database.turn("rest:ana", [said(f"fever, call {PHONE}", "emergency", red_flag="infection")])

        tracker = asyncio.run(database.store.retrieve("rest:ana"))
        message = tracker.latest_message
        assert message.intent["name"] == "emergency"
        assert message.parse_data["red_flag"] == "infection"
        assert message.parse_data["intent_ranking"] == [{"name": "emergency", "confidence": 0.9}]
        assert message.text == "fever, call [phone]" == message.parse_data["text"]
        assert message.metadata == {"model_id": "model-1", "assistant_id": "liverguide"}

    def test_a_running_turn_keeps_its_own_words(self, database: Database, domain: Domain) -> None:
        message = said(f"call {PHONE}")
        tracker = DialogueStateTracker("rest:ana", domain.slots)
        tracker.update(message, domain)
        asyncio.run(database.store.save(tracker))

        assert tracker.latest_message.text == f"call {PHONE}"
        assert tracker.latest_message.parse_data["text"] == f"call {PHONE}"

    def test_values_and_bot_texts_are_kept_whole(self, database: Database) -> None:
        labs = {"inr": {"value": 1.5, "unit": ""}}
        database.turn("rest:ana", [said("INR 1.5"), SlotSet("labs", labs), BotUttered("Call +1 202 555 0143.")])

        tracker = asyncio.run(database.store.retrieve("rest:ana"))
        assert tracker.get_slot("labs") == labs
        assert "Call +1 202 555 0143." in database.events("rest:ana")

    def test_a_button_is_kept_as_it_is(self, database: Database) -> None:
        database.turn("rest:ana", [said("/meld_compute", "meld_compute")])

        assert asyncio.run(database.store.retrieve("rest:ana")).latest_message.text == "/meld_compute"

    def test_every_turn_is_stored_once(self, database: Database) -> None:
        for number in range(3):
            database.turn("rest:ana", [said(f"INR 1.{number}"), BotUttered("Thank you.")])

        assert database.query("SELECT type_name FROM events ORDER BY id") == [("user",), ("bot",)] * 3


class TestCallback:
    def test_a_draft_is_noted_and_not_open(self, database: Database) -> None:
        arrange(database, "consent", "draft")

        assert database.callbacks("rest:ana") == [(NAME, PHONE, "asked")]

    def test_a_confirmed_draft_is_open(self, database: Database) -> None:
        arrange(database, "consent", "draft", "confirmed")

        assert database.callbacks("rest:ana") == [(NAME, PHONE, "open")]

    def test_a_withdrawn_draft_is_gone_from_the_file(self, database: Database) -> None:
        arrange(database, "consent", "draft", "withdrawn")

        assert database.callbacks("rest:ana") == []
        assert NAME not in database.raw()
        assert PHONE not in database.raw()

    def test_a_new_draft_takes_the_place_of_the_old(self, database: Database) -> None:
        arrange(database, "consent", "draft")
        second = {"step": "draft", "name": "Ana Ruiz Soto", "phone": "+1 202 555 0108"}
        database.turn("rest:ana", [said("no, Ana Ruiz Soto, 202 555 0108", "deny"), SlotSet("callback", second)])
        arrange(database, "confirmed")

        assert database.callbacks("rest:ana") == [("Ana Ruiz Soto", "+1 202 555 0108", "open")]

    def test_withdrawing_a_later_draft_leaves_the_open_request(self, database: Database) -> None:
        arrange(database, "consent", "draft", "confirmed", "consent", "draft", "withdrawn")

        assert database.callbacks("rest:ana") == [(NAME, PHONE, "open")]

    def test_requests_of_other_conversations_are_left_alone(self, database: Database) -> None:
        arrange(database, "consent", "draft", sender="rest:ben")
        arrange(database, "consent", "draft", "confirmed")

        assert database.callbacks("rest:ben") == [(NAME, PHONE, "asked")]

    @pytest.mark.parametrize("last", ["confirmed", "withdrawn"])
    def test_events_never_hold_name_or_number(self, database: Database, last: str) -> None:
        arrange(database, "consent", "draft", last)
        database.turn("rest:ana", [said("Thanks! Ana Ruiz here, ana again", "thanks"), BotUttered("You are welcome.")])

        events = database.events("rest:ana")
        assert PHONE not in events
        if last == "confirmed":
            assert "ana" not in events.lower().replace("rest:ana", "")
            assert "ruiz" not in events.lower()
        assert "I read: [removed], [removed]. Is that right?" in events

    @pytest.mark.parametrize("reply", ["Ana Ruiz", "its ana", "no it is Anna with two n", "yes, Ana"])
    @pytest.mark.parametrize("before", [("consent",), ("consent", "draft")])
    def test_nothing_is_kept_of_what_is_said_while_it_is_arranged(
        self, database: Database, before: tuple[str, ...], reply: str
    ) -> None:
        arrange(database, *before)
        database.turn("rest:ana", [said(reply, "nlu_fallback"), BotUttered("I could not find a name and a number.")])

        assert reply not in database.events("rest:ana")
        assert "[reply about the call-back]" in database.events("rest:ana")

    def test_words_are_kept_again_afterwards(self, database: Database) -> None:
        arrange(database, "consent", "draft", "confirmed")
        database.turn("rest:ana", [said("INR 1.5 and ALT 202")])

        assert asyncio.run(database.store.retrieve("rest:ana")).latest_message.text == "INR 1.5 and ALT 202"

    def test_a_session_that_begins_anew_leaves_the_draft_as_it_is(self, database: Database) -> None:
        arrange(database, "consent", "draft")
        tracker = asyncio.run(database.store.retrieve("rest:ana"))
        carried = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.has_been_set]
        database.turn("rest:ana", [ActionExecuted("action_session_start"), SessionStarted(), *carried])

        assert database.callbacks("rest:ana") == [(NAME, PHONE, "asked")]
        arrange(database, "confirmed")
        assert database.callbacks("rest:ana") == [(NAME, PHONE, "open")]


def history(database: Database) -> None:
    for sender in ("rest:ana", "rest:ben"):
        arrange(database, "consent", "draft", "confirmed", sender=sender)
        database.turn(sender, [said("INR 1.5"), BotUttered("Thank you.")])


class TestErasure:
    def test_erasing_takes_everything_of_one_conversation_and_nothing_of_another(self, database: Database) -> None:
        history(database)
        other = database.events("rest:ben")
        database.turn("rest:ana", [said("yes", "affirm"), SlotSet("erase", True), BotUttered("Erased.")])

        assert database.events("rest:ana") == ""
        assert database.callbacks("rest:ana") == []
        assert asyncio.run(database.store.retrieve("rest:ana")) is None
        assert database.events("rest:ben") == other != ""
        assert database.callbacks("rest:ben") == [(NAME, PHONE, "open")]

    def test_nothing_of_it_stays_in_the_file(self, database: Database) -> None:
        history(database)
        database.turn("rest:ana", [SlotSet("erase", True)])

        assert "rest:ana" not in database.raw()

    def test_earlier_sessions_are_erased_too(self, database: Database) -> None:
        history(database)
        database.turn("rest:ana", [ActionExecuted("action_session_start"), SessionStarted(), said("hello", "greet")])
        database.turn("rest:ana", [SlotSet("erase", True)])

        assert database.events("rest:ana") == ""

    def test_one_can_start_anew_afterwards(self, database: Database) -> None:
        history(database)
        database.turn("rest:ana", [SlotSet("erase", True)])
        database.turn("rest:ana", [said("hello", "greet")])

        tracker = asyncio.run(database.store.retrieve("rest:ana"))
        assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["hello"]
        assert not tracker.get_slot("erase")


class TestRetention:
    days = load_clinic().retention.days

    def test_only_what_is_older_than_the_clinic_keeps_it_is_erased(self, database: Database) -> None:
        history(database)
        database.age("rest:ana", self.days + 0.01)
        database.age("rest:ben", self.days - 0.01)
        database.store.purge()

        assert database.events("rest:ana") == ""
        assert database.callbacks("rest:ana") == []
        assert database.events("rest:ben") != ""
        assert database.callbacks("rest:ben") == [(NAME, PHONE, "open")]

    def test_the_last_event_counts(self, database: Database) -> None:
        history(database)
        database.age("rest:ana", self.days + 1)
        database.turn("rest:ana", [said("I am back", "greet")])
        database.store.purge()

        assert "INR 1.5" in database.events("rest:ana")
        assert database.callbacks("rest:ana") == []  # asked for too long ago to be kept

    def test_storing_purges_at_the_first_turn(self, database: Database, domain: Domain) -> None:
        history(database)
        database.age("rest:ana", self.days + 1)
        Database(database.file, domain).turn("rest:new", [said("hello", "greet")])

        assert database.events("rest:ana") == ""

    def test_many_old_conversations_go_at_once(self, database: Database) -> None:
        old = time.time() - (self.days + 1) * DAY
        with sqlite3.connect(database.file) as connection:
            connection.executemany(
                "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, 'user', ?, '{}')",
                ((f"rest:{number}", old) for number in range(40_000)),
            )
        database.store.purge()

        assert database.query("SELECT count(*) FROM events") == [(0,)]


class TestEvents:
    class Broker:
        def __init__(self) -> None:
            self.published: list[dict[str, Any]] = []

        def publish(self, event: dict[str, Any]) -> None:
            self.published.append(event)

    def test_a_broker_gets_what_is_stored_and_no_more(self, tmp_path: Path, domain: Domain) -> None:
        database = Database(tmp_path / "conversations.db", domain)
        database.store.event_broker = broker = self.Broker()
        arrange(database, "consent", "draft", "confirmed")
        database.turn("rest:ana", [said(f"mail {MAIL}")])

        assert len(broker.published) == len(database.query("SELECT id FROM events"))
        assert {event["sender_id"] for event in broker.published} == {"rest:ana"}
        for personal in (NAME, PHONE, MAIL):
            assert personal not in str(broker.published)
        assert database.callbacks("rest:ana") == [(NAME, PHONE, "open")]


def break_events(database: Database) -> None:
    with sqlite3.connect(database.file) as connection:
        connection.execute("DROP TABLE events")


def break_callbacks(database: Database) -> None:
    with sqlite3.connect(database.file) as connection:
        connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON callbacks BEGIN SELECT RAISE(FAIL, 'full'); END")


@pytest.mark.parametrize("breaking", [break_events, break_callbacks])
def test_a_failing_database_puts_no_words_into_the_log(
    database: Database, domain: Domain, caplog: pytest.LogCaptureFixture, breaking: Callable[[Database], None]
) -> None:
    breaking(database)
    store = FailSafeTrackerStore(database.store)
    tracker = DialogueStateTracker("rest:ana", domain.slots)
    for event in [said("the word is xylophone"), *callback_turns()["draft"]]:
        tracker.update(event, domain)
    with caplog.at_level(logging.DEBUG):
        asyncio.run(store.save(tracker))

    assert "Error happened" in caplog.text
    for word in ("xylophone", NAME, PHONE):
        assert word not in caplog.text


@pytest.mark.parametrize("exists", [False, True])
def test_no_other_user_of_the_machine_can_read_the_file(tmp_path: Path, domain: Domain, exists: bool) -> None:
    file = tmp_path / "conversations.db"
    if exists:
        file.touch(0o644)
    Database(file, domain).turn("rest:ana", [said("hello")])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_ids_of_messages_are_compared_exactly(database: Database) -> None:
    message = said("hello")
    message.message_id = "ABCDEF01-aaaa"
    database.turn("web:ana", [message])
    assert database.store.has_message("web:ana", "ABCDEF01-aaaa")
    assert not database.store.has_message("web:ana", "abcdef01-AAAA")


def test_a_store_holds_a_conversation_until_it_is_erased(database: Database) -> None:
    assert not database.store.holds("rest:ana")
    database.store.link_picture("rest:ana", {"kind": "range_strip"})
    assert database.store.holds("rest:ana")
    database.store.erase("rest:ana")
    assert not database.store.holds("rest:ana")
    history(database)
    assert database.store.holds("rest:ana")
    database.query("DELETE FROM events WHERE sender_id = 'rest:ana'")
    assert database.store.holds("rest:ana"), "the request to call back"
    database.store.erase("rest:ana")
    assert not database.store.holds("rest:ana")
    assert database.store.holds("rest:ben")


def test_a_papers_number_that_was_read_as_a_value_comes_back_nowhere(database: Database) -> None:
    unclear = {"pt": {"analyte": "pt", "reason": "implausible", "number": 55821.0, "candidates": [55821.0]}}
    reading = {"labs": {"alt": {"value": 92.0}}, "unclear": unclear, "unassigned": [55821.0, 14.5]}
    database.turn(
        "rest:ana",
        [
            said("Patient ID: PT-55821, ALT 92, platelets 150000"),
            SlotSet("unclear", unclear),
            SlotSet("interrupted", {"reading": reading}),
            BotUttered("You wrote PT 55821. That would be very unusual. Your platelets are 150000."),
        ],
    )
    database.turn("rest:ana", [said("it is 14.5")])
    assert "55821" not in database.raw()
    tracker = asyncio.run(database.store.retrieve("rest:ana"))
    assert tracker is not None
    assert tracker.get_slot("unclear")["pt"]["number"] is None
    assert tracker.get_slot("interrupted")["reading"]["unassigned"] == [14.5]
    assert tracker.get_slot("interrupted")["reading"]["labs"] == {"alt": {"value": 92.0}}
    assert "You wrote PT [number]. That would be very unusual. Your platelets are 150000." in database.events(
        "rest:ana"
    )


def test_a_row_that_cannot_be_read_is_an_error_and_not_the_end_of_the_process(database: Database) -> None:
    database.turn("web:ana", [UserUttered("what is MELD?")])
    with sqlite3.connect(database.file) as connection:
        connection.execute("UPDATE events SET data = 'broken'")
        connection.execute("DELETE FROM conversation_states")
    with pytest.raises(ValueError, match="Expecting value"):
        asyncio.run(database.store.retrieve("web:ana"))
