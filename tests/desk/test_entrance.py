"""The desk answers at its own address only, to its own pages only, and bounds what is sent."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from liverguide.desk.app import PAGES
from liverguide.desk.bodies import MOST_BYTES
from liverguide.desk.headers import HEADERS
from tests.desk.caller import COOKIE, Caller, account, change, rows
from tests.desk.conftest import PASSWORD
from tests.servers import Servers

POSTS = sorted(page.path for page in PAGES if page.method == "POST")


@pytest.fixture
def ana(lone_desk: Servers) -> Caller:
    caller = Caller(lone_desk)
    assert caller.log_in("ana").status_code == 303
    return caller


# Addresses


@pytest.mark.parametrize(
    "host",
    ["evil.example", "chat.clinic.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", "", "a b"],
)
def test_another_host_is_refused(lone_desk: Servers, host: str) -> None:
    answer = Caller(lone_desk).get("/login", Host=host.format(port=lone_desk.desk_port))
    assert answer.status_code in {400, 421}
    assert "<form" not in answer.text


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}"])
def test_names_of_this_machine_are_its_own(lone_desk: Servers, host: str) -> None:
    assert Caller(lone_desk).get("/login", Host=host.format(port=lone_desk.desk_port)).status_code == 200


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "x-forwarded-anything", "Forwarded", "X-Real-IP"],
)
def test_what_came_through_a_proxy_that_nobody_named_is_refused(lone_desk: Servers, header: str) -> None:
    assert Caller(lone_desk).get("/login", **{header: "127.0.0.1"}).status_code == 421


# Other sites


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "{own}", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "{own}.evil.example"},
        {},
    ],
)
@pytest.mark.parametrize("path", POSTS)
def test_no_form_of_another_site_is_taken(lone_desk: Servers, ana: Caller, path: str, headers: dict[str, str]) -> None:
    form = {"name": "ana", "password": PASSWORD, "form_token": ana.form_token()}
    del ana.http.headers["Origin"]
    answer = ana.post(path, form, **{key: value.format(own=ana.own) for key, value in headers.items()})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert ana.is_logged_in


def test_the_newer_of_the_two_headers_suffices(lone_desk: Servers) -> None:
    caller = Caller(lone_desk)
    del caller.http.headers["Origin"]
    form = {"name": "ana", "password": PASSWORD}
    assert caller.post("/login", form, **{"Sec-Fetch-Site": "same-origin"}).status_code == 303


# Paths and headers


def raw(servers: Servers, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """An answer to a path that no client would send like this."""
    with closing(http.client.HTTPConnection("127.0.0.1", servers.desk_port, timeout=30)) as connection:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace")


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%2e%2e%2f%2e%2e%2fsettings.py",
     "/static//etc/passwd", "/static/%00", "/static/..\\app.py", "/static/....//app.py",
     "/static/desk.css/../../app.py", "/static", "/static/"],
)  # fmt: skip
def test_only_files_meant_for_browsers_are_served(lone_desk: Servers, path: str) -> None:
    status, _, text = raw(lone_desk, "GET", path)
    assert status in {400, 404, 405}
    assert "import" not in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "path",
    [
        "/login?next=https://evil.example",
        "/login?next=//evil.example",
        "//evil.example/login",
        "/login/",
        "/%2f%2fevil",
    ],
)
def test_no_redirect_leads_elsewhere(lone_desk: Servers, path: str) -> None:
    caller = Caller(lone_desk)
    status, headers, _ = raw(lone_desk, "GET", path)
    assert status in {200, 404}
    assert "location" not in headers
    answer = caller.post(path, {"name": "ana", "password": PASSWORD})
    assert answer.headers.get("Location", "/") == "/"


@pytest.mark.parametrize("path", ["/find?q=%0d%0aSet-Cookie:%20a=b", "/%0d%0aSet-Cookie:a=b", "/login?%0d%0aX:y"])
def test_nobody_adds_headers_to_an_answer(lone_desk: Servers, ana: Caller, path: str) -> None:
    answer = ana.get(path)
    assert "Set-Cookie" not in answer.headers
    assert "X" not in answer.headers
    refused = Caller(lone_desk).log_in("ana\r\nSet-Cookie: a=b", "wrong")
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/login", 200), ("HEAD", "/login", 200), ("GET", "/", 303), ("GET", "/static/desk.css", 200),
        ("GET", "/static/nothing.css", 404), ("GET", "/nothing", 404), ("GET", "/logout", 405), ("PUT", "/login", 405),
        ("TRACE", "/login", 405), ("OPTIONS", "/login", 405), ("POST", "/login", 401), ("POST", "/find", 405),
    ],
)  # fmt: skip
def test_every_answer_has_the_headers(lone_desk: Servers, method: str, path: str, status: int) -> None:
    answer = Caller(lone_desk).http.request(method, path)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "server" not in answer.headers
    assert "Traceback" not in answer.text


def test_refused_requests_and_errors_have_them_too(lone_desk: Servers, ana: Caller) -> None:
    answers = [ana.get("/people"), Caller(lone_desk).get("/", Host="evil.example")]
    change(lone_desk, "ALTER TABLE desk_sessions RENAME TO away")
    try:
        answers.append(ana.get("/find?q=my+name+is+Zacharias"))
    finally:
        change(lone_desk, "ALTER TABLE away RENAME TO desk_sessions")
    assert [answer.status_code for answer in answers] == [403, 421, 500]
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Something went wrong at our side." in answers[-1].text
    log = lone_desk.log("desk")
    assert "a page could not be shown: OperationalError" in log
    assert not any(word in log for word in ("Traceback", "Zacharias", "desk_sessions", ana.http.cookies[COOKIE]))


# Sizes


@pytest.mark.parametrize("path", ["/login", "/score"])
def test_what_is_too_long_is_refused_and_the_desk_goes_on(lone_desk: Servers, ana: Caller, path: str) -> None:
    assert ana.post(path, {"name": "x" * (MOST_BYTES + 1)}).status_code == 413
    # A length that was not announced.
    pieces = (b"name=" + b"x" * 50_000 for _ in range(8))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert ana.http.post(path, content=pieces, headers=form).status_code == 413
    assert ana.is_logged_in


def test_a_body_of_somebody_unknown_is_not_even_read(lone_desk: Servers) -> None:
    assert Caller(lone_desk).post("/score", {"x": "y" * (MOST_BYTES + 1)}).headers["Location"] == "/login"


def test_a_body_that_does_not_come_is_given_up(lone_desk: Servers) -> None:
    with socket.create_connection(("127.0.0.1", lone_desk.desk_port), timeout=60) as connection:
        head = (
            f"POST /login HTTP/1.1\r\nHost: 127.0.0.1:{lone_desk.desk_port}\r\nOrigin: {lone_desk.desk_address}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname="
        )
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("application/json", b"{}"), ("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"--b\r\nx"),
        ("application/x-www-form-urlencoded", b"%ff%00&&&==;%zz"), ("", b"\x00\xff"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_form_does_no_harm(ana: Caller, content_type: str, content: bytes) -> None:
    answer = ana.http.post("/account/logout", content=content, headers={"Content-Type": content_type})
    assert answer.status_code in {400, 403}
    assert ana.is_logged_in


@pytest.mark.parametrize("charset", ["raw_unicode_escape", "unicode_escape", "punycode", "undefined"])
def test_no_form_is_read_in_a_way_that_no_page_sends(lone_desk: Servers, charset: str) -> None:
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n\\ud800\r\n' for n in ("name", "password")
    )
    kind = {"Content-Type": f"multipart/form-data; boundary=b; charset={charset}"}
    answer = Caller(lone_desk).http.post("/login", content=f"{parts}--b--\r\n", headers=kind)
    assert answer.status_code == 400
    assert "Go back and send it again." in answer.text


# In the clinic's network, by https


URL = "https://desk.clinic.example"


@pytest.fixture(scope="module")
def https_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A desk behind a proxy of the clinic, which is played by this test."""
    servers = Servers(tmp_path_factory.mktemp("https_desk"))
    servers.environment.update(LIVERGUIDE_DESK_URL=URL, LIVERGUIDE_TRUSTED_PROXY="127.0.0.1")
    servers.start("desk")
    try:
        until = time.monotonic() + 90
        while True:
            try:
                if by_proxy(servers).get("/login").status_code == 200:
                    break
            except OSError:
                pass
            except Exception:
                assert time.monotonic() < until, servers.log("desk")
                time.sleep(0.2)
        account(servers, "add", "ana")
        yield servers
    finally:
        servers.stop_all()


