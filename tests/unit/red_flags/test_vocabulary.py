"""The vocabulary file keeps to its schema, and mistakes in it are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from liverguide.understanding.red_flags.vocabulary import RED_FLAGS_FILE, VocabularyError, read_vocabulary

SCHEMA = json.loads(RED_FLAGS_FILE.with_name("red_flags.schema.json").read_text(encoding="utf-8"))

SMALL: dict[str, Any] = {
    "numbers": {},
    "concepts": {"blood": {"en": "blood"}, "vomit": {"en": "vomit(s|ing)"}},
    "harmless": {"en": "blood test"},
    "cues": {"negation": {"en": "not"}},
    "patterns": {"bleeding": [{"name": "vomiting blood", "all": ["vomit", "blood"], "within": 5}]},
}


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


@pytest.mark.parametrize(
    "change",
    [
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
