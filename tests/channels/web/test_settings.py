from __future__ import annotations

from typing import Any

import httpx
import pytest

from liverguide.labs import catalogue
from tests.channels.web.browser import PATH, Tab
from tests.channels.web.conftest import Web


def settings(web: Web, query: str = "") -> dict[str, Any]:
    answer = httpx.get(f"{web.address}{PATH}/settings{query}")
    assert answer.status_code == 200
    return dict(answer.json())


def test_before_any_message_the_window_knows_what_to_show(web: Web) -> None:
    shown, clinic = settings(web), web.clinic
    assert shown["assistant"] == clinic["assistant"]["name"]
    assert shown["clinic"]["name"] == clinic["clinic"]["name"]
    assert shown["emergency"]["number"] == clinic["emergency"]["number"]
    assert shown["emergency"]["crisis"]["number"] == clinic["crisis"]["number"]
    assert clinic["emergency"]["number"] in shown["emergency"]["line"]
    assert str(clinic["retention"]["days"]) in shown["privacy"]
    assert shown["limits"] == {"text": 5_000}


def test_it_speaks_spanish_too(web: Web) -> None:
    english, spanish = settings(web, "?lang=en"), settings(web, "?lang=es")
    for words in ("greeting", "privacy"):
        assert english[words] != spanish[words]
    assert "emergencia" in spanish["emergency"]["line"]
    assert web.clinic["emergency"]["number"] in spanish["emergency"]["line"]


def test_questions_to_begin_with_are_understood(web: Web, tab: Tab) -> None:
    starters = settings(web)["starters"]
    assert starters
    for starter in starters:
        topics = [message["topic"] for message in tab.tap(starter["payload"])]
        assert "nlu_fallback" not in topics, starter
        assert "failure" not in topics, starter
    assert settings(web, "?lang=es")["starters"] == [], "only English is understood"


@pytest.mark.parametrize("query", ["", "?lang=", "?lang=xx", "?lang=en-US", "?lang=%00", "?lang=../es"])
def test_another_language_gets_english(web: Web, query: str) -> None:
    assert settings(web, query) == settings(web, "?lang=en")


def test_the_form_has_every_lab_test(web: Web) -> None:
    fields = {field["analyte"]: field for field in settings(web)["lab_form"]}
    assert list(fields) == list(catalogue())
    assert fields["bilirubin"]["name"] == "Total bilirubin"
    assert fields["inr"]["units"] == [{"unit": "", "shown": "", "decimals": 2, "typical": [0.8, 1.2]}]
