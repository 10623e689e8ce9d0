"""Whole conversations by Slack, with the real servers."""

from __future__ import annotations

import json

import pytest

from tests.channels.messenger_servers import LONG_QUESTION, SENTENCE, SENTENCES
from tests.channels.slack.block_schema import LONGEST_SECTION, PNG
from tests.channels.slack.conftest import SlackServers
from tests.channels.slack.mrkdwn_reader import as_meant, read_mrkdwn
from tests.channels.slack.person import Person, words
from tests.channels.slack.web_api import BOT, BOT_USER

FILE = {"id": "F0TESTS", "mode": "hosted", "mimetype": "image/png", "name": "scan.png"}


def test_the_first_message_says_who_answers_and_who_can_read_it(ana: Person) -> None:
    first, *_ = ana.say("hello", answers=2)
    assert "not a doctor" in first.text
    assert "Slack, a company outside of the clinic" in first.text
    assert "company outside" not in words(ana.say("what is MELD?"))


def test_a_whole_score(slack: SlackServers, ana: Person) -> None:
    asked = ana.say("can you work out my meld? bilirubin 3.2 mg/dL", answers=3)
    assert "clinic.example/chat" in words(asked), "lab values are better typed on the website"
    assert any("clinic.example/chat" in address for message in asked for _, address in message.links)
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
    assert "22" in [bold for message in result for bold in message.bold]
    pictures = [message for message in result if message.pictures]
    assert len(pictures) == len(ana.screen.pictures) == 2
    assert all(picture.startswith(PNG) for picture in ana.screen.pictures)
    for message in pictures:
        ((_, alt),) = message.pictures
        assert alt
        assert message.text
        assert alt.startswith(message.text[:40]), "the words below the picture are those for who can't see it"
    assert "22" in pictures[0].text


def test_signs_are_read_as_typed_with_rich_text_and_without(slack: SlackServers, ana: Person) -> None:
    ana.say("*bilirubin* & albumin < 3.5 g/dL", answers=2)
    ana.say("x", text="inr &gt; 1.9 &amp; see <https://a.example|this> <@U0BEN>", blocks=[])
    said = slack.rows(
        f"SELECT data FROM events WHERE type_name = 'user' AND sender_id = '{slack.conversation(ana.id)}' ORDER BY id"
    )
    texts = [json.loads(data)["text"] for (data,) in said]
    assert texts == ["*bilirubin* & albumin < 3.5 g/dL", "inr > 1.9 & see this"]


def test_an_emergency_is_one_message_and_comes_first(ana: Person) -> None:
    messages = ana.say("my father is vomiting blood")
    assert "Call 911" in messages[0].text
    assert len(messages) == 1


def test_an_emergency_in_the_middle_of_a_score(ana: Person) -> None:
    ana.say("work out my meld", answers=2)
    messages = ana.say("inr 1.9 and he is confused now and i cannot wake him")
    assert "Call 911" in messages[0].text


def test_a_long_answer_is_cut_between_sentences(ana: Person) -> None:
    messages = ana.say(LONG_QUESTION, answers=4)[1:]
    assert len(messages) > 2
    for message in ana.screen.messages:
        for block in message["blocks"]:
            assert len(block.get("text", {}).get("text", "")) <= LONGEST_SECTION
    said = words(messages)
    for n in range(SENTENCES):
        assert SENTENCE.format(n=n).split("[")[0].strip() in said
    assert "Sources: [1]" in messages[-1].text
    assert messages[-1].buttons
    assert not any(message.buttons for message in messages[:-1])


def test_sources_are_one_line_and_buttons_stand_below(ana: Person) -> None:
    answer = ana.say("what is MELD?", answers=2)[-1]
    assert "\n\nSources: [1] " in answer.text
    assert len(answer.buttons) >= 2
    assert [block["type"] for block in ana.screen.messages[-1]["blocks"]] == ["section", "actions"]
    notified = read_mrkdwn(ana.screen.messages[-1]["text"])
    assert as_meant(notified.text) == answer.text, "a notification and a screen reader have the words, too"


def test_buttons_by_number_by_word_and_by_title(ana: Person) -> None:
    ana.say("what is MELD?", answers=2)
    titles = [title for title, _ in ana.buttons()]
    by_tap = words(ana.tap(titles[1]))
    for typed in ("2", "two", "2.", "Number two", titles[1].upper()):
        again = ana_again(ana, titles)
        assert words(again.say(typed)) == by_tap, typed


def ana_again(ana: Person, titles: list[str]) -> Person:
    other = Person(ana.api, ana.webhook)
    other.say("what is MELD?", answers=2)
    assert [title for title, _ in other.buttons()] == titles
    return other


