from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from liverguide.channels.source_line import with_source_line

LIU = {"key": "liu_2022", "label": "Liu and others 2022"}
ISSCR = {"key": "isscr", "label": "ISSCR"}


def test_sources_stand_below_the_text_with_the_numbers_of_its_footnotes() -> None:
    message = {"text": "Not settled [1]. Ask [2].", "sources": [LIU, ISSCR], "topic": "msc_survival"}

    assert with_source_line(message) == {
        **message,
        "text": "Not settled [1]. Ask [2].\n\nSources: [1] Liu and others 2022; [2] ISSCR.",
    }


def test_the_review_state_follows() -> None:
    message = {"text": "A [1].", "sources": [LIU], "review_note": "Not yet reviewed by a clinician."}

    assert with_source_line(message)["text"] == (
        "A [1].\n\nSources: [1] Liu and others 2022. Not yet reviewed by a clinician."
    )


@pytest.mark.parametrize(
    "message",
    [
        {"text": "Hello"},
        {"text": "Hello", "sources": []},
        {"text": "Hello", "sources": [], "review_note": "Draft."},
        {"image": "gauge.png", "sources": [LIU]},
        {},
    ],
)
def test_other_messages_stay_as_they_are(message: dict[str, Any]) -> None:
    assert with_source_line(message) == message


def test_the_message_itself_is_not_changed() -> None:
    message = {"text": "A [1].", "sources": [LIU]}
    before = deepcopy(message)
    with_source_line(message)

    assert message == before
