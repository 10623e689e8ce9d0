from __future__ import annotations

from pathlib import Path

import pytest

from liverguide.library.clinic import Clinic, load_clinic
from liverguide.library.placeholders import fill, names_in


def test_names_are_listed_as_often_as_they_stand() -> None:
    assert names_in("Call {clinic.phone} or {clinic.mail}. {clinic.phone}") == [
        "clinic.phone",
        "clinic.mail",
        "clinic.phone",
    ]


def test_values_are_filled_in_as_text() -> None:
    assert fill("Kept for {retention.days} days by {name}.", {"retention.days": 30, "name": "Livia"}) == (
        "Kept for 30 days by Livia."
    )


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert fill("{name}", {"name": "{clinic.name}"}) == "{clinic.name}"


def test_a_missing_value_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match=r"clinic\.fax"):
        fill("Fax: {clinic.fax}", {"clinic.name": "x"})


@pytest.mark.parametrize("text", ["{Not a name}", "{}", "{clinic.name.first}", "a { b }"])
def test_other_braces_are_left_alone(text: str) -> None:
    assert names_in(text) == []
    assert fill(text, {}) == text


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    file = tmp_path / "clinic.yml"
    file.write_text(
        """
example: true
assistant: {name: Hepa}
clinic:
  name: the Lakeside Liver Centre
  phone: "+41 22 555 01 43"
  mail: hello@lakeside.example
  hours: weekdays
  country: CH
  delivery_route: a drip into a vein
  adjuncts: [exosomes, vitamins, rest]
  price: null
emergency: {number: "144", name: the ambulance}
crisis: {number: "143", name: The Outstretched Hand}
languages: [en]
retention: {days: 14}
""",
        encoding="utf-8",
    )
    return load_clinic(file)


def test_the_clinics_facts_stand_for_their_placeholders(clinic: Clinic) -> None:
    text = (
        "{assistant.name} of {clinic.name}: {clinic.contact}, {clinic.hours}. "
        "Emergency {emergency.number}, {emergency.name}; crisis {crisis.number}, {crisis.name}. "
        "We use {clinic.delivery_route} with {clinic.adjuncts}. {retention.days} days."
    )

    assert fill(text, clinic.placeholders()) == (
        "Hepa of the Lakeside Liver Centre: +41 22 555 01 43 or hello@lakeside.example, weekdays. "
        "Emergency 144, the ambulance; crisis 143, The Outstretched Hand. "
        "We use a drip into a vein with exosomes and vitamins and rest. 14 days."
    )


def test_a_clinic_without_adjuncts_or_price_says_so_in_words(clinic: Clinic) -> None:
    bare = clinic.copy(update={"clinic": clinic.clinic.copy(update={"adjuncts": []})})

    assert bare.placeholders()["clinic.adjuncts"] == "nothing else"
    assert bare.placeholders()["clinic.price"] == ""