def test_a_button_of_an_erased_conversation_is_no_longer_open(slack: SlackServers, ana: Person) -> None:
    old = ana.say("what is MELD?", answers=2)[-1]
    ana.say("delete my data")
    assert "erased" in words(ana.tap("Yes"))
    slack.until(lambda: slack.rows("SELECT count(*) FROM messenger_inbox WHERE NOT done") == [(0,)])
    for table, column in (("events", "sender_id"), ("messenger_addresses", "conversation")):
        kept = slack.rows(f"SELECT count(*) FROM {table} WHERE {column} = '{slack.conversation(ana.id)}'")
        assert kept == [(0,)]
    assert ana.deliver(ana.tapped(old, old.buttons[0][1])).status_code == 200
    assert "no longer open" in words(ana.hear())


def test_made_up_buttons_and_typed_orders_change_nothing(ana: Person) -> None:
    answer = ana.say("what is MELD?", answers=2)[-1]
    for value in ("/restart", "/affirm", "x" * 64):
        assert ana.deliver(ana.tapped(answer, value)).status_code == 200
        assert "no longer open" in words(ana.hear())
    for typed in ("/restart", " /affirm", "/session_start"):
        assert "Hello, I'm" not in words(ana.say(typed)), "the conversation went on"


def test_files_get_a_sentence_and_the_words_beside_them_are_heard(ana: Person) -> None:
    for fields in ({"subtype": "file_share", "files": [FILE]}, {"files": [FILE]}, {"attachments": [{"text": "x"}]}):
        assert ana.deliver(ana.message("", **fields)).status_code == 200
        assert "only read text" in words(ana.hear())
    ana.deliver(ana.message("she is vomiting blood", subtype="file_share", files=[FILE]))
    first, second = ana.hear(2)
    assert "Call 911" in first.text
    assert "only read text" in second.text


def test_a_changed_message_is_not_answered_again(ana: Person) -> None:
    before = ana.message("bilirubin 3.2 mg/dL, see https://a.example")
    ana.deliver(before)
    ana.hear(3)
    # Slack adds a preview to a link: nobody changed anything.
    ana.deliver(ana.changed(before, "bilirubin 3.2 mg/dL, see https://a.example", attachments=[{"title": "A"}]))
    assert ana.hears_nothing()
    change = ana.changed(before, "bilirubin 2.3 mg/dL")
    ana.deliver(change)
    (sentence,) = ana.hear()
    assert "as a new message" in sentence.text
    ana.deliver(change, retry=1)
    ana.deliver(ana.changed(before, "", bot_id=BOT))
    assert ana.hears_nothing()


def test_answers_go_into_the_thread_that_was_written_in(ana: Person) -> None:
    ana.say("hello", answers=2)
    root = ana.message("I have questions")["event"]["ts"]
    answer = ana.say("what is MELD?", thread_ts=root)[-1]
    assert answer.thread == root
    tapped = ana.tap(answer.buttons[0][0])
    assert {message.thread for message in tapped} == {root}, "a button in the thread, too"
    assert {message.thread for message in ana.say("what is MELD?")} == {None}


def test_in_a_channel_it_asks_to_write_privately_and_only_when_spoken_to(slack: SlackServers, ana: Person) -> None:
    channel = ana.joins(f"C0{ana.id}")
    ana.deliver(ana.message("how is dad?", channel=channel.id, channel_type="channel"))
    mention = ana.mention("my father's bilirubin is 9, is he dying?", channel.id)
    for _ in range(2):
        assert ana.deliver(mention).status_code == 200
    in_thread = ana.mention("hello?", channel.id, thread_ts=mention["event"]["ts"])
    ana.deliver(in_thread)
    slack.until(lambda: len(channel.messages) >= 2)
    assert ana.hears_nothing(), "nothing is sent unasked in the direct message"
    assert ["direct message" in message["text"] for message in channel.messages] == [True, True]
    assert {message["thread_ts"] for message in channel.messages} == {mention["event"]["ts"]}
    assert "911" in channel.messages[0]["text"]
    assert "bilirubin" not in str(channel.messages)


def test_what_programs_and_slack_itself_write_is_not_answered(ana: Person) -> None:
    for fields in (
        {"bot_id": BOT, "user": BOT_USER},
        {"bot_id": "B0OTHER", "subtype": "bot_message"},
        {"subtype": "message_deleted", "hidden": True, "deleted_ts": "1700000000.000001"},
        {"subtype": "channel_join"},
        {"subtype": "im_topic_of_the_future"},
        {"channel_type": "mpim", "channel": "G0TESTS"},
    ):
        assert ana.deliver(ana.message("what is MELD?", **fields)).status_code == 200
    assert ana.hears_nothing()


@pytest.mark.parametrize(
    "text",
    ["<b>x</b> & <script>", "**x** [a](http://x.example) _y_ ~z~ `c`", "<!channel> :smile:", "😀" * 2000, "\u200b"],
    ids=["html", "markdown", "calls", "emoji", "nothing"],
)  # fmt: skip
def test_hostile_text_arrives_as_text(ana: Person, text: str) -> None:
    assert ana.say(text)
