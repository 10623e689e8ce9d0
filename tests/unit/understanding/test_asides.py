"""Examples told among remarks: nothing of the question or the danger is lost, and nothing else is claimed."""

from __future__ import annotations

import re
from collections import Counter

import yaml

from liverguide.understanding.asides import FILE, asides, told_among_asides
from liverguide.understanding.red_flags import find_red_flag

EXAMPLES = [
    ("where do the cells come from", "msc_sources"),
    ("how many drips is it", "msc_number_of_infusions"),
    ("what does a low albumin mean", "marker_albumin"),
    ("he is bringing up blood as we speak", "emergency"),
    ("yes please do", "affirm"),
    ("cells?", "msc_what_is"),
    ("a story " * 30, "msc_safety_side_effects"),
]
COMPOSED = told_among_asides(EXAMPLES, ["affirm"], questions=600, dangers=200, seed=1)


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_every_composed_example_holds_one_of_its_intent() -> None:
    for text, intent in COMPOSED:
        assert any(words(example) in words(text) for example, of in EXAMPLES if of == intent), text


def test_no_calm_one_holds_a_danger() -> None:
    calm = [words(text) for text, intent in COMPOSED if intent != "emergency"]
    assert not [text for text in calm for danger, of in EXAMPLES if of == "emergency" and words(danger) in text]


def test_intents_come_evenly_and_only_those_that_are_asked() -> None:
    assert Counter(intent for _, intent in COMPOSED) == {
        "msc_sources": 200, "msc_number_of_infusions": 200, "marker_albumin": 200, "emergency": 200
    }  # fmt: skip


def test_a_danger_has_company() -> None:
    assert all(len(text.split()) > len(EXAMPLES[3][0].split()) for text, intent in COMPOSED if intent == "emergency")


def test_the_same_again_for_the_same_seed() -> None:
    assert told_among_asides(EXAMPLES, ["affirm"], 600, 200, seed=1) == COMPOSED
    assert told_among_asides(EXAMPLES, ["affirm"], 600, 200, seed=2) != COMPOSED


def test_nothing_to_compose_from_is_nothing() -> None:
    assert told_among_asides([("yes", "affirm")], ["affirm"], 5, 5, seed=1) == []


def test_no_remark_is_an_emergency_or_a_question() -> None:
    assert len(set(asides())) == len(asides())
    assert not [remark for remark in asides() if "?" in remark]
    groups = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    now = [remark for name in groups if name != "over_and_past" for remark in groups[name]]
    assert not [remark for remark in now if find_red_flag(remark)]
