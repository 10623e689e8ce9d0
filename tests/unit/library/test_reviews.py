"""A signature holds for one wording, whatever a topic's entry says."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from liverguide.library import ContentError, Library
from liverguide.library.library import Shelf, load_library
from liverguide.library.lint import lint_all
from liverguide.library.reviews import read_reviews, version_of
from tests.unit.library.project_copy import ProjectCopy

SIGNED_ON = datetime.date(2026, 11, 30)


def load(project: ProjectCopy) -> Library:
    return load_library(project.content, project.clinic)


def sign(project: ProjectCopy, *topics: str, **more: Any) -> None:
    library = load(project)
    entries = {}
    for topic in topics:
        wording = dict(library.wording(library.topics[topic]))
        signed = {"by": "Dr Lee", "date": SIGNED_ON, "version": version_of(wording), "texts": wording}
        entries[topic] = {"signed": signed, **more}
    (project.content / "reviews.yml").write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")


def state(project: ProjectCopy, topic: str = "albi") -> tuple[str, str | None]:
    review = load(project).topics[topic].review
    return review.status, review.by


def change_albi(**fields: object) -> Callable[[ProjectCopy], None]:
    def change(project: ProjectCopy) -> None:
        with project.changed_topic("scores.yml", "albi") as entry:
            entry.update(fields)

    return change


def change_entry(file: str, entry: str, **fields: object) -> Callable[[ProjectCopy], None]:
    def change(project: ProjectCopy) -> None:
        with project.changed(file) as data:
            data[entry].update(fields)

    return change


def wrap_anew(project: ProjectCopy) -> None:
    with project.changed_topic("scores.yml", "albi") as entry:
        paragraphs = [" ".join(line.strip() for line in part.splitlines()) for part in entry["say"].split("\n\n")]
        entry["say"] = "\n\n".join(part.replace(" ", "\n", 1) for part in paragraphs)


def test_without_a_file_everything_is_a_draft(project: ProjectCopy) -> None:
    (project.content / "reviews.yml").unlink(missing_ok=True)

    assert {topic.review.status for topic in load(project).topics.values()} == {"draft"}


def test_a_signed_wording_is_reviewed_by_its_signer_on_that_day(project: ProjectCopy) -> None:
    sign(project, "albi")
    topics = load(project).topics

    assert topics["albi"].review.dict() == {"status": "reviewed", "date": SIGNED_ON, "by": "Dr Lee"}
    assert {name for name, topic in topics.items() if topic.review.status == "reviewed"} == {"albi"}


def test_the_entry_itself_signs_nothing(project: ProjectCopy) -> None:
    change_albi(review={"status": "reviewed", "date": "2026-11-23", "by": "Dr Who"})(project)

    assert state(project) == ("draft", None)


@pytest.mark.parametrize(
    "change",
    [
        *(
            change_albi(**{field: "Something else [general]."})
            for field in ("title", "short", "answer", "say", "avoid")
        ),
        change_albi(statistics="Half [general]."),
        change_albi(evidence="clinic"),
        change_albi(sources=["isscr"]),
        change_entry("content/sources.yml", "albi_tables", title="Another article"),
    ],
)
def test_a_change_of_what_is_said_makes_a_draft_again(
    project: ProjectCopy, change: Callable[[ProjectCopy], None]
) -> None:
    sign(project, "albi")
    change(project)

    assert state(project) == ("draft", None)


def test_the_pieces_about_a_test_are_signed_with_its_topic(project: ProjectCopy) -> None:
    sign(project, "marker_inr", "albi")
    change_entry("content/markers.yml", "inr", high="Blood clots more slowly [general].")(project)

    assert state(project, "marker_inr") == ("draft", None)
    assert state(project, "albi") == ("reviewed", "Dr Lee")


@pytest.mark.parametrize(
    "change",
    [
        change_albi(review={"status": "draft", "date": "2027-01-01", "by": None}),
        change_albi(related=["meld_what_is"]),
        change_entry("content/sources.yml", "albi_tables", read="full"),
        wrap_anew,
    ],
)
def test_what_says_nothing_else_keeps_the_signature(
    project: ProjectCopy, change: Callable[[ProjectCopy], None]
) -> None:
    sign(project, "albi")
    change(project)

    assert state(project) == ("reviewed", "Dr Lee")


def test_the_old_text_back_is_signed_again(project: ProjectCopy) -> None:
    sign(project, "albi")
    before = (project.content / "scores.yml").read_text(encoding="utf-8")
    change_albi(say="Something else.")(project)
    assert state(project) == ("draft", None)
    (project.content / "scores.yml").write_text(before, encoding="utf-8")

    assert state(project) == ("reviewed", "Dr Lee")


def test_a_version_that_was_sent_back_is_a_draft_though_it_was_signed_once(project: ProjectCopy) -> None:
    version = version_of(load(project).wording(load(project).topics["albi"]))
    returned = {"by": "Dr Roy", "date": SIGNED_ON, "version": version, "note": "Too hard."}
    sign(project, "albi", sent_back=returned)

    assert state(project) == ("draft", None)


def test_a_signature_whose_texts_were_changed_by_hand_holds_for_nothing(project: ProjectCopy) -> None:
    sign(project, "albi")
    with project.changed("content/reviews.yml") as reviews:
        reviews["albi"]["signed"]["texts"]["say"] = "It is completely fine."

    assert state(project) == ("draft", None)
    found = [finding for finding in lint(project) if finding.file == "reviews.yml"]
    assert [finding.entry for finding in found] == ["albi"]
    assert "keeps other texts" in found[0].problem


def lint(project: ProjectCopy) -> list[Any]:
    return lint_all(project.content, project.clinic, project.root)


def test_signatures_are_nothing_to_mend(project: ProjectCopy) -> None:
    sign(project, "albi", "marker_inr")

    assert lint(project) == []


def test_a_review_of_no_topic_is_found(project: ProjectCopy) -> None:
    sign(project, "albi")
    with project.changed("content/reviews.yml") as reviews:
        reviews["weather"] = reviews.pop("albi")

    found = lint(project)
    assert [(finding.file, finding.entry) for finding in found] == [("reviews.yml", "weather")]
    assert found[0].problem == "is the review of no topic"


def test_a_doubled_entry_is_found(project: ProjectCopy) -> None:
    sign(project, "albi")
    file = project.content / "reviews.yml"
    lines = len(file.read_text(encoding="utf-8").splitlines())
    file.write_text(file.read_text(encoding="utf-8") + "albi: {}\n", encoding="utf-8")

    found = lint(project)
    assert [(each.file, each.entry, each.problem) for each in found] == [
        ("reviews.yml", f"line {lines + 1}", "albi stands twice")
    ]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"colour": "green"}, "colour"),
        ({"signed": {"by": "Dr Lee"}}, "signed.date"),
        ({"signed": {"by": "", "date": SIGNED_ON, "version": "0" * 12, "texts": {}}}, "signed.by"),
        ({"signed": {"by": "Dr Lee", "date": SIGNED_ON, "version": "newest", "texts": {}}}, "signed.version"),
        ({"sent_back": {"by": "Dr Lee", "date": SIGNED_ON, "version": "0" * 12, "note": ""}}, "sent_back.note"),
        ("signed", "__root__"),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(tmp_path: Path, entry: object, field: str) -> None:
    file = tmp_path / "reviews.yml"
    file.write_text(yaml.safe_dump({"albi": entry}), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_reviews(file)
    assert (Path(caught.value.file).name, caught.value.entry) == ("reviews.yml", "albi")
    assert caught.value.problem.startswith(f"{field}:")


def test_a_list_is_no_file_of_reviews(tmp_path: Path) -> None:
    (tmp_path / "reviews.yml").write_text("- albi\n", encoding="utf-8")

    with pytest.raises(ContentError, match="holds no entries"):
        read_reviews(tmp_path / "reviews.yml")


def test_an_empty_file_signs_nothing(tmp_path: Path) -> None:
    (tmp_path / "reviews.yml").write_text("# nothing yet\n", encoding="utf-8")

    assert read_reviews(tmp_path / "reviews.yml") == {}


def test_a_new_signature_is_noticed_while_running(project: ProjectCopy) -> None:
    shelf = Shelf(project.content, project.clinic, look_every_seconds=0)
    assert shelf.library().topics["albi"].review.status == "draft"
    sign(project, "albi")

    assert shelf.library().topics["albi"].review.status == "reviewed"


def test_who_asks_for_the_newest_does_not_wait(project: ProjectCopy) -> None:
    shelf = Shelf(project.content, project.clinic, look_every_seconds=3600)
    shelf.library()
    sign(project, "albi")

    assert shelf.library().topics["albi"].review.status == "draft"
    assert shelf.library(look_now=True).topics["albi"].review.status == "reviewed"


def test_the_file_may_lie_elsewhere(
    project: ProjectCopy, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "signed.yml"
    shelf = Shelf(project.content, project.clinic, look_every_seconds=0)
    monkeypatch.setenv("LIVERGUIDE_REVIEWS", str(elsewhere))
    assert shelf.library().topics["albi"].review.status == "draft"
    monkeypatch.delenv("LIVERGUIDE_REVIEWS")
    sign(project, "albi")
    (project.content / "reviews.yml").rename(elsewhere)
    monkeypatch.setenv("LIVERGUIDE_REVIEWS", str(elsewhere))

    assert shelf.library().topics["albi"].review.status == "reviewed"
