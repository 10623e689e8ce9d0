"""Whole conversations by Telegram, with the real servers."""

from __future__ import annotations

import telegram as ptb

from tests.channels.messenger_servers import LONG_QUESTION, SENTENCE, SENTENCES
from tests.channels.telegram.bot_api import LONGEST_TEXT, PNG
from tests.channels.telegram.conftest import TelegramServers
from tests.channels.telegram.entities import units
from tests.channels.telegram.person import Person, words


def test_the_first_message_says_who_answers_and_who_can_read_it(ana: Person) -> None:
    first, *_ = ana.say("/start", answers=2)
    assert "not a doctor" in first.text
    assert "Telegram, a company outside of the clinic" in first.text
    assert "company outside" not in words(ana.say("what is MELD?"))
    assert "typing" in ana.screen.actions


def test_a_whole_score(telegram: TelegramServers, ana: Person) -> None:
    asked = ana.say("can you work out my meld? bilirubin 3.2 mg/dL", answers=3)
    assert "clinic.example/chat" in words(asked), "lab values are better typed on the website"
    assert "What is the INR?" in asked[-1].text
    asked = ana.say("2")
    assert "creatinine" in asked[-1].text, "a number is the value that was asked for, whatever buttons there are"
    assert "clinic.example/chat" not in words(asked), "that was said"
    asked = ana.say("1.4 mg/dl")
    assert "dialysis" in asked[-1].text
    assert [title for title, _ in ana.buttons()[-3:]] == ["Yes", "No", "I don't know"]
    result = ana.tap("No", answers=6)
    assert "The MELD score is 22" in words(result)
    assert "INR: 2" in words(result)
    bold = [entity for message in result for entity in message.parse_entities(["bold"]).values()]
    assert "22" in bold
    pictures = [message for message in result if message.photo]
    assert len(pictures) == len(ana.screen.pictures) == 2
    assert all(picture.startswith(PNG) for picture in ana.screen.pictures)
    assert "22" in pictures[0].caption
    assert telegram.api.open_taps == set(), "every tap was confirmed"


def test_an_emergency_is_one_message_and_comes_first(ana: Person) -> None:
    messages = ana.say("my father is vomiting blood")
    assert "Call 911" in messages[0].text
    assert len(messages) == 1


def test_an_emergency_in_the_middle_of_a_score(ana: Person) -> None:
    ana.say("work out my meld", answers=2)
    messages = ana.say("inr 1.9 and he is confused now and i cannot wake him")
    assert "Call 911" in messages[0].text


def test_a_long_answer_is_cut_between_sentences(ana: Person) -> None:
    messages = ana.say(LONG_QUESTION, answers=3)[1:]
    assert len(messages) > 1
    for message in messages:
        assert units(message.text) <= LONGEST_TEXT
    said = words(messages)
    for n in range(SENTENCES):
        assert SENTENCE.format(n=n).split("[")[0].strip() in said
    assert "Sources: [1]" in messages[-1].text
    assert messages[-1].reply_markup is not None
    assert all(message.reply_markup is None for message in messages[:-1])


def test_sources_are_one_line_and_buttons_stand_one_a_row(ana: Person) -> None:
    answer = ana.say("what is MELD?", answers=2)[-1]
    assert "\n\nSources: [1] " in answer.text
    assert len(answer.reply_markup.inline_keyboard) >= 2
    assert all(len(row) == 1 for row in answer.reply_markup.inline_keyboard)


def test_buttons_by_number_by_word_and_by_title(ana: Person) -> None:
    ana.say("what is MELD?", answers=2)
    titles = [title for title, _ in ana.buttons()]
    by_tap = words(ana.tap(titles[1]))
    for typed in ("2", "two", "2.", "Number two", titles[1].upper()):
        again = ana_again(ana, titles)
        assert words(again.say(typed)) == by_tap, typed


def ana_again(ana: Person, titles: list[str]) -> Person:
    other = Person(ana.api, ana.webhook, ana.secret_token)
    other.say("what is MELD?", answers=2)
    assert [title for title, _ in other.buttons()] == titles
    return other


def test_a_button_of_an_erased_conversation_is_no_longer_open(telegram: TelegramServers, ana: Person) -> None:
    ana.say("what is MELD?", answers=2)
    old = ana.buttons()[0]
    ana.say("delete my data")
    assert "erased" in words(ana.tap("Yes"))
    telegram.until(lambda: telegram.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    for table, column in (("events", "sender_id"), ("messenger_addresses", "conversation")):
        kept = telegram.rows(f"SELECT count(*) FROM {table} WHERE {column} = '{telegram.conversation(str(ana.id))}'")
        assert kept == [(0,)]
    assert ana.deliver(ana.tapped(old[1])).status_code == 200
    assert "no longer open" in words(ana.hear())


def test_made_up_buttons_and_typed_orders_change_nothing(ana: Person) -> None:
    ana.say("what is MELD?", answers=2)
    for data in ("/restart", "/affirm", "x" * 64):
        assert ana.deliver(ana.tapped(data)).status_code == 200
        assert "no longer open" in words(ana.hear())
    for typed in ("/restart", "/affirm", "/session_start"):
        assert "Hello, I'm" not in words(ana.say(typed)), "the conversation went on"


def test_what_is_no_text_gets_a_sentence(ana: Person) -> None:
    photo = (ptb.PhotoSize("f", "u", 800, 600),)
    voice = ptb.Voice("f", "u", 3)
    for fields in ({"photo": photo}, {"voice": voice}):
        assert ana.deliver(ana.message(None, **fields)).status_code == 200
        assert "only read text" in words(ana.hear())


def test_words_below_a_picture_are_heard(ana: Person) -> None:
    photo = (ptb.PhotoSize("f", "u", 800, 600),)
    ana.deliver(ana.message(None, photo=photo, caption="she is vomiting blood"))
    first, second = ana.hear(2)
    assert "Call 911" in first.text
    assert "only read text" in second.text


def test_a_changed_message_is_not_answered_again(ana: Person) -> None:
    ana.say("bilirubin 3.2 mg/dL", answers=3)
    changed = ana.message("bilirubin 2.3 mg/dL").message
    ana.deliver(ptb.Update(ana.message("").update_id, edited_message=changed))
    (sentence,) = ana.hear()
    assert "as a new message" in sentence.text


def test_in_a_group_it_asks_to_write_privately_and_only_when_spoken_to(ana: Person) -> None:
    group = ptb.Chat(id=ana.id, type="group", title="Family")
    ana.deliver(ana.message("how is dad?", chat=group))
    assert ana.hears_nothing()
    order = ptb.MessageEntity("bot_command", 0, 6)
    ana.deliver(ana.message("/start", chat=group, entities=(order,)))
    assert "private chat" in words(ana.hear())


def test_hostile_text_arrives_as_text(ana: Person) -> None:
    for text in ("<b>x</b> & <script>", "**x** [a](http://x.example) _y_", "\u202eabc", "😀" * 2000, "\u200b"):
        assert ana.say(text)
