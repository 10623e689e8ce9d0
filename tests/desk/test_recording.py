"""What people do and hear is counted once, whatever happens to the desk, and counts follow what holds in the end."""

from __future__ import annotations

import time
from collections import Counter

from tests.desk.conftest import DeskServers
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


def test_the_introduction_is_not_the_answer(desk: DeskServers) -> None:
    before, person = counts(desk, "rest"), Assistant(desk.address)
    person.say("what is albumin?")
    assert person.topics == ["introduction", "marker_albumin"]
    assert counts(desk, "rest") - before == {
        ("conversation", ""): 1, ("message", ""): 1, ("answer", "marker_albumin"): 1,
    }  # fmt: skip
    of_person = f"conversation = 'rest:{person.sender}' AND sender = 'person'"
    assert desk.rows(f"SELECT answered_with FROM desk_messages WHERE {of_person}") == [("marker_albumin",)]


def test_the_hint_to_the_website_is_not_the_answer(desk: DeskServers) -> None:
    before, person = counts(desk, "telegram"), desk.telegram_person()
    person.say("bilirubin 2.1 mg/dL", answers=3)
    answers = {name: n for (what, name), n in (counts(desk, "telegram") - before).items() if what == "answer"}
    assert answers == {"marker_bilirubin": 1}
