"""Every answer carries its topic, its sources and its review state: over REST and in the stored events."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

from liverguide.library import current_library
from liverguide.paths import PROJECT
from tests.dialogue.conftest import Servers
from tests.dialogue.conversation import Assistant

TRACKED = ("topic", "sources", "review", "review_note", "evidence")
MOST_TRIES = 5
# Begins the questions for a score instead of giving an answer.
NO_ANSWER = {"meld_compute"}


def known_questions() -> dict[str, list[str]]:
    """Each topic's first training examples: here it counts what an answer carries, not whether it was understood."""
    questions = {}
    for file in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if entry["intent"] in current_library().topics:
                examples = re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE)
                questions[entry["intent"]] = examples[:MOST_TRIES]
    return questions


QUESTIONS = known_questions()


def ask(assistant: Assistant, topic: str) -> dict[str, Any]:
    """The message that answers a topic."""
    for question in QUESTIONS[topic]:
        for message in assistant.say(question):
            if message.get("topic") == topic and "short" in message:
                return message
    raise AssertionError(f"none of the questions was answered with {topic}")


def stored_answers(servers: Servers, sender: str) -> list[dict[str, Any]]:
    with sqlite3.connect(servers.database) as database:
        rows = database.execute(
            "select data from events where sender_id = ? and type_name = 'bot' order by id", (f"rest:{sender}",)
        )
        return [json.loads(row[0]) for row in rows]


def test_questions_are_known_for_all_topics() -> None:
    assert set(QUESTIONS) == set(current_library().topics)


@pytest.mark.parametrize("topic_id", sorted(set(QUESTIONS) - NO_ANSWER))
def test_answers_carry_topic_sources_and_review_state(servers: Servers, assistant: Assistant, topic_id: str) -> None:
    library = current_library()
    topic = library.topics[topic_id]
    message = ask(assistant, topic_id)

    assert message["review"] == topic.review.status
    assert message["evidence"] == topic.evidence
    assert message["review_note"]
    cited = library.cited(topic.answer)
    assert [source["key"] for source in message.get("sources", [])] == list(cited.sources)
    for number, source in enumerate(message.get("sources", []), start=1):
        known = library.sources[source["key"]]
        assert source["label"] == known.label
        assert source["link"] == known.link
        assert f"[{number}]" in message["text"]
        # Channels that show text only have the same to read.
        assert f"[{number}] {known.label}" in message["text"]

    kept = [
        answer for answer in stored_answers(servers, assistant.sender) if answer["metadata"].get("topic") == topic_id
    ]
    assert kept
    for field in TRACKED:
        assert kept[0]["metadata"].get(field) == message.get(field), field


def test_every_message_of_a_conversation_names_its_topic(servers: Servers, assistant: Assistant) -> None:
    sent = []
    for text in (
        "hello", "what can you do?", "work out my meld", "bilirubin 3.1 mg/dL, inr 1.8, creatinine 1.2 mg/dL", "no",
        "what does inr mean?", "where do you have that from?", "tell me a joke", "asdf qwer", "can I talk to a person?",
        "is he going to die of it?", "my dad is vomiting blood", "thanks",
    ):  # fmt: skip
        sent += assistant.say(text)
    assert all(message.get("topic") for message in sent)
    assert [answer["metadata"].get("topic") for answer in stored_answers(servers, assistant.sender)] == [
        message["topic"] for message in sent
    ]


def test_stored_answers_hold_no_personal_data(servers: Servers, assistant: Assistant) -> None:
    personal = ("Zebulon", "Quaggaherd", "0176 5551234", "202 555 0177", "zeb@herd.example", "12.03.1961", "AB1234567")
    assistant.say(
        "my name is Zebulon Quaggaherd, born 12.03.1961, record number AB1234567, call me on 202 555 0177 or "
        "0176 5551234, mail zeb@herd.example; what is a MELD score?"
    )
    assistant.say("what does albumin mean?")
    answers = stored_answers(servers, assistant.sender)
    assert answers
    for answer in answers:
        assert not [text for text in personal if text.casefold() in json.dumps(answer).casefold()]


def test_no_personal_data_lies_in_the_database_file(servers: Servers, assistant: Assistant) -> None:
    assistant.say("my name is Xaverius Okapifold and my number is 202 555 0188, what is cirrhosis?")
    files = [Path(f"{servers.database}{suffix}") for suffix in ("", "-wal", "-journal")]
    kept = b"".join(file.read_bytes() for file in files if file.exists())
    assert assistant.sender.encode() in kept
    for personal in (b"Xaverius", b"Okapifold", b"555 0188"):
        assert personal not in kept