def by_proxy(servers: Servers, address: str = "10.0.0.1", **headers: str) -> Caller:
    told = {"Host": "desk.clinic.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": address}
    return Caller(servers, **{**told, "Origin": URL, **headers})


def test_by_https_cookies_are_bound_to_it(https_desk: Servers) -> None:
    answer = by_proxy(https_desk).log_in("ana")
    assert answer.status_code == 303
    given = answer.headers.get_list("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in given] == ["__Host-liverguide_desk", "__Host-liverguide_desk_browser"]
    assert all("; Secure" in cookie and "; Path=/;" in cookie for cookie in given)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    value = given[0].split(";")[0].split("=", 1)[1]
    assert by_proxy(https_desk, Cookie=f"__Host-liverguide_desk={value}").is_logged_in
    assert not by_proxy(https_desk, Cookie=f"liverguide_desk={value}").is_logged_in


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Proto": "http"},
        {"X-Forwarded-Proto": "https, http"},
        {"Host": "chat.clinic.example"},
        {"Host": "127.0.0.1:{port}"},
        {"X-Forwarded-Host": "chat.clinic.example"},
        {"X-Forwarded-Host": "desk.clinic.example, chat.clinic.example"},
    ],
)
def test_a_wrong_rule_of_the_proxy_leads_nowhere(https_desk: Servers, headers: dict[str, str]) -> None:
    wrong = {name: value.format(port=https_desk.desk_port) for name, value in headers.items()}
    assert by_proxy(https_desk, **wrong).get("/login").status_code == 421


