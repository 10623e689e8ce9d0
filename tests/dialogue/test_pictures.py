"""Messages with numbers carry pictures, and a picture can be had as a file under an address of its own."""

from __future__ import annotations

import io
import json
import sqlite3
from typing import Any

import httpx
import pytest
from PIL import Image
from rasa.shared.core.domain import Domain

from liverguide.paths import PROJECT
from liverguide.pictures import picture_from_data
from liverguide.pictures.png import png
from liverguide.storage.tracker_store import ConversationStore
from tests.dialogue.conversation import Assistant
from tests.servers import Servers


def pictures(assistant: Assistant, kind: str) -> list[dict[str, Any]]:
    """The pictures of one kind in the last answer."""
    return [
        picture for message in assistant.messages for picture in message.get("pictures", []) if picture["kind"] == kind
    ]


def message_with(assistant: Assistant, kind: str) -> dict[str, Any]:
    [message] = [m for m in assistant.messages if any(p["kind"] == kind for p in m.get("pictures", []))]
    return message


def score(assistant: Assistant) -> None:
    assistant.say("work out my meld: bilirubin 3.1 mg/dL, inr 1.8, creatinine 1.2 mg/dL")
    assistant.say("no")


def test_a_score_carries_its_gauge_and_its_shares(assistant: Assistant) -> None:
    score(assistant)
    [gauge] = pictures(assistant, "score_gauge")
    [shares] = pictures(assistant, "score_shares")
    assert (gauge["name"], gauge["score"], gauge["low"], gauge["high"]) == ("MELD", 19, 6, 40)
    assert [(band["from"], band["to"]) for band in gauge["bands"]] == [(6, 9), (10, 19), (20, 29), (30, 39), (40, 40)]
    assert "**19**" in message_with(assistant, "score_gauge")["text"]
    assert [share["name"] for share in shares["shares"]] == ["Total bilirubin", "INR", "Creatinine"]
    text = message_with(assistant, "score_shares")["text"]
    for share in shares["shares"]:
        assert f"{share['points']:+.1f} points" in text


def test_a_value_carries_its_strip(assistant: Assistant) -> None:
    assistant.say("my inr is 2.6")
    [strip] = pictures(assistant, "range_strip")
    assert (strip["analyte"], strip["value"], strip["shown"], strip["better"]) == ("inr", 2.6, "2.6", "lower")
    assert strip["scale"][0] <= strip["typical"][0] < strip["typical"][1] < strip["value"] <= strip["scale"][1]
    assert "above the range" in message_with(assistant, "range_strip")["text"]


def test_each_of_several_values_carries_its_own(assistant: Assistant) -> None:
    assistant.say("ALT 80 U/L, platelets 90 x10^9/L")
    assert [strip["analyte"] for strip in pictures(assistant, "range_strip")] == ["alt", "platelets"]


def test_values_that_make_no_score_carry_their_strips(assistant: Assistant) -> None:
    assistant.say("work out my meld: bilirubin 3.1 mg/dL, creatinine 1.2 mg/dL")
    assistant.say("I don't have an INR")
    assert {strip["analyte"] for strip in pictures(assistant, "range_strip")} == {"bilirubin", "creatinine"}


def test_a_comparison_carries_before_and_after(assistant: Assistant) -> None:
    assistant.say("compare my results before and after")
    assistant.say("INR 2.0, sodium 128")
    assistant.say("INR 1.5, sodium 133")
    [change] = pictures(assistant, "before_after")
    assert [(row["name"], row["before"], row["after"], row["direction"]) for row in change["rows"]] == [
        ("INR", 2.0, 1.5, "better"),
        ("Sodium", 128, 133, "toward"),
    ]


def test_they_are_kept_with_the_message_as_they_were_sent(servers: Servers, assistant: Assistant) -> None:
    assistant.say("my inr is 2.6")
    with sqlite3.connect(servers.database) as database:
        rows = database.execute(
            "select data from events where sender_id = ? and type_name = 'bot'", (f"rest:{assistant.sender}",)
        ).fetchall()
    kept = [picture for row in rows for picture in json.loads(row[0])["metadata"].get("pictures", [])]
    assert kept == pictures(assistant, "range_strip") != []


def test_a_text_channel_says_the_same_without_them(assistant: Assistant) -> None:
    score(assistant)
    assert "picture" not in assistant.text.lower()


def test_an_answer_without_numbers_carries_none(assistant: Assistant) -> None:
    assert not any("pictures" in message for message in assistant.say("what does inr mean?"))


class TestFiles:
    @pytest.fixture
    def store(self, servers: Servers) -> ConversationStore:
        """The store that the running assistant uses, as a messenger's channel has it."""
        return ConversationStore(Domain.load(str(PROJECT / "domain.yml")), f"sqlite:///{servers.database}")

    def link(self, store: ConversationStore, assistant: Assistant) -> tuple[str, dict[str, Any]]:
        """A picture of this conversation, and its address."""
        assistant.say("my inr is 2.6")
        [strip] = pictures(assistant, "range_strip")
        return f"/pictures/{store.link_picture(f'rest:{assistant.sender}', strip)}.png", strip

    def get(self, servers: Servers, path: str) -> httpx.Response:
        return httpx.get(servers.address + path, timeout=20)

    def test_the_address_gives_the_picture(
        self, servers: Servers, store: ConversationStore, assistant: Assistant
    ) -> None:
        path, strip = self.link(store, assistant)
        answer = self.get(servers, path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert Image.open(io.BytesIO(answer.content)).width == 800
        assert answer.content == png(picture_from_data(strip))

    def test_it_is_not_found_under_any_other(
        self, servers: Servers, store: ConversationStore, assistant: Assistant
    ) -> None:
        path, _ = self.link(store, assistant)
        for other in ("/pictures/1.png", f"/pictures/{assistant.sender}.png", path.replace(".png", "x.png")):
            answer = self.get(servers, other)
            assert answer.status_code == 404
            assert "this picture can't be opened" in answer.text

    def test_it_expires(self, servers: Servers, store: ConversationStore, assistant: Assistant) -> None:
        path, _ = self.link(store, assistant)
        with sqlite3.connect(servers.database) as database:
            database.execute(
                "update picture_links set expires = 0 where conversation = ?", (f"rest:{assistant.sender}",)
            )
        assert self.get(servers, path).status_code == 404

    def test_it_goes_with_the_conversation(
        self, servers: Servers, store: ConversationStore, assistant: Assistant
    ) -> None:
        path, _ = self.link(store, assistant)
        other, _ = self.link(store, Assistant(servers.address))
        assistant.say("delete my data")
        assistant.say("yes")
        assert self.get(servers, path).status_code == 404
        assert self.get(servers, other).status_code == 200

    def test_no_token_is_logged(self, servers: Servers, store: ConversationStore, assistant: Assistant) -> None:
        path, _ = self.link(store, assistant)
        assert self.get(servers, path).status_code == 200
        assert path not in servers.log("assistant")
