from __future__ import annotations

import json

import pytest

from liverguide.channels.web import errors
from liverguide.channels.web.errors import Refusal, broken, refused
from liverguide.library import ContentError, current_library
from liverguide.paths import CLINIC


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("session", {}), ("origin", {}), ("request", {}), ("empty", {}), ("not_offered", {}),
        ("too_long", {"limit": "5,000"}), ("slow_down", {"seconds": 7}),
    ],
)  # fmt: skip
def test_every_refusal_has_its_words(sentence: str, values: dict[str, object]) -> None:
    answer = json.loads(refused(Refusal(400, "code", sentence, **values)).body)
    own = current_library().phrase(f"website.error.{sentence}", **values)
    assert answer["error"]["code"] == "code"
    assert answer["error"]["message"].startswith(own)
    assert current_library().clinic.clinic.phone in answer["error"]["message"]


def test_a_refusal_without_words_and_broken_content_give_the_failure_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    failure = json.loads(broken().body)["error"]["message"]
    assert json.loads(refused(Refusal(400, "code", "no such words")).body)["error"]["message"] == failure

    def unreadable() -> None:
        raise ContentError(CLINIC, "the file", "is broken", "Mend it")

    monkeypatch.setattr(errors, "current_library", unreadable)
    assert json.loads(refused(Refusal(400, "code")).body)["error"]["message"] == failure