def test_without_the_proxy_there_is_no_way_in(https_desk: Servers) -> None:
    assert Caller(https_desk).get("/login").status_code == 421
    assert Caller(https_desk, Host="desk.clinic.example").get("/login").status_code == 421


@pytest.fixture
def nothing_counted(https_desk: Servers) -> Iterator[None]:
    change(https_desk, "DELETE FROM desk_failed_logins")
    yield
    change(https_desk, "DELETE FROM desk_failed_logins")


@pytest.mark.usefixtures("nothing_counted")
def test_an_address_that_the_guesser_writes_in_a_line_of_its_own_is_not_believed(https_desk: Servers) -> None:
    """Some proxies add their line below the one that came."""
    for n in range(5):
        guesser = by_proxy(https_desk)
        del guesser.http.headers["X-Forwarded-For"]
        lines = [("X-Forwarded-For", f"10.1.1.{n}"), ("X-Forwarded-For", "10.0.0.66")]
        answer = guesser.http.post("/login", data={"name": "ana", "password": f"wrong {n}"}, headers=lines)
        assert answer.status_code == 401
    noted = rows(https_desk, "SELECT DISTINCT about FROM desk_audit WHERE did = 'gave a wrong password'")
    assert noted == [("from 10.0.0.66",)]
    lines = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Proto", "http")]
    del guesser.http.headers["X-Forwarded-Proto"]
    assert guesser.http.get("/login", headers=lines).status_code == 421


@pytest.mark.usefixtures("nothing_counted")
@pytest.mark.parametrize(
    "addresses",
    [
        [f"2001:db8:1:2::{n}" for n in range(1, 7)],
        ["10.0.0.77", "::ffff:10.0.0.77", "::ffff:0a00:4d", "10.0.0.77", "x, 10.0.0.77", "::FFFF:10.0.0.77"],
        [f"fe80::1%eth{n}" for n in range(6)],
    ],
)
def test_a_computer_with_many_addresses_is_one_computer(https_desk: Servers, addresses: list[str]) -> None:
    """Each IPv6 computer chooses from 2^64 addresses of its network as it likes."""
    for address in addresses[:-1]:
        assert by_proxy(https_desk, address).log_in("ana", "wrong").status_code == 401
    assert rows(https_desk, "SELECT count(*) FROM desk_failed_logins WHERE until > last") == [(1,)]
    change(https_desk, "UPDATE desk_failed_logins SET until = ? WHERE until > last", time.time() + 600)
    assert by_proxy(https_desk, addresses[-1]).log_in("ana").status_code == 429
    assert by_proxy(https_desk, "2001:db8:1:3::1").log_in("ana").status_code == 303


def test_guessing_at_one_place_keeps_nobody_waiting_at_another(https_desk: Servers) -> None:
    for n in range(5):
        by_proxy(https_desk, "10.0.0.66").log_in("ana", f"wrong guess {n}")
    change(https_desk, "UPDATE desk_failed_logins SET until = ? WHERE until > last", time.time() + 600)
    assert by_proxy(https_desk, "10.0.0.66").log_in("ana").status_code == 429
    # What the guesser adds in front is not believed.
    assert by_proxy(https_desk, "10.0.0.7, 10.0.0.66").log_in("ana").status_code == 429
    assert by_proxy(https_desk, "10.0.0.7").log_in("ana").status_code == 303
