"""The vocabulary file keeps to its schema, and mistakes in it are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from liverguide.understanding.red_flags.message import read_message
from liverguide.understanding.red_flags.vocabulary import RED_FLAGS_FILE, VocabularyError, read_vocabulary
from liverguide.understanding.red_flags.wordings import Automaton
from liverguide.understanding.red_flags.words import split_words

SCHEMA = json.loads(RED_FLAGS_FILE.with_name("red_flags.schema.json").read_text(encoding="utf-8"))

SMALL: dict[str, Any] = {
    "numbers": {},
    "concepts": {"blood": {"en": "blood"}, "vomit": {"en": "vomit(s|ing)"}},
    "harmless": {"en": "blood test"},
    "cues": {"negation": {"en": "not"}},
    "patterns": {"bleeding": [{"name": "vomiting blood", "all": ["vomit", "blood"], "within": 5}]},
}
SCHEMA_PATTERNS = yaml.safe_load(RED_FLAGS_FILE.read_text(encoding="utf-8"))["patterns"]


def written(directory: Path, change: dict[str, Any]) -> Path:
    path = directory / "red_flags.yml"
    path.write_text(yaml.safe_dump({**SMALL, **change}), encoding="utf-8")
    return path


def test_the_file_keeps_to_its_schema() -> None:
    data = yaml.safe_load(RED_FLAGS_FILE.read_text(encoding="utf-8"))
    jsonschema.validate(data, SCHEMA)


def test_every_concept_is_used_by_a_pattern() -> None:
    known = read_vocabulary()
    used = {concept for pattern in known.patterns for concept in pattern.concepts + pattern.without}
    assert known.concepts - used == set()


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    assert len(read_vocabulary(written(tmp_path, {})).patterns) == 1


def test_a_long_list_may_be_parted_into_groups_with_names(tmp_path: Path) -> None:
    concepts = {"blood": {"by_name": {"en": "blood", "es": "sangre"}, "by_colour": {"en": "red stuff"}}}
    change = {"concepts": {**SMALL["concepts"], **concepts}}
    jsonschema.validate({**SMALL, **change, "patterns": SCHEMA_PATTERNS}, SCHEMA)
    automaton = read_vocabulary(written(tmp_path, change)).automaton
    found = automaton.hits(split_words("blood sangre red stuff")[0])
    assert [(hit.concept, hit.start, hit.end) for hit in found] == [("blood", 0, 1), ("blood", 1, 2), ("blood", 2, 4)]


def test_a_measure_is_seen_inside_a_harmless_wording(tmp_path: Path) -> None:
    change = {"measures": ["blood"], "harmless": {"en": "blood"}}
    assert "blood" not in read_message("blood", read_vocabulary(written(tmp_path, {"harmless": {"en": "blood"}}))).found
    assert "blood" in read_message("blood", read_vocabulary(written(tmp_path, change))).found


def test_a_range_may_count_whole_numbers_only(tmp_path: Path) -> None:
    change = {"numbers": {"many": {"from": 6, "to": 40, "with_decimals": False}}}
    known = read_vocabulary(written(tmp_path, change))
    assert "many" in read_message("20", known).found
    assert "many" not in read_message("20.5", known).found


WORDS = st.lists(st.sampled_from(["vomit", "vomits", "blood", "test", "not", "2019", "7", "zebra"]), max_size=8)


@given(st.lists(WORDS, max_size=6))
def test_what_was_read_before_changes_nothing(messages: list[list[str]]) -> None:
    wordings = {"a": "vomit(s|) _ blood", "b": "(not |)YEAR", "c": "NUMBER blood", "d": "_ _ test", "e": "blood"}
    used = Automaton()
    for concept, wording in wordings.items():
        used.add(concept, wording)
    for message in messages:
        new = Automaton()
        for concept, wording in wordings.items():
            new.add(concept, wording)
        words = split_words(" ".join(message))[0]
        assert used.hits(words) == new.hits(words)


def test_a_wording_learnt_later_is_found() -> None:
    automaton = Automaton()
    automaton.add("one", "blood")
    words = split_words("blood test")[0]
    assert [hit.concept for hit in automaton.hits(words)] == ["one"]
    automaton.add("two", "blood test")
    assert [hit.concept for hit in automaton.hits(words)] == ["one", "two"]


@pytest.mark.parametrize(
    "change",
    [
        {"measures": ["weather"]},
        {"limits": {"weather": 3}},
        {"concepts": {"blood": {"en": "bl(ood"}, "vomit": {"en": "vomit"}}},
        {"concepts": {"blood": {"en": "blood)"}, "vomit": {"en": "vomit"}}},
        {"concepts": {"blood": {"en": "(blood|)"}, "vomit": {"en": "vomit"}}},
        {"concepts": {"blood": {"xx": "blood"}, "vomit": {"en": "vomit"}}},
        {"concepts": {"blood": {"en": "blood"}}},
        {"patterns": {"bleeding": [{"name": "no distance", "all": ["vomit", "blood"]}]}},
        {"patterns": {"toothache": [{"name": "x", "all": ["blood"]}]}},
        {"patterns": {"bleeding": [{"name": "x", "all": ["blood"], "immune_to": ["weather"]}]}},
        {"cues": {"blood": {"en": "blood"}}},
    ],
)
def test_a_mistake_is_told(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(VocabularyError):
        read_vocabulary(written(tmp_path, change))
