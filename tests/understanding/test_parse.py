"""`python -m liverguide parse`: one JSON object for each line, in order, in the documented form."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from liverguide.paths import PROJECT

KEYS = {"text", "intent", "confidence", "alternatives", "labs", "unclear", "person", "red_flag", "language"}
RED_FLAGS = {"bleeding", "encephalopathy", "infection", "overdose", "self_harm", "breathing", "chest", "other"}
UNITS = {
    "bilirubin": "mg/dL", "direct_bilirubin": "mg/dL", "inr": "", "creatinine": "mg/dL", "sodium": "mmol/L",
    "albumin": "g/dL", "ast": "U/L", "alt": "U/L", "alp": "U/L", "ggt": "U/L", "pt": "s", "pta": "%",
    "platelets": "10^9/L",
}  # fmt: skip
# Nowhere else in this file's lines, so that an error stream that holds a person's words is found out.
WORD = "quaggaflocks"

MESSAGES: dict[str, Any] = {
    "object": {"text": "what is a MELD score?"},
    "bare string": "what is a MELD score?",
    "more keys": {"text": "what is a MELD score?", "sender": "x", "labs": {"inr": 3}},
    "values": "bilirubin 3.1 mg/dL, inr 1.8, creatinine 1.2 mg/dL, I am a 54 year old woman, not on dialysis",
    "SI units": "bilirubin 85 umol/L, creatinine 110 umol/L, albumin 28 g/L",
    "no unit": "my bilirubin is 20",
    "emergency": f"my dad is vomiting blood {WORD}",
    "emergency with values": "he is vomiting blood, his inr is 2.9",
    "empty": {"text": ""},
    "spaces": "  \n\t ",
    "restart": "/restart",
    "session": "/session_start",
    "payload": '/meld_compute{"a": 1}',
    "emergency payload": "/emergency",
    "long": "bilirubin 3.1 mg/dL. " + "blah " * 1_996,
    "too long": "what is a MELD score? " * 5_000,
    "long word": "a" * 10_000,
    "emoji": "\U0001f600",
    "control characters": "what is a \x00\x07MELD score?\u2028\u0085",
    "half a character": "\ud83d",
    "right to left": "\u202emy inr is 1.9",
    "accents": "¿qué es la cirrosis? Früher",
}
NO_MESSAGES = [
    b'{"text": ', b"42", b"null", b"true", b"[]", b'["hi"]', b'{"message": "hi"}', b'{"text": 7}', b'{"text": null}',
    b"what is MELD", b"[" * 100_000, b"9" * 6_000, b'"a\rb"',
]  # fmt: skip

Parse = Callable[[bytes], "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def done(run_parse: Parse) -> subprocess.CompletedProcess[bytes]:
    """One run over messages, lines that are none, a wrong byte."""
    lines = [json.dumps(message).encode() for message in MESSAGES.values()]
    lines += NO_MESSAGES
    lines += [b'"inr 1.9 caf\xff"']
    # With the mark that some editors put first, and without an end of the last line.
    return run_parse(b"\xef\xbb\xbf" + b"\n".join(lines))


@pytest.fixture(scope="module")
def printed(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in done.stdout.decode("ascii").splitlines()]
    assert len(found) == len(MESSAGES) + len(NO_MESSAGES) + 1
    return found


@pytest.fixture(scope="module")
def everything(printed: list[dict[str, Any]], answers: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """With all messages of the sets, which were given raw instead of in ASCII."""
    return [*printed, *answers.values()]


@pytest.fixture(scope="module")
def understood(printed: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The answer to each of MESSAGES."""
    return dict(zip(MESSAGES, printed, strict=False))


def test_each_message_gets_an_object_in_order(understood: dict[str, dict[str, Any]]) -> None:
    for name, message in MESSAGES.items():
        assert understood[name]["text"] == (message["text"] if isinstance(message, dict) else message), name


def test_an_unreadable_line_gets_an_error_and_ends_nothing(printed: list[dict[str, Any]]) -> None:
    for line, answer in zip(NO_MESSAGES, printed[len(MESSAGES) :], strict=False):
        assert set(answer) == {"error"}, line[:40]
        assert answer["error"], line[:40]
    after = printed[len(MESSAGES) + len(NO_MESSAGES)]
    assert after["labs"]["inr"]["value"] == 1.9


