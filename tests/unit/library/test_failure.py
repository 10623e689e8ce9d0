"""The failure sentence of a project whose files are broken: the library runs from a copy, in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest

from liverguide.paths import PROJECT
from tests.unit.library.project_copy import ProjectCopy

PHONE, MAIL, LINE = "+1 202 555 0199", "help@lake.example", "112"


@pytest.fixture
def installation(project: ProjectCopy) -> ProjectCopy:
    shutil.copytree(PROJECT / "liverguide" / "library", project.root / "liverguide" / "library")
    for name in ("__init__.py", "paths.py"):
        shutil.copy(PROJECT / "liverguide" / name, project.root / "liverguide" / name)
    with project.changed("clinic.yml") as clinic:
        clinic["clinic"].update(phone=PHONE, mail=MAIL)
        clinic["emergency"]["number"] = LINE
    return project


def failure_message(installation: ProjectCopy) -> str:
    code = "from liverguide.library.failure import failure_message; print(failure_message())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=installation.root, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def write(name: str, text: str) -> Callable[[ProjectCopy], object]:
    return lambda installation: (installation.root / name).write_text(text, encoding="utf-8")


def unlink(name: str) -> Callable[[ProjectCopy], object]:
    return lambda installation: (installation.root / name).unlink()


def without_failure_phrase(installation: ProjectCopy) -> None:
    with installation.changed("content/phrases.yml") as phrases:
        del phrases["failure"]


def failure_phrase_with_unknown_name(installation: ProjectCopy) -> None:
    with installation.changed("content/phrases.yml") as phrases:
        phrases["failure"] = "Sorry. Call {clinic.telephone}."


def misspelt_clinic_field(installation: ProjectCopy) -> None:
    with installation.changed("clinic.yml") as clinic:
        clinic["retention"] = {"dayz": 30}


@pytest.mark.parametrize(
    "breaking",
    [
        lambda installation: None,
        write("content/phrases.yml", "failure: [unclosed"),
        write("content/phrases.yml", ""),
        write("content/scores.yml", "subject: 1"),
        unlink("content/phrases.yml"),
        without_failure_phrase,
        failure_phrase_with_unknown_name,
        misspelt_clinic_field,
    ],
    ids=["nothing", "no YAML", "empty", "topics", "missing", "no phrase", "unknown name", "clinic field"],
)
def test_contact_and_emergency_line_are_always_there(
    installation: ProjectCopy, breaking: Callable[[ProjectCopy], object]
) -> None:
    breaking(installation)

    said = failure_message(installation)

    assert PHONE in said
    assert MAIL in said
    assert f"call {LINE} or your local emergency number" in said


@pytest.mark.parametrize(
    "breaking",
    [
        unlink("clinic.yml"),
        write("clinic.yml", ""),
        write("clinic.yml", "clinic: [unclosed"),
        write("clinic.yml", "- a\n- b\n"),
        write("clinic.yml", "clinic: text\nemergency: 112\n"),
    ],
    ids=["missing", "empty", "no YAML", "a list", "text"],
)
def test_without_the_clinics_facts_it_still_names_both(
    installation: ProjectCopy, breaking: Callable[[ProjectCopy], object]
) -> None:
    breaking(installation)

    said = failure_message(installation)

    assert "contact the clinic" in said
    assert "call your local emergency number" in said


def test_a_fact_that_is_missing_does_not_hide_the_others(installation: ProjectCopy) -> None:
    with installation.changed("clinic.yml") as clinic:
        del clinic["clinic"]["phone"]

    said = failure_message(installation)

    assert f"the Example Liver Clinic: {MAIL}." in said
    assert LINE in said
