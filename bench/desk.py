"""Every page of the front desk on a year of conversations: how long each role waits for it."""

from __future__ import annotations

import http.client
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import yaml

from bench.figures import figure
from bench.history import PASSWORD, History, history
from bench.processes import Processes, environment, free_port
from liverguide import settings
from liverguide.desk.app import PAGES
from liverguide.desk.learn.pages import LISTINGS
from liverguide.desk.pages import Page
from liverguide.desk.people.accounts import ROLES
from liverguide.paths import PROJECT, state_folder

NOBODY = "nobody"
AIM_SECONDS = 0.3
REQUESTS = 20
PATIENCE_SECONDS = 900.0
NOT_COPIED = shutil.ignore_patterns(".*", "var", "tests", "docs", "*.md", "__pycache__", "node_modules")
# Longer than the history: retention would erase it when the assistant starts.
KEEP_DAYS = 400


class NoExample(Exception):
    """A page is not measured because nobody said with which address, or an example has no page."""


def examples(of: History) -> dict[str, list[str]]:
    """For each page's path the addresses to ask for."""
    short, long = (quote(name, safe="") for name in (of.short, of.long))
    handout = "&".join(f"topic={topic}" for topic in ("msc_what_is", "delivery_iv", "meld_what_is", "albi"))
    return {
        "/": ["/"],
        "/login": ["/login"],
        "/account": ["/account"],
        "/find": ["/find", "/find?q=is+it+better+in+the+vein+or+the+groin+artery", "/find?q=bilirubn"],
        "/find/results": ["/find/results?q=b", "/find/results?q=what+does+a+low+albumin+mean"],
        "/inbox": ["/inbox"],
        "/inbox/list": ["/inbox/list"],
        "/inbox/chat": [f"/inbox/chat?of={short}", f"/inbox/chat?of={long}"],
        "/inbox/chat/part": [f"/inbox/chat/part?of={short}", f"/inbox/chat/part?of={long}"],
        "/score": ["/score"],
        "/handouts": ["/handouts"],
        "/handouts/page": ["/handouts/page?topic=msc_what_is", f"/handouts/page?{handout}&large=on"],
        "/review": ["/review"],
        "/review/{topic}": ["/review/albi", "/review/marker_inr", "/review/msc_evidence_results"],
        "/learn": ["/learn", "/learn?page=20"],
        "/learn/group": [f"/learn/group?like={of.missed}"],
        "/learn/declined": ["/learn/declined", "/learn/declined?page=20"],
        "/learn/declined/group": [f"/learn/declined/group?like={of.declined}"],
        "/learn/labelled": ["/learn/labelled", "/learn/labelled?page=5"],
        "/learn/export": ["/learn/export"],
        "/learn/due": ["/learn/due"],
        "/figures": [
            "/figures", "/figures?period=7-days&channel=web", "/figures?period=12-months",
            "/figures?period=12-months&channel=telegram",
        ],
        "/figures/days.csv": ["/figures/days.csv?period=30-days", "/figures/days.csv?period=12-months"],
        "/figures/topics.csv": ["/figures/topics.csv?period=12-months"],
        "/people": ["/people"],
        "/people/audit": [
            "/people/audit", "/people/audit?account=staff3", f"/people/audit?about={short}", "/people/audit?before=900",
        ],
    }  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One address: who may see it, and of each request the seconds until the answer and those of the processor."""

    address: str
    roles: Sequence[str]
    seconds: Sequence[float]
    processor: Sequence[float]


def check_examples() -> None:
    """Every page that can be asked for must have an example.

    Raises:
        NoExample: names those that differ.
    """
    wanted = {page.path for page in PAGES if page.method == "GET"}
    given = set(examples(History(Path(), "a:1", "a:2", 3, 4)))
    if wanted != given:
        odd = ", ".join(sorted(wanted ^ given))
        raise NoExample(
            f"The desk's PAGES and examples() of bench/desk.py differ: {odd}. Add an address, or remove it."
        )


def measured(folder: Path, rounds: int) -> list[str]:
    """The table, line by line in Markdown. `rounds`: each address is asked for so many times REQUESTS by each role."""
    check_examples()
    folder.mkdir(parents=True, exist_ok=True)
    made = history(folder)
    addresses = examples(made)
    pages = [page for page in PAGES if page.method == "GET"]
    asked = [(page, address) for page in pages for address in addresses[page.path]]
    # The servers change it: the next run begins with the same.
    database = folder / "conversations.db"
    for old in folder.glob(f"{database.name}*"):
        old.unlink()
    shutil.copy(made.file, database)
    project = _project(folder)
    ports = [free_port() for _ in range(3)]
    servers = Processes(folder, _environment(database, *ports), project)
    try:
        for name in ("actions", "assistant", "desk"):
            servers.start(name, ["-m", "liverguide", name])
        address = f"http://127.0.0.1:{ports[2]}"
        _wait(servers, f"http://127.0.0.1:{ports[0]}/webhooks/rest/ready", f"{address}/login")
        _wait_until_compared(address)
        return _table(_lines(servers, address, asked, REQUESTS * rounds))
    finally:
        servers.stop()


def _project(folder: Path) -> Path:
    """A copy whose clinic keeps conversations long enough."""
    project = folder / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(PROJECT, project, ignore=NOT_COPIED)
    file = project / "clinic.yml"
    clinic = yaml.safe_load(file.read_text(encoding="utf-8"))
    clinic["retention"] = {**clinic["retention"], "days": KEEP_DAYS, "audit_days": KEEP_DAYS}
    file.write_text(yaml.safe_dump(clinic), encoding="utf-8")
    return project


def _environment(database: Path, port: int, actions_port: int, desk_port: int) -> dict[str, str]:
    own = environment(
        LIVERGUIDE_STATE=str(state_folder()),
        LIVERGUIDE_PORT=str(port),
        LIVERGUIDE_ACTIONS_PORT=str(actions_port),
        LIVERGUIDE_ACTIONS_URL=f"http://127.0.0.1:{actions_port}/webhook",
        LIVERGUIDE_DESK_PORT=str(desk_port),
        LIVERGUIDE_DATABASE=f"sqlite:///{database}",
    )
    return dict(settings.complete(own))


def _wait(servers: Processes, *addresses: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    for address in addresses:
        while True:
            servers.assert_running()
            try:
                if httpx.get(address, timeout=10, trust_env=False).status_code == http.client.OK:
                    break
            except httpx.HTTPError:
                pass
            if time.monotonic() > until:
                raise RuntimeError(f"{address} did not answer")
            time.sleep(0.2)


def _wait_until_compared(desk: str) -> None:
    """The desk compares a year's messages at its start, as it does with what is new: by itself, not on its pages."""
    client, until = _logged_in(desk, "desk"), time.monotonic() + PATIENCE_SECONDS
    while any("grouped by words" in client.get(page).text for page in LISTINGS):
        if time.monotonic() > until:
            raise RuntimeError("the messages were not compared")
        time.sleep(1)