def test_objects_have_exactly_the_documented_form(everything: list[dict[str, Any]]) -> None:
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    for answer in everything:
        if "error" in answer:
            continue
        assert set(answer) == KEYS
        assert answer["intent"] in domain["intents"]
        assert 0 <= answer["confidence"] <= 1
        assert answer["alternatives"]
        for guess in answer["alternatives"]:
            assert set(guess) == {"intent", "confidence"}
            assert guess["intent"] in domain["intents"]
        likelihoods = [guess["confidence"] for guess in answer["alternatives"]]
        assert likelihoods == sorted(likelihoods, reverse=True)
        for analyte, lab in answer["labs"].items():
            assert set(lab) == {"value", "unit"}
            assert lab["unit"] == UNITS[analyte]
            assert isinstance(lab["value"], int | float)
        assert set(answer["unclear"]) <= set(UNITS)
        assert set(answer["person"]) == {"age", "sex", "dialysis"}
        assert answer["red_flag"] in RED_FLAGS | {None}
        assert len(answer["language"]) == 2


def test_a_value_is_read_or_unclear_and_never_both(everything: list[dict[str, Any]]) -> None:
    for answer in everything:
        if "error" in answer:
            continue
        assert not set(answer["labs"]) & set(answer["unclear"]), answer["text"]


def test_a_red_flag_makes_it_an_emergency(everything: list[dict[str, Any]]) -> None:
    for answer in everything:
        if answer.get("red_flag"):
            assert answer["intent"] == "emergency"
        elif "error" not in answer:
            assert answer["intent"] != "emergency"


def test_the_forms_of_a_line_mean_the_same(understood: dict[str, dict[str, Any]]) -> None:
    assert understood["object"]["intent"] == "meld_what_is"
    assert understood["object"] == understood["bare string"] == understood["more keys"]
    assert understood["control characters"]["intent"] == "meld_what_is"


def test_values_units_and_the_person_are_read(understood: dict[str, dict[str, Any]]) -> None:
    values = understood["values"]
    assert {analyte: lab["value"] for analyte, lab in values["labs"].items()} == {
        "bilirubin": 3.1,
        "inr": 1.8,
        "creatinine": 1.2,
    }
    assert values["person"] == {"age": 54, "sex": "female", "dialysis": False}
    assert values["unclear"] == []
    si = {analyte: lab["value"] for analyte, lab in understood["SI units"]["labs"].items()}
    assert si == pytest.approx({"bilirubin": 85 / 17.104, "creatinine": 110 / 88.4, "albumin": 2.8}, rel=0.005)


def test_a_number_alone_that_may_be_either_unit_is_unclear(understood: dict[str, dict[str, Any]]) -> None:
    assert understood["no unit"]["unclear"] == ["bilirubin"]
    assert understood["no unit"]["labs"] == {}


def test_an_emergency_is_seen_and_its_values_are_kept(understood: dict[str, dict[str, Any]]) -> None:
    assert understood["emergency"]["red_flag"] == "bleeding"
    assert understood["emergency with values"]["red_flag"] == "bleeding"
    assert understood["emergency with values"]["labs"]["inr"]["value"] == 2.9


@pytest.mark.parametrize("name", ["restart", "session", "payload", "emergency payload"])
def test_no_typed_text_is_taken_for_an_intent(understood: dict[str, dict[str, Any]], name: str) -> None:
    # Rasa gives an intent that was ordered with a slash the confidence 1 and no other guesses.
    assert len(understood[name]["alternatives"]) > 1
    assert understood[name]["alternatives"][0]["confidence"] < 1


@pytest.mark.parametrize("name", ["empty", "spaces", "half a character"])
def test_nothing_said_is_not_understood(understood: dict[str, dict[str, Any]], name: str) -> None:
    assert understood[name]["intent"] == "nlu_fallback"


def test_a_long_message_is_still_read(understood: dict[str, dict[str, Any]]) -> None:
    assert understood["long"]["labs"]["bilirubin"]["value"] == 3.1


def test_nothing_that_was_said_stands_in_the_error_stream(done: subprocess.CompletedProcess[bytes]) -> None:
    assert WORD in done.stdout.decode()
    assert WORD not in done.stderr.decode(errors="replace")
