from __future__ import annotations

from typing import Any

from liverguide.channels.web.history import answer_to, shown_messages

LIU = {"key": "liu_2022", "label": "Liu 2022", "title": "A trial", "link": None, "kind": "trial"}


def person(n: int, text: str | None, message_id: str | None = None) -> tuple[int, dict[str, Any]]:
    return n, {"event": "user", "timestamp": 100.0 + n, "text": text, "message_id": message_id, "parse_data": {}}


def bot(n: int, text: str | None, *buttons: tuple[str, str], **metadata: Any) -> tuple[int, dict[str, Any]]:
    shown = [{"title": title, "payload": payload} for title, payload in buttons]
    data = {"buttons": shown or None, "image": None}
    return n, {"event": "bot", "timestamp": 100.0 + n, "text": text, "data": data, "metadata": metadata}


def test_messages_of_all_sides_in_order() -> None:
    events = [
        person(4, "what is MELD?", "m1"),
        bot(7, "It is a score [1].", ("Work it out", "/meld"), topic="meld", sources=[LIU], review_note="Draft."),
        bot(9, "I am Ana from the clinic.", **{"from": "staff"}),
    ]
    assert shown_messages(events) == [
        {"n": 4, "from": "person", "at": 104.0, "text": "what is MELD?", "message_id": "m1"},
        {
            "n": 7,
            "from": "assistant",
            "at": 107.0,
            "text": "It is a score [1].",
            "topic": "meld",
            "sources": [LIU],
            "review_note": "Draft.",
            "buttons": [{"title": "Work it out", "payload": "/meld"}],
        },
        {"n": 9, "from": "staff", "at": 109.0, "text": "I am Ana from the clinic."},
    ]


def test_a_button_shows_the_title_it_had_last() -> None:
    events = [bot(1, "a", ("Yes", "/affirm"), ("Delete", "delete my data")), person(2, "/affirm"),
              bot(3, "b", ("Sure", "/affirm")), person(4, "/affirm"), person(5, "delete my data"),
              person(6, "/unknown")]  # fmt: skip
    texts = [message["text"] for message in shown_messages(events) if message["from"] == "person"]
    assert texts == ["Yes", "Sure", "Delete", "unknown"]


def test_what_says_nothing_is_left_out() -> None:
    assert shown_messages([person(1, None), bot(2, None), bot(3, ""), person(4, "")]) == []


def test_other_metadata_stays_inside() -> None:
    (message,) = shown_messages([bot(1, "a", review="draft", utter_action="action_say", red_flag=None, pictures=[])])
    assert set(message) == {"n", "from", "at", "text"}


def test_the_answer_to_a_message() -> None:
    events = [person(1, "a", "m1"), bot(2, "b"), bot(3, "s", **{"from": "staff"}), bot(4, "c"), person(5, "d", "m2"),
              person(6, "e", "m3"), bot(7, "f")]  # fmt: skip
    answers = {name: answer_to(name, events) for name in ("m1", "m2", "m3", "m4")}
    assert {name: said and [each["text"] for each in said] for name, said in answers.items()} == {
        "m1": ["b", "c"], "m2": [], "m3": ["f"], "m4": None,
    }  # fmt: skip
