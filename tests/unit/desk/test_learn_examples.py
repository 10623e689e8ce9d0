"""What is downloaded is read by Rasa and by our own reader as the words that people wrote, and as nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from liverguide.desk.learn.examples import as_example, as_examples
from liverguide.rasa_training.example_files import read_examples

DAY = datetime.date(2026, 12, 1)


def read_by_rasa(file: str) -> list[tuple[str, str]]:
    data = RasaYAMLReader().reads(file)
    assert not data.entity_examples
    assert not data.regex_features
    return [(each.get("text"), each.get("intent")) for each in data.training_examples]


def read_by_us(file: str, folder: Path) -> list[tuple[str, str]]:
    (folder / "labelled.yml").write_text(file, encoding="utf-8")
    return [(each.get("text"), each.get("intent")) for each in read_examples(folder).training_examples]


@pytest.mark.parametrize(
    ("said", "example"),
    [
        ("what is albumin?", "what is albumin?"),
        ("my [albumin](marker) is low", "my (albumin)(marker) is low"),
        ('it is [3.1]{"entity": "x"}', 'it is (3.1){"entity": "x"}'),
        ("call me at [phone]", "call me at (phone)"),
        ("/restart now", "restart now"),
        ("  //affirm", "affirm"),
        ("\u2044affirm", "affirm"),
        ("- a list\n- of things\r\nand more", "a list - of things and more"),
        ("line\u2028sep\u0085next\x0bpage\x0cend\x1c", "line sep next page end"),
        ("a\ttab and\x00 a nul\ud800", "a tab and a nul"),
        ("\ufeffmark and a so\u00adft hyphen", "mark and a soft hyphen"),
        ("key: value # no comment", "key: value # no comment"),
        ("'quoted' \"twice\" | > & * ! % @ `", "'quoted' \"twice\" | > & * ! % @ `"),
        ("secret ${HOME} here", "secret $ {HOME} here"),
        ("--- ", ""),
        ("...", "..."),
        ("grüße 肝臓 😀", "grüße 肝臓 😀"),
    ],
)
def test_each_text_is_one_plain_line(said: str, example: str, tmp_path: Path) -> None:
    assert as_example(said) == example
    file = as_examples([(said, "albi"), ("second", "albi")], DAY)
    expected = [(text, "albi") for text in sorted(filter(None, {example, "second"}))]
    assert read_by_rasa(file) == expected
    assert read_by_us(file, tmp_path) == expected


@given(st.lists(st.tuples(st.text(), st.sampled_from(["albi", "out_of_scope"])), max_size=8))
def test_whatever_people_write_the_file_holds_as_many_examples(said: list[tuple[str, str]]) -> None:
    file = as_examples(said, DAY)
    file.encode()
    assert {text for text, _ in read_by_rasa(file)} == {as_example(text) for text, _ in said} - {""}


def test_of_two_labels_of_one_text_the_first_counts() -> None:
    file = as_examples([("hm [x]", "albi"), ("hm (x)", "fib4"), ("other", "fib4")], DAY)
    assert read_by_rasa(file) == [("hm (x)", "albi"), ("other", "fib4")]


def test_it_says_that_it_is_for_review() -> None:
    assert "# FOR REVIEW" in as_examples([], DAY)
    assert read_by_rasa(as_examples([], DAY)) == []
