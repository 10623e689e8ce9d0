from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from liverguide.channels import origins
from liverguide.channels.origins import OriginRefused, Origins

LISTED = "https://www.liver.example"


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origins, "listed_origins", lambda: frozenset({LISTED}))


def request(ip: str = "10.0.0.1", scheme: str = "http", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(ip=ip, scheme=scheme, headers={"host": "chat.example", **named})


@pytest.mark.parametrize(
    ("trusted", "forwarded", "scheme"),
    [
        (None, "https", "http"),
        ("10.0.0.2", "https", "http"),
        ("10.0.0.1", "https", "https"),
        ("10.0.0.1", "HTTPS", "https"),
        ("10.0.0.1", "https, http", "http"),
        ("10.0.0.1", "http, https", "https"),
        ("10.0.0.1", "", "http"),
    ],
)
def test_only_the_trusted_proxy_is_believed(trusted: str | None, forwarded: str, scheme: str) -> None:
    assert Origins(trusted).scheme(request(x_forwarded_proto=forwarded)) == scheme


@pytest.mark.parametrize("origin", ["http://chat.example", "http://CHAT.example"])
def test_the_same_site(origin: str) -> None:
    assert Origins(None).other_site(request(origin=origin)) is None
    assert Origins(None).other_site(request()) is None


def test_a_listed_site() -> None:
    assert Origins(None).other_site(request(origin=LISTED)) == LISTED


@pytest.mark.parametrize(
    "origin",
    ["https://chat.example", "http://chat.example:81", "null", "", "*", f"{LISTED}/", LISTED.upper(), "http://example"],
)
def test_all_other_sites_are_refused(origin: str) -> None:
    with pytest.raises(OriginRefused):
        Origins(None).other_site(request(origin=origin))


def test_https_behind_a_proxy_that_is_not_trusted_is_told_with_its_cure(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(OriginRefused):
        Origins(None).other_site(request(origin="https://chat.example", x_forwarded_proto="https"))
    assert "LIVERGUIDE_TRUSTED_PROXY" in caplog.text
    assert Origins("10.0.0.1").other_site(request(origin="https://chat.example", x_forwarded_proto="https")) is None
