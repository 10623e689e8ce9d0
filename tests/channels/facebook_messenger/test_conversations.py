"""Whole conversations by Messenger, with the real servers."""

from __future__ import annotations

from tests.channels.facebook_messenger.conftest import FacebookMessengerServers
from tests.channels.facebook_messenger.graph import LONGEST_TEXT, PNG
from tests.channels.facebook_messenger.person import Person, words
from tests.channels.messenger_servers import LONG_QUESTION, SENTENCE, SENTENCES


def test_the_first_message_says_who_answers_and_who_can_read_it(ana: Person) -> None:
    started = ana.event(postback={"mid": "m_start", "title": "Get Started", "payload": "start"})
    assert ana.deliver(started).status_code == 200
    first, *_ = ana.hear(2)
    assert "not a doctor" in first["text"]
    assert "Meta, a company outside of the clinic" in first["text"]
    assert "company outside" not in words(ana.say("what is MELD?"))
    assert {"mark_seen", "typing_on"} <= set(ana.screen.actions)


def test_a_whole_score(ana: Person) -> None:
    asked = ana.say("can you work out my meld? bilirubin 3.2 mg/dL", answers=3)
    assert "clinic.example/chat" in words(asked), "lab values are better typed on the website"
    assert "What is the INR?" in asked[-1]["text"]
    asked = ana.say("2")
    assert "creatinine" in asked[-1]["text"], "a number is the value that was asked for, whatever buttons there are"
    assert "clinic.example/chat" not in words(asked), "that was said"
    asked = ana.say("1.4 mg/dl")
    assert "dialysis" in asked[-1]["text"]
    assert [title for title, _ in ana.quick_replies()] == ["Yes", "No", "I don't know"]
    result = ana.tap("No", answers=8)
    assert "The MELD score is 22" in words(result)
    assert "INR: 2" in words(result)
    assert "**" not in words(ana.screen.messages), "Messenger shows no markup"
    pictures = [number for number, message in enumerate(result) if "attachment" in message]
    assert len(pictures) == 2
    assert all(picture.startswith(PNG) for picture in ana.screen.pictures)
    assert "22" in result[pictures[0] + 1]["text"], "what a picture shows stands below it in words"


def test_an_emergency_is_one_message_and_comes_first(ana: Person) -> None:
    messages = ana.say("my father is vomiting blood")
    assert "Call 911" in messages[0]["text"]
    assert len(messages) == 1


def test_an_emergency_in_the_middle_of_a_score(ana: Person) -> None:
    ana.say("work out my meld", answers=2)
    messages = ana.say("inr 1.9 and he is confused now and i cannot wake him")
    assert "Call 911" in messages[0]["text"]


def test_a_long_answer_is_cut_between_sentences(ana: Person) -> None:
    messages = ana.say(LONG_QUESTION, answers=5)[1:]
    assert len(messages) > 2
    for message in messages:
        assert len(message["text"].encode()) <= LONGEST_TEXT
    said = words(messages)
    for n in range(SENTENCES):
        assert SENTENCE.format(n=n).split("[")[0].strip() in said
    assert "Sources: [1]" in messages[-1]["text"]


def test_buttons_by_number_by_word_and_by_title(messenger: FacebookMessengerServers, ana: Person) -> None:
    answer = ana.say("what is MELD?", answers=2)[-1]
    assert "\n\nSources: [1] " in answer["text"]
    titles = [title for title, _ in ana.quick_replies()]
    assert len(titles) >= 2
    by_tap = words(ana.tap(titles[1]))
    for typed in ("2", "two", "2.", "Number two", titles[1].upper()):
        other = messenger.person()
        other.say("what is MELD?", answers=2)
        assert [title for title, _ in other.quick_replies()] == titles
        assert words(other.say(typed)) == by_tap, typed


def test_buttons_that_would_vanish_are_a_list(ana: Person) -> None:
    ana.say("hello", answers=2)
    *_, answer, last = ana.say("my bilirubin is 3, is bone marrow better than cord?", answers=3)
    assert "quick_replies" not in answer, "they would be gone as soon as the last message arrives"
    assert "\n1. Do MSCs work?\n2. " in answer["text"]
    assert [title for title, _ in ana.quick_replies()] == ["Work out my MELD"]
    assert "quick_replies" in last
    assert "Sources" in words(ana.say("1")), "a number of the list works, though there are buttons below it"


def test_a_button_of_an_erased_conversation_is_no_longer_open(messenger: FacebookMessengerServers, ana: Person) -> None:
    ana.say("delete my data", answers=2)
    old = ana.quick_replies()[1]
    assert "erased" in words(ana.tap("Yes"))
    messenger.until(lambda: messenger.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    for table, column in (("events", "sender_id"), ("messenger_addresses", "conversation")):
        kept = messenger.rows(f"SELECT count(*) FROM {table} WHERE {column} = '{messenger.conversation(ana.psid)}'")
        assert kept == [(0,)]
    assert ana.deliver(ana.tapped(*old)).status_code == 200
    assert "no longer open" in words(ana.hear())


def test_made_up_buttons_and_typed_orders_change_nothing(ana: Person) -> None:
    ana.say("what is MELD?", answers=2)
    for payload in ("/restart", "/affirm", "x" * 1000):
        assert ana.deliver(ana.tapped("Yes", payload)).status_code == 200
        assert "no longer open" in words(ana.hear())
        assert ana.deliver(ana.event(postback={"title": "Yes", "payload": payload})).status_code == 200
        assert "no longer open" in words(ana.hear())
    for typed in ("/restart", "/affirm", "/session_start"):
        assert "Hello, I'm" not in words(ana.say(typed)), "the conversation went on"


def test_what_is_no_text_gets_a_sentence(ana: Person) -> None:
    for kind in ("image", "audio", "video", "file", "location", "fallback"):
        url = {"url": "https://scontent.example/a"}
        assert ana.deliver(ana.message(attachments=[{"type": kind, "payload": url}])).status_code == 200
        assert "only read text" in words(ana.hear()), kind


def test_words_beside_a_picture_are_heard(ana: Person) -> None:
    ana.deliver(ana.message("she is vomiting blood", attachments=[{"type": "image", "payload": {"url": "https://a"}}]))
    first, second = ana.hear(2)
    assert "Call 911" in first["text"]
    assert "only read text" in second["text"]


def test_a_changed_message_is_not_answered_again(ana: Person) -> None:
    ana.say("bilirubin 3.2 mg/dL", answers=3)
    ana.deliver(ana.event(message_edit={"mid": "m_1", "text": "bilirubin 2.3 mg/dL", "num_edit": 1}))
    (sentence,) = ana.hear()
    assert "as a new message" in sentence["text"]


def test_hostile_text_arrives_as_text(ana: Person) -> None:
    for text in ("<b>x</b> & <script>", "**x** [a](http://x.example) _y_", "\u202eabc", "😀" * 1000, "\u200b"):
        assert ana.say(text)
