from __future__ import annotations

import socket

import httpx
import pytest

from tests.channels.web.conftest import BUNDLE, INTEGRITY, LISTED, Web

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def get(web: Web, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{web.address}/site{path}", headers=headers)


@pytest.mark.parametrize("path", ["/", "/index.html"])
def test_the_page_names_the_bundle_and_the_clinic(web: Web, path: str) -> None:
    answer = get(web, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<script src="{BUNDLE}" integrity="{INTEGRITY}" defer>' in answer.text
    assert f"<title>{web.clinic['clinic']['name']}</title>" in answer.text
    assert "{not.known}" in answer.text, "what is no fact stays as it is"


def test_without_slash_the_browser_is_sent_to_the_page(web: Web) -> None:
    assert get(web, "").status_code == 308
    assert get(web, "").headers["location"] == "/site/"


@pytest.mark.parametrize(
    ("file", "content_type"),
    [
        (BUNDLE, "text/javascript; charset=utf-8"),
        ("manifest.json", "application/json"),
        ("page.css", "text/css; charset=utf-8"),
    ],
)
def test_files_come_as_what_they_are(web: Web, file: str, content_type: str) -> None:
    answer = get(web, f"/{file}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == content_type
    assert ("immutable" in answer.headers["cache-control"]) == (file == BUNDLE)


@pytest.mark.parametrize("path", ["/", f"/{BUNDLE}", "/nothing"])
def test_everything_is_strict(web: Web, path: str) -> None:
    answer = get(web, path)
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_listed_site_may_load_the_bundle_with_its_integrity_checked(web: Web) -> None:
    assert get(web, f"/{BUNDLE}", Origin=LISTED).headers["access-control-allow-origin"] == LISTED
    assert "access-control-allow-origin" not in get(web, f"/{BUNDLE}", Origin="https://evil.example").headers
    assert not [name for name in get(web, f"/{BUNDLE}").headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "path",
    [
        "/notes.secret", "/nothing.js", "/../clinic.yml", "/..%2fclinic.yml", "/%2e%2e/clinic.yml", "/..%5cclinic.yml",
        "/..%2f..%2f..%2fclinic.yml", "/%2fetc%2fpasswd", "//etc/passwd", "/.", "/..", "/%00", "/index.html%00.css",
        "/demo/index.html", "/dist", "/page.css/", "/....//clinic.yml", "/%252e%252e%252fclinic.yml",
    ],
)  # fmt: skip
def test_nothing_else_can_be_had(web: Web, path: str) -> None:
    # By hand: an HTTP client would tidy the address up.
    request = f"GET /site{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with socket.create_connection(("127.0.0.1", web.port), timeout=5) as connection:
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
    status = int(answer.split()[1])
    assert status in {400, 404} or (status == 200 and "body { margin" in answer and "page.css" in path)
    assert "Liver Clinic" not in answer
    assert "not for browsers" not in answer
    assert "root:" not in answer
