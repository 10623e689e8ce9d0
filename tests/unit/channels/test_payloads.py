from __future__ import annotations

import pytest
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from liverguide.channels.payloads import was_offered


def conversation(*events: Event) -> DialogueStateTracker:
    tracker = DialogueStateTracker("rest:ana", [])
    for event in events:
        tracker.update(event)
    return tracker


def bot(*payloads: str) -> BotUttered:
    return BotUttered("Which one?", {"buttons": [{"title": payload, "payload": payload} for payload in payloads]})


SHOWN = conversation(bot("/affirm", "/deny"), UserUttered("hm"), bot("/meld_compute"), BotUttered("no buttons"))


@pytest.mark.parametrize("payload", ["/affirm", "/deny", "/meld_compute"])
def test_a_button_that_was_shown_was_offered(payload: str) -> None:
    assert was_offered(payload, SHOWN)


@pytest.mark.parametrize("payload", ["/emergency", "/affirm ", "/AFFIRM", "affirm", '/affirm{"a": 1}', "/", ""])
def test_anything_else_was_not(payload: str) -> None:
    assert not was_offered(payload, SHOWN)


def test_what_the_person_typed_offers_nothing() -> None:
    typed = UserUttered("/affirm", parse_data={"buttons": [{"payload": "/affirm"}]})

    assert not was_offered("/affirm", conversation(typed, SlotSet("buttons", [{"payload": "/affirm"}])))


@pytest.mark.parametrize("data", [None, {}, {"buttons": None}, {"buttons": []}, {"buttons": [{"title": "no payload"}]}])
def test_messages_without_buttons_offer_nothing(data: dict[str, object] | None) -> None:
    assert not was_offered("/affirm", conversation(BotUttered("text", data)))


def test_no_conversation_has_shown_anything() -> None:
    assert not was_offered("/affirm", None)
    assert not was_offered("/affirm", conversation())
