from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from liverguide.library import ContentError, Library
from liverguide.library.library import load_library
from tests.unit.library.project_copy import ProjectCopy


def load(project: ProjectCopy) -> Library:
    return load_library(project.content, project.clinic)


def broken(project: ProjectCopy) -> ContentError:
    with pytest.raises(ContentError) as caught:
        load(project)
    error = caught.value
    assert str(error) == f"{Path(error.file).name}: {error.entry}: {error.problem}. {error.cure}"
    assert error.cure
    return error


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_everything_is_loaded(project: ProjectCopy) -> None:
    library = load(project)

    by_subject = [topic for topics in library.subjects.values() for topic in topics]
    assert sorted(by_subject) == sorted(library.topics)
    for file in ("sources", "markers", "replies"):
        written = yaml.safe_load((project.content / f"{file}.yml").read_text(encoding="utf-8"))
        assert list(getattr(library, file)) == list(written)
    assert library.topics["msc_what_is"].title == "What are MSCs?"
    assert library.phrases["button.affirm"] == "Yes"


def test_a_phrase_is_filled_with_the_clinics_facts_and_given_values(project: ProjectCopy) -> None:
    with project.changed("content/phrases.yml") as phrases:
        phrases["probe"] = {"hello": "  {name} of {clinic.name}: {number}\n"}

    assert load(project).phrase("probe.hello", name="Livia", number=7) == "Livia of the Example Liver Clinic: 7"


def test_an_unknown_phrase_is_a_key_error(project: ProjectCopy) -> None:
    with pytest.raises(KeyError):
        load(project).phrase("no.such.phrase")


def test_a_cited_text_lists_its_sources_in_the_order_of_its_numbers(project: ProjectCopy) -> None:
    cited = load(project).cited("Not settled [liu_2022]. {clinic.name} says so [general, liu_2022].\n")

    assert cited.text == "Not settled [1]. the Example Liver Clinic says so [2, 1]."
    assert cited.sources == ("liu_2022", "general")


@pytest.mark.parametrize(
    ("file", "entry", "field"),
    [
        ("content/sources.yml", "liu_2022", "title"),
        ("content/markers.yml", "inr", "high"),
        ("content/replies.yml", "greet", "text"),
        ("clinic.yml", "the clinic", "emergency"),
    ],
)
class TestFields:
    def test_a_missing_field(self, project: ProjectCopy, file: str, entry: str, field: str) -> None:
        with project.changed(file) as data:
            del data.get(entry, data)[field]

        error = broken(project)
        assert (Path(error.file).name, error.entry) == (Path(file).name, entry)
        assert error.problem.startswith(field)
        assert "required" in error.problem

    def test_an_unknown_key(self, project: ProjectCopy, file: str, entry: str, field: str) -> None:
        with project.changed(file) as data:
            data.get(entry, data)["colour"] = "green"

        error = broken(project)
        assert (Path(error.file).name, error.entry) == (Path(file).name, entry)
        assert error.problem.startswith("colour")


def in_topic(change: Callable[[dict], object]) -> Callable[[ProjectCopy], None]:
    def apply(project: ProjectCopy) -> None:
        with project.changed("content/scores.yml") as data:
            change(next(entry for entry in data["topics"] if entry["id"] == "albi"))

    return apply


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (in_topic(lambda topic: topic.pop("say")), "say"),
        (in_topic(lambda topic: topic.update(anwser="x")), "anwser"),
        (in_topic(lambda topic: topic.update(evidence="rumour")), "evidence"),
        (in_topic(lambda topic: topic["review"].update(status="fine")), "review.status"),
        (in_topic(lambda topic: topic["review"].update(date="soon")), "review.date"),
        (in_topic(lambda topic: topic.update(related="albumin")), "related"),
    ],
)
def test_a_wrong_topic_is_named_with_its_field(
    project: ProjectCopy, change: Callable[[ProjectCopy], None], field: str
) -> None:
    change(project)

    error = broken(project)
    assert (Path(error.file).name, error.entry) == ("scores.yml", "albi")
    assert error.problem.startswith(f"{field}:")


