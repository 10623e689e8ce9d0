from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from liverguide.library import Library
from liverguide.library.entries import Review, Topic
from liverguide.library.follow_ups import FollowUps, load_follow_ups
from liverguide.library.library import load_library
from liverguide.paths import CONTENT

LIBRARY = load_library()
ASPECTS = {
    aspect: [str(wording).lower() for wording in wordings]
    for aspect, wordings in yaml.safe_load((CONTENT / "follow_ups.yml").read_text(encoding="utf-8"))["aspects"].items()
}


@pytest.fixture
def follow_ups(tmp_path: Path) -> FollowUps:
    file = tmp_path / "follow_ups.yml"
    file.write_text(
        "most_words: 8\nrefers: [that one, it, the other]\n"
        "aspects: {other: [the other], safety: [safe, side effects], cost: [cost]}\n",
        encoding="utf-8",
    )
    return load_follow_ups(file)


def topic(**leads: str) -> Topic:
    review = Review(status="draft", date=datetime.date(2026, 1, 1), by=None)
    return Topic(
        id="last", title="Last", short="x", answer="x", say="x", avoid="x", sources=[], evidence="general", related=[],
        review=review, follow_ups=leads,
    )  # fmt: skip


LAST = topic(other="other_topic", safety="safety_topic")


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("and is that one safe?", "safety_topic"),
        ("Is IT safe", "safety_topic"),
        ("does it have   side\neffects", "safety_topic"),
        ("and the other one?", "other_topic"),
        ("is the other safe?", "other_topic"),  # aspects are tried from top to bottom
    ],
)
def test_a_leaning_message_leads_on(follow_ups: FollowUps, message: str, meant: str) -> None:
    assert follow_ups.resolve(message, LAST) == meant


@pytest.mark.parametrize(
    "message",
    [
        "are stem cells safe?",  # refers to nothing
        "is it good for my dog",  # asks about no aspect
        "what does it cost?",  # an aspect that the last answer leads nowhere with
        "I read a lot about it and wonder whether it is safe",  # stands on its own
        "unsafe items with site effects",  # wordings inside of other words
        "",
    ],
)
def test_other_messages_stand_on_their_own(follow_ups: FollowUps, message: str) -> None:
    assert follow_ups.resolve(message, LAST) is None


def test_typographic_apostrophes_count_as_plain_ones(tmp_path: Path) -> None:
    file = tmp_path / "follow_ups.yml"
    file.write_text('most_words: 8\nrefers: [it]\naspects: {what: ["what\'s"]}\n', encoding="utf-8")

    assert load_follow_ups(file).resolve("what’s it", topic(what="meaning")) == "meaning"


def test_an_empty_list_of_wordings_matches_nothing(tmp_path: Path) -> None:
    file = tmp_path / "follow_ups.yml"
    file.write_text("most_words: 8\nrefers: []\naspects: {safety: [safe]}\n", encoding="utf-8")

    assert load_follow_ups(file).resolve("is it safe", LAST) is None


def leading_topics(library: Library) -> list[tuple[str, str]]:
    return [(topic.id, aspect) for topic in library.topics.values() for aspect in topic.follow_ups]


@pytest.mark.parametrize(("last", "aspect"), leading_topics(LIBRARY))
def test_every_wording_of_the_content_leads_where_the_last_answer_says(last: str, aspect: str) -> None:
    leads = LIBRARY.topics[last].follow_ups
    order = list(ASPECTS)
    for wording in ASPECTS[aspect]:
        message = f"and that one, {wording}?"
        earlier = [a for a in order[: order.index(aspect)] if any(w in wording for w in ASPECTS[a])]
        allowed = {leads[aspect], *(leads[a] for a in earlier if a in leads)}

        assert LIBRARY.follow_ups.resolve(message, LIBRARY.topics[last]) in allowed, message


@pytest.mark.parametrize("title", [topic.title for topic in LIBRARY.topics.values()])
def test_a_title_is_a_question_of_its_own(title: str) -> None:
    resolved = {LIBRARY.follow_ups.resolve(title, last) for last in LIBRARY.topics.values()}

    assert resolved <= {None, *(topic.id for topic in LIBRARY.topics.values() if topic.title == title)}


@pytest.mark.parametrize(
    ("last", "message", "meant"),
    [
        ("msc_bm_vs_uc_efficacy", "and is that one safer?", "msc_safety_side_effects"),
        ("msc_what_is", "how much does it cost?", "cost_insurance"),
        ("msc_what_is", "how many of those do people get?", "msc_number_of_infusions"),
        ("msc_sources", "which one is better?", "msc_bm_vs_uc_efficacy"),
    ],
)
def test_follow_ups_as_people_write_them(last: str, message: str, meant: str) -> None:
    assert LIBRARY.follow_ups.resolve(message, LIBRARY.topics[last]) == meant