def _lines(servers: Processes, desk: str, asked: Sequence[tuple[Page, str]], times: int) -> list[Line]:
    """Each address by each role that may see it, all in turns, so that what else the machine does hits all alike."""
    people = {role: _logged_in(desk, role) for role in ROLES} | {NOBODY: httpx.Client(base_url=desk, trust_env=False)}
    seconds: dict[str, list[float]] = defaultdict(list)
    processor: dict[str, list[float]] = defaultdict(list)
    for number in range(times + 1):
        for page, address in asked:
            for role in _roles(page):
                used, began = servers.processor_seconds(), time.perf_counter()
                answer = people[role].get(address)
                took = time.perf_counter() - began
                if answer.status_code != http.client.OK:
                    raise RuntimeError(f"{address} answered {role} with {answer.status_code}")
                if number:  # the first does not count
                    seconds[address].append(took)
                    processor[address].append(servers.processor_seconds() - used)
    return [Line(address, _roles(page), seconds[address], processor[address]) for page, address in asked]


def _roles(page: Page) -> list[str]:
    return [NOBODY] if page.open_to_all else [role for role in ROLES if role in page.roles]


def _logged_in(desk: str, role: str) -> httpx.Client:
    client = httpx.Client(base_url=desk, headers={"Origin": desk}, timeout=120, trust_env=False)
    answer = client.post("/login", data={"name": role, "password": PASSWORD})
    if answer.status_code != http.client.SEE_OTHER:
        raise RuntimeError(f"{role} could not log in: {answer.status_code}")
    return client


def _table(lines: Sequence[Line]) -> list[str]:
    head = ["| page | roles | requests | median | p95 | worst | over 300 ms | processor |", "|---|" + "---|" * 7]
    rows = []
    for line in lines:
        found, worst = figure(line.seconds), max(line.seconds)
        over = sum(each > AIM_SECONDS for each in line.seconds)
        times = " | ".join(f"{each * 1000:.0f} ms" for each in (found.p50, found.p95, worst))
        of_processor = f"{figure(line.processor).p50 * 1000:.0f} ms"
        roles = "all" if len(line.roles) == len(ROLES) else ", ".join(line.roles)
        rows.append(f"| `{_short(line.address)}` | {roles} | {found.count} | {times} | {over or ''} | {of_processor} |")
    slow = [f"`{_short(line.address)}`" for line in lines if figure(line.seconds).p95 > AIM_SECONDS]
    aim = f"{AIM_SECONDS * 1000:.0f} ms"
    return [*head, *rows, "", f"Over {aim} at p95: {', '.join(slow)}." if slow else f"No page is over {aim} at p95."]


def _short(address: str) -> str:
    """Without a conversation's long name."""
    path, _, query = address.partition("?")
    return f"{path}?{query}" if query and len(query) <= 60 else f"{path}?…" if query else path