def test_a_topic_in_two_files(project: ProjectCopy) -> None:
    with project.changed("content/scores.yml") as scores:
        albi = next(entry for entry in scores["topics"] if entry["id"] == "albi")
        with project.changed("content/delivery.yml") as delivery:
            delivery["topics"].append(dict(albi))

    error = broken(project)
    assert (Path(error.file).name, error.entry) == ("scores.yml", "albi")
    assert "twice" in error.problem


def test_a_subject_of_two_files(project: ProjectCopy) -> None:
    with project.changed("content/scores.yml") as scores, project.changed("content/delivery.yml") as delivery:
        scores["subject"] = delivery["subject"]

    assert "subject of two files" in broken(project).problem


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  id: [unclosed\n", "line"),
        ("\ttab: x\n", "line"),
        ('"unclosed\n', "line"),
    ],
)
def test_broken_yaml_is_named_with_its_line(project: ProjectCopy, text: str, line: str) -> None:
    file = project.content / "sources.yml"
    lines = len(file.read_text(encoding="utf-8").splitlines())
    append(file, text)

    error = broken(project)
    assert Path(error.file).name == "sources.yml"
    assert "not valid YAML" in error.problem
    assert int(error.entry.removeprefix(f"{line} ")) >= lines


def test_a_key_that_stands_twice_is_named_with_its_line(project: ProjectCopy) -> None:
    file = project.content / "replies.yml"
    lines = len(file.read_text(encoding="utf-8").splitlines())
    append(file, 'greet:\n  text: "Hello again."\n')

    error = broken(project)
    assert (Path(error.file).name, error.entry) == ("replies.yml", f"line {lines + 1}")
    assert error.problem == "greet stands twice"


def test_an_impossible_date_is_a_content_error(project: ProjectCopy) -> None:
    file = project.content / "scores.yml"
    text = file.read_text(encoding="utf-8")
    date = str(yaml.safe_load(text)["topics"][0]["review"]["date"])
    file.write_text(text.replace(date, "2026-02-30", 1), encoding="utf-8")

    error = broken(project)
    assert Path(error.file).name == "scores.yml"
    assert "day is out of range" in error.problem


@pytest.mark.parametrize(
    "name", ["sources.yml", "markers.yml", "replies.yml", "phrases.yml", "follow_ups.yml", "../clinic.yml"]
)
class TestFiles:
    def test_a_missing_file(self, project: ProjectCopy, name: str) -> None:
        (project.content / name).unlink()

        error = broken(project)
        assert Path(error.file).name == Path(name).name
        assert "cannot be read" in error.problem
        assert "Restore" in error.cure

    def test_an_empty_file(self, project: ProjectCopy, name: str) -> None:
        (project.content / name).write_text("", encoding="utf-8")

        assert Path(broken(project).file).name == Path(name).name

    def test_a_list_instead_of_entries(self, project: ProjectCopy, name: str) -> None:
        (project.content / name).write_text("- one\n- two\n", encoding="utf-8")

        assert Path(broken(project).file).name == Path(name).name

    def test_another_encoding(self, project: ProjectCopy, name: str) -> None:
        (project.content / name).write_bytes("a: µmol\n".encode("latin-1"))

        error = broken(project)
        assert Path(error.file).name == Path(name).name
        assert "UTF-8" in error.problem


@pytest.mark.parametrize("text", ["", "- a\n", "topics: []\n", "subject: X\n", "subject: [a]\ntopics: []\n"])
def test_a_content_file_without_subject_and_topics(project: ProjectCopy, text: str) -> None:
    (project.content / "new_subject.yml").write_text(text, encoding="utf-8")

    error = broken(project)
    assert Path(error.file).name == "new_subject.yml"
    assert "`subject`" in error.problem


def test_a_topic_that_is_no_entry(project: ProjectCopy) -> None:
    (project.content / "new_subject.yml").write_text("subject: X\ntopics: [just text]\n", encoding="utf-8")

    error = broken(project)
    assert (Path(error.file).name, error.entry) == ("new_subject.yml", "?")


def test_a_phrase_that_is_no_text(project: ProjectCopy) -> None:
    append(project.content / "phrases.yml", "\nprobe:\n  answer: Yes\n")  # YAML reads a bare Yes as true

    error = broken(project)
    assert (Path(error.file).name, error.entry) == ("phrases.yml", "probe.answer")
