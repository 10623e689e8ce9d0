"""Whatever Twilio sends is read, or ignored; never an error that would make it give up on a message."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.channels.messengers.app import Unreadable
from liverguide.channels.messengers.received import Received
from liverguide.channels.whatsapp.incoming import Undelivered, read

ACCOUNT, SENDER, PERSON = "AC" + "0" * 32, "whatsapp:+12025550143", "whatsapp:+491701234567"
SID, PICTURE_SID = "SM" + "a" * 32, "MM" + "b" * 32
NAMES = st.sampled_from([
    "MessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "MessageType", "MessageStatus", "ErrorCode",
    "OptOutType", "Latitude", "ButtonText", "ListTitle",
])  # fmt: skip
VALUES = st.sampled_from([SID, PICTURE_SID, ACCOUNT, SENDER, PERSON, "failed", "63016", "STOP", "image"]) | st.text(
    st.characters(blacklist_categories=("Cs",)), max_size=30
)


def events(**fields: str) -> list[Received | Undelivered]:
    base = {"MessageSid": SID, "AccountSid": ACCOUNT, "From": PERSON, "To": SENDER, "NumMedia": "0"}
    return read(urlencode({**base, **fields}).encode(), ACCOUNT, SENDER, 7.0)


def one(**fields: str) -> Received:
    (event,) = events(**fields)
    assert isinstance(event, Received)
    return event


@given(st.dictionaries(NAMES | st.text(max_size=5).filter(str.isascii), VALUES, min_size=1, max_size=13))
def test_no_form_is_an_error(fields: dict[str, str]) -> None:
    assert len(read(urlencode(fields).encode(), ACCOUNT, SENDER, 7.0)) <= 2


@given(st.binary())
def test_no_body_is_an_error_of_ours(body: bytes) -> None:
    try:
        assert read(body, ACCOUNT, SENDER, 7.0) == []
    except Unreadable:
        assert not body.isascii() or not body.strip(b"&")


def test_a_message() -> None:
    received = one(Body="what is MELD?", ProfileName="Ana Ruiz", WaId="491701234567")
    assert received == Received(SID, 7.0, PERSON, {"to": PERSON}, "what is MELD?")
    assert "Ana" not in str(received.as_data())


@pytest.mark.parametrize(
    "fields",
    [
        {"Body": "Yes", "ButtonText": "Yes", "ButtonPayload": "/affirm", "MessageType": "button"},
        {"Body": "", "ButtonText": "Yes", "ButtonPayload": "/affirm", "MessageType": "button"},
        {"Body": "", "ListTitle": "Yes", "ListId": "/affirm", "MessageType": "interactive"},
    ],
    ids=["button", "button without body", "row of a list"],
)
def test_a_tapped_button_says_its_title_and_never_its_payload(fields: dict[str, str]) -> None:
    received = one(**fields)
    assert (received.text, received.tapped) == ("Yes", False)


@pytest.mark.parametrize("text", ["STOP", " stop. ", "Stop", "STOPALL", "stop all", "UNSUBSCRIBE", "Unsubscribe!"])
def test_the_bare_word_stops(text: str) -> None:
    said, left = events(Body=text)
    assert isinstance(said, Received)
    assert isinstance(left, Received)
    assert (said.text, said.notice, said.left) == ("stop", "app.whatsapp.stopped", False)
    assert (left.text, left.left) == ("", True)
    assert left.id != said.id
    assert left.position >= said.position


@pytest.mark.parametrize(
    "text",
    ["cancel", "END", "quit", "stop it please", "when do I stop warfarin?", "unsubscribe me from pain", "revoke", "no"],
)
def test_words_of_a_dialogue_stop_nothing_else(text: str) -> None:
    assert one(Body=text) == Received(SID, 7.0, PERSON, {"to": PERSON}, text)


def test_a_stop_that_twilio_has_carried_out_is_not_answered() -> None:
    assert one(Body="STOP", OptOutType="STOP").left


@pytest.mark.parametrize("text", ["HELP", "help!", "Info"])
def test_help_names_the_people_too(text: str) -> None:
    received = one(Body=text)
    assert (received.text, received.notice) == ("help", "app.whatsapp.help")


@pytest.mark.parametrize("text", ["help me he is bleeding", "info on MSCs", "start with the MELD"])
def test_longer_texts_are_questions(text: str) -> None:
    assert one(Body=text).text == text


def test_start_greets() -> None:
    assert one(Body="START").text == "hello"


@pytest.mark.parametrize(
    "fields",
    [
        {"NumMedia": "1", "MessageType": "image"},
        {"NumMedia": "1", "MessageType": "audio"},
        {"NumMedia": "1", "MessageType": "contacts", "MediaContentType0": "text/vcard"},
        {"NumMedia": "1"},
        {"MessageType": "location", "Latitude": "1.5", "Longitude": "2.5"},
        {"MessageType": "sticker"},
        {"MessageType": "unsupported"},
        {"MessageType": "something of next year"},
    ],
    ids=["picture", "voice", "contact", "no type", "location", "sticker", "unsupported", "unknown"],
)
def test_what_is_no_words_gets_the_sentence(fields: dict[str, str]) -> None:
    received = one(Body="", **fields)
    assert (received.text, received.notice) == ("", "messenger.media")
    assert one(Body="she vomits blood", **fields).text == "she vomits blood"


@pytest.mark.parametrize(
    "fields",
    [
        {"MessageType": "reaction", "Body": "👍"},
        {"MessageStatus": "delivered", "From": SENDER, "To": PERSON},
        {"MessageStatus": "read", "From": SENDER, "To": PERSON},
        {"MessageStatus": "failed", "From": PERSON, "To": PERSON},
        {"To": "whatsapp:+12025550199", "Body": "a"},
        {"From": "+491701234567", "Body": "a"},
        {"From": "whatsapp:", "Body": "a"},
        {"AccountSid": "AC" + "1" * 32, "Body": "a"},
        {"MessageSid": "", "Body": "a"},
        {"MessageSid": "CA" + "0" * 32, "Body": "a"},
    ],
    ids=["reaction", "delivered", "read", "not ours", "other number", "SMS", "no one", "account", "no id", "call"],
)
def test_what_is_of_no_concern_is_ignored(fields: dict[str, str]) -> None:
    assert events(**fields) == []


def status(code: str, sid: str = SID) -> list[Received | Undelivered]:
    return events(MessageSid=sid, MessageStatus="undelivered", ErrorCode=code, From=SENDER, To=PERSON)


def test_what_did_not_arrive_is_told() -> None:
    assert status("30008") == [Undelivered(30008)]
    assert status("x") == [Undelivered(0)]


@pytest.mark.parametrize("code", ["63016", "63024", "21610"])
def test_who_cannot_be_written_to_is_forgotten(code: str) -> None:
    for sid in (SID, PICTURE_SID):
        told, left = status(code, sid)
        assert told == Undelivered(int(code))
        assert isinstance(left, Received)
        assert (left.left, left.person) == (True, PERSON)


def test_a_picture_that_did_not_arrive_gets_a_sentence() -> None:
    _, notice = status("63019", PICTURE_SID)
    assert isinstance(notice, Received)
    assert (notice.person, notice.text, notice.notice) == (PERSON, "", "app.whatsapp.picture_lost")
