"""Whole conversations by WhatsApp, with the real servers."""

from __future__ import annotations

import pytest

from tests.channels.messenger_servers import LONG_QUESTION, SENTENCE, SENTENCES
from tests.channels.whatsapp.conftest import WhatsAppServers
from tests.channels.whatsapp.person import Person, words
from tests.channels.whatsapp.twilio_api import LONGEST_BODY, PNG

MELD = "what is MELD?"


def test_the_first_message_says_who_answers_and_who_can_read_it(ana: Person) -> None:
    first, *_ = ana.say("hello", answers=2)
    assert "not a doctor" in first.text
    assert "Meta (WhatsApp) and Twilio" in first.text
    assert "Meta (WhatsApp)" not in words(ana.say(MELD))


def test_a_whole_score(whatsapp: WhatsAppServers, ana: Person) -> None:
    asked = ana.say("can you work out my meld? bilirubin 3.2 mg/dL", answers=3)
    assert "clinic.example/chat" in words(asked), "lab values are better typed on the website"
    assert "What is the INR?" in asked[-1].text
    asked = ana.say("2")
    assert "creatinine" in asked[-1].text, "a number is the value that was asked for, whatever is listed"
    assert "clinic.example/chat" not in words(asked), "that was said"
    asked = ana.say("1.4 mg/dl")
    assert "dialysis" in asked[-1].text
    assert asked[-1].text.endswith("\n1. Yes\n2. No\n3. I don't know")
    result = ana.say("2", answers=6)
    assert "The MELD score is 22" in words(result)
    assert "INR: 2" in words(result)
    assert any("22" in message.bold for message in result)
    pictures = [message for message in result if message.picture]
    assert len(pictures) == 2
    assert all(message.picture is not None and message.picture.startswith(PNG) for message in pictures)
    assert "22" in pictures[0].text, "the caption"
    assert {fields["StatusCallback"] for fields in whatsapp.api.sent} == {whatsapp.webhook}


def test_an_emergency_is_one_message_and_comes_first(ana: Person) -> None:
    messages = ana.say("my father is vomiting blood")
    assert "Call 911" in messages[0].bold[0]
    assert len(messages) == 1


def test_an_emergency_in_the_middle_of_a_score(ana: Person) -> None:
    ana.say("work out my meld", answers=2)
    messages = ana.say("inr 1.9 and he is confused now and i cannot wake him")
    assert "Call 911" in messages[0].text


def test_a_long_answer_is_cut_between_sentences(ana: Person) -> None:
    messages = ana.say(LONG_QUESTION, answers=5)[1:]
    assert len(messages) > 3
    assert all(len(message.body) <= LONGEST_BODY for message in messages)
    said = words(messages)
    for n in range(SENTENCES):
        assert SENTENCE.format(n=n).split("[")[0].strip() in said
    assert "Sources: [1]" in said
    assert "To choose, send the number:" in messages[-1].text


@pytest.mark.parametrize("typed", ["2", "two", "2.", "Number two", "WHAT MY MELD MEANS"])
def test_a_list_is_answered_by_number_by_word_and_by_title(ana: Person, typed: str) -> None:
    asked = ana.say(MELD, answers=2)[-1].text
    assert "\n2. What my MELD means\n" in asked
    assert "MELD goes from 6 to 40" in words(ana.say(typed))


def test_a_tapped_button_of_a_template_is_its_title(ana: Person) -> None:
    ana.say(MELD, answers=2)
    typed = words(ana.say("What my MELD means"))
    ana.say(MELD)
    button = ana.message("", MessageType="button", ButtonText="What my MELD means", ButtonPayload="/restart")
    ana.deliver(button)
    assert words(ana.hear()) == typed


def test_typed_orders_change_nothing(ana: Person) -> None:
    ana.say(MELD, answers=2)
    for typed in ("/restart", "/affirm", "/session_start"):
        assert "Hello, I'm" not in words(ana.say(typed)), "the conversation went on"


def test_stop_leaves_the_score_and_forgets_the_number(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say("work out my meld", answers=2)
    mine = f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.digits}%'"
    assert whatsapp.rows(mine) == [(1,)]
    left, stopped = ana.say("STOP", answers=2)
    assert "we stop the score here" in left.text
    assert "off my list" in stopped.text
    assert "just send a message" in stopped.text
    whatsapp.until(lambda: whatsapp.rows(mine) == [(0,)])
    assert "Sources" in words(ana.say(MELD)), "whoever comes back is answered"
    assert whatsapp.rows(mine) == [(1,)]


def test_cancel_ends_the_question_and_nothing_else(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say("work out my meld", answers=2)
    (answer,) = ana.say("cancel")
    assert "we stop the score here" in answer.text
    assert whatsapp.rows(f"SELECT count(*) FROM messenger_addresses WHERE address LIKE '%{ana.digits}%'") == [(1,)]


def test_help_explains_and_names_the_people(ana: Person) -> None:
    ana.say("hello", answers=2)
    can, people = ana.say("HELP", answers=2)
    assert "I can explain" in can.text
    assert "contact@clinic.example" in people.text
    assert "911" in people.text
    assert "STOP" in people.text


def test_everything_can_be_erased(whatsapp: WhatsAppServers, ana: Person) -> None:
    ana.say(MELD, answers=2)
    ana.say("delete my data")
    assert "erased" in words(ana.say("yes"))
    whatsapp.until(lambda: whatsapp.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    for table, column in (("events", "sender_id"), ("messenger_addresses", "conversation")):
        kept = whatsapp.rows(f"SELECT count(*) FROM {table} WHERE {column} = '{whatsapp.conversation(ana.address)}'")
        assert kept == [(0,)]


def test_what_is_no_text_gets_a_sentence(ana: Person) -> None:
    location = ana.message("", MessageType="location", Latitude="50.1", Longitude="8.6")
    for fields in (ana.media(), ana.media("audio", content_type="audio/ogg"), location):
        assert ana.deliver(fields).status_code == 200
        assert "only read text" in words(ana.hear())


def test_words_below_a_picture_are_heard(ana: Person) -> None:
    ana.deliver(ana.media(text="she is vomiting blood"))
    first, second = ana.hear(2)
    assert "Call 911" in first.text
    assert "only read text" in second.text


def test_hostile_text_arrives_as_text(ana: Person) -> None:
    for text in ("*x* _y_ ~z~ ```a```", "<Response><Message>x</Message></Response>", "\u202eabc", "😀" * 800, "\u200b"):
        assert ana.say(text)
