from __future__ import annotations

import logging

import pytest

from liverguide.library import ContentError
from liverguide.library.library import Shelf
from tests.unit.library.project_copy import ProjectCopy


def shelf_of(project: ProjectCopy) -> Shelf:
    return Shelf(project.content, project.clinic, look_every_seconds=0)


def retitle(project: ProjectCopy, title: str) -> None:
    with project.changed_topic("scores.yml", "albi") as topic:
        topic["title"] = title


def test_a_changed_file_is_noticed(project: ProjectCopy) -> None:
    shelf = shelf_of(project)
    shelf.library()
    retitle(project, "The grade")

    assert shelf.library().topics["albi"].title == "The grade"


def test_a_changed_clinic_is_noticed(project: ProjectCopy) -> None:
    shelf = shelf_of(project)
    shelf.library()
    with project.changed("clinic.yml") as clinic:
        clinic["clinic"]["phone"] = "+1 202 555 0199"

    assert shelf.library().clinic.clinic.phone == "+1 202 555 0199"


def test_a_new_file_is_noticed(project: ProjectCopy) -> None:
    shelf = shelf_of(project)
    shelf.library()
    (project.content / "aftercare.yml").write_text("subject: Aftercare\ntopics: []\n", encoding="utf-8")

    assert "Aftercare" in shelf.library().subjects


def test_unchanged_content_is_not_read_again(project: ProjectCopy) -> None:
    shelf = shelf_of(project)

    assert shelf.library() is shelf.library()


def test_files_are_not_looked_at_before_the_time(project: ProjectCopy) -> None:
    shelf = Shelf(project.content, project.clinic, look_every_seconds=3600)
    before = shelf.library()
    retitle(project, "The grade")

    assert shelf.library() is before


@pytest.mark.parametrize("name", ["content/phrases.yml", "content/scores.yml", "clinic.yml"])
def test_a_broken_change_keeps_the_earlier_content_and_is_logged_once(
    project: ProjectCopy, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    shelf = shelf_of(project)
    before = shelf.library()
    (project.root / name).write_text("a: [b\n", encoding="utf-8")

    with caplog.at_level(logging.ERROR):
        assert shelf.library() is before
        assert shelf.library() is before

    assert len(caplog.records) == 1
    assert name.rsplit("/", maxsplit=1)[-1] in caplog.text


def test_a_file_that_goes_missing_keeps_the_earlier_content(project: ProjectCopy) -> None:
    shelf = shelf_of(project)
    before = shelf.library()
    (project.content / "markers.yml").unlink()

    assert shelf.library() is before


def test_mending_the_broken_change_brings_the_new_content(project: ProjectCopy) -> None:
    shelf = shelf_of(project)
    shelf.library()
    good = (project.content / "scores.yml").read_text(encoding="utf-8")
    (project.content / "scores.yml").write_text("subject: [", encoding="utf-8")
    shelf.library()
    (project.content / "scores.yml").write_text(good, encoding="utf-8")
    retitle(project, "Mended")

    assert shelf.library().topics["albi"].title == "Mended"


def test_content_that_was_never_good_is_an_error_until_it_is(project: ProjectCopy) -> None:
    file = project.content / "scores.yml"
    good = file.read_text(encoding="utf-8")
    file.write_text("subject: [", encoding="utf-8")
    shelf = shelf_of(project)
    for _ in range(2):
        with pytest.raises(ContentError, match=r"scores\.yml"):
            shelf.library()
    file.write_text(good, encoding="utf-8")

    assert "albi" in shelf.library().topics
