"""Learn: the groups, one group with its messages, labelled messages, and the texts that wait for a clinician."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from liverguide.desk.desk import desk_of
from liverguide.desk.inbox import words
from liverguide.desk.learn import labels
from liverguide.desk.learn.due import due
from liverguide.desk.learn.examples import OUT_OF_SCOPE, as_examples
from liverguide.desk.learn.groups import Overview, overview
from liverguide.desk.learn.missed import Listing, declined, missed
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people import audit
from liverguide.desk.people.accounts import Role
from liverguide.library import current_library
from liverguide.storage.desk_records import NOT_OURS, OF_TOPIC

PATH = "/learn"
# The lists that wait for labels, by their addresses.
LISTINGS: dict[str, Listing] = {PATH: missed, f"{PATH}/declined": declined}
GROUP = "/group"
# Who looks after the machine has no business in what patients write.
ROLES: tuple[Role, ...] = ("desk", "clinician")
GROUPS_ON_A_PAGE, MESSAGES_ON_A_PAGE = 20, 100
ALL, TICKED = "all", "ticked"
NO_LABEL = "Choose what it should have been, then label it."
NONE_TICKED = "Tick the messages that you mean, or label all of them."
# The name of a message's box in a form.
BOX = "message-"


def show_groups(request: Request) -> Response:
    """What nobody has labelled yet."""
    return _groups_page(request, request.url.path)


def show_group(request: Request) -> Response:
    """One group with all its messages."""
    return _group_page(request, request.url.path.removesuffix(GROUP), _number(request.query_params.get("like", "")))


def show_labelled(request: Request) -> Response:
    """What was labelled, by whom and when."""
    desk = desk_of(request)
    at = _page(request)
    with desk.database.session() as session:
        total = labels.count(session)
        found = labels.labelled(session, desk.library, at * MESSAGES_ON_A_PAGE, MESSAGES_ON_A_PAGE)
    shown = [(each, each.label.title(desk.library), words.clock(desk.library, each.at)) for each in found]
    pages = _pages(f"{PATH}/labelled", at, total, MESSAGES_ON_A_PAGE)
    return render(request, "learn/labelled.html", labelled=shown, total=total, conversation=_conversation, **pages)


def show_due(request: Request) -> Response:
    """The texts that wait for a clinician."""
    library = current_library(look_now=True)
    with desk_of(request).database.session() as session:
        waiting = due(session, library, datetime.date.today())
    return render(request, "learn/due.html", waiting=waiting, total=len(library.topics))


def label_messages(request: Request) -> Response:
    """Label all of a group, or the ticked ones."""
    desk, form, person = desk_of(request), request.state.form, request.state.person
    here = form["list"] if form.get("list") in LISTINGS else PATH
    of_group = _numbers(form.get("messages", ""))
    ticked = {number for number in of_group if f"{BOX}{number}" in form}
    meant = ticked if form.get("which") == TICKED else set(of_group)
    chosen = labels.read_label(form.get("label", ""), desk.library)
    problem = NO_LABEL if chosen is None else NONE_TICKED if not meant else None
    if chosen is None or problem:
        at = _number(form.get("like", ""))
        shown = {"problem": problem, "chosen": form.get("label", ""), "ticked": ticked, "status": 400}
        return _group_page(request, here, at, **shown) if at is not None else _groups_page(request, here, **shown)
    with desk.database.session() as session:
        done = labels.label(session, meant, chosen, person.name)
        if done:
            audit.note(session, person, "labelled messages", f"{done}: {chosen.topic or chosen.kind}")
    told = {"labelled": done, "of": len(meant)}
    rest = next((number for number in of_group if number not in meant), None)
    if rest is not None and "like" in form:
        return RedirectResponse(f"{here}{GROUP}?{urlencode({'like': rest, **told})}", 303)
    return RedirectResponse(f"{here}?{urlencode(told)}", 303)


def take_label_back(request: Request) -> Response:
    """List a message again."""
    number = _number(request.state.form.get("message", ""))
    with desk_of(request).database.session() as session:
        if number is not None and labels.take_back(session, number):
            audit.note(session, request.state.person, "took a label back", str(number))
    return RedirectResponse(f"{PATH}/labelled", 303)


def export(request: Request) -> Response:
    """Labelled messages as a file of training examples, for an engineer."""
    desk, today = desk_of(request), datetime.date.today()
    with desk.database.session() as session:
        found = labels.labelled(session, desk.library)
        audit.note(session, request.state.person, "downloaded labelled messages")
    intents = {OUT_OF_SCOPE, *desk.library.topics}
    said = ((each.text, _intent(each.label)) for each in found if not each.tapped)
    file = as_examples(((text, intent) for text, intent in said if intent in intents), today)
    headers = {"Content-Disposition": f'attachment; filename="labelled-messages-{today.isoformat()}.yml"'}
    return Response(file, media_type="application/yaml", headers=headers)


def _intent(label: labels.Label) -> str:
    return OUT_OF_SCOPE if label.kind == NOT_OURS else label.topic or ""


def _groups_page(request: Request, here: str, **shown: Any) -> Response:
    seen, at = overview(desk_of(request), LISTINGS[here]), _page(request)
    first = at * GROUPS_ON_A_PAGE
    pages = _pages(here, at, len(seen.groups), GROUPS_ON_A_PAGE)
    values = {**_shared(request, here, seen), **pages, **shown}
    groups = seen.groups[first : first + GROUPS_ON_A_PAGE]
    return render(request, "learn/groups.html", groups=groups, first=first, **values)


def _group_page(request: Request, here: str, like: int | None, **shown: Any) -> Response:
    desk = desk_of(request)
    seen, at = overview(desk, LISTINGS[here]), _page(request)
    group = seen.group_of(like) if like is not None else None
    if group is None:
        return render(request, "learn/gone.html", status=404, here=here)
    first = at * MESSAGES_ON_A_PAGE
    messages = [
        (each, words.clock(desk.library, each.at)) for each in group.messages[first : first + MESSAGES_ON_A_PAGE]
    ]
    pages = _pages(f"{here}{GROUP}?like={group.typical.id}", at, len(group.messages), MESSAGES_ON_A_PAGE)
    values = {"group": group, "messages": messages, **_shared(request, here, seen), **pages, **shown}
    return render(request, "learn/group.html", conversation=_conversation, box=BOX, **values)


def _shared(request: Request, here: str, seen: Overview) -> dict[str, Any]:
    library = desk_of(request).library
    labelled, of = (_number(request.query_params.get(name, "")) for name in ("labelled", "of"))
    return {
        "seen": seen,
        "here": here,
        "subjects": [(name, [library.topics[id] for id in ids]) for name, ids in library.subjects.items()],
        "of_topic": OF_TOPIC,
        "others": labels.NAMES,
        "done": (labelled, of) if labelled is not None and of is not None else None,
        "problem": None,
        "chosen": "",
        "ticked": set(),
        "first_words": words.first_words,
    }


def _pages(path: str, at: int, total: int, on_a_page: int) -> dict[str, Any]:
    """Links to the pages before and after."""
    joined = f"{path}{'&' if '?' in path else '?'}page="
    last = max(0, (total - 1) // on_a_page)
    return {
        "at": at + 1,
        "last": last + 1,
        "newer": f"{joined}{min(at, last + 1)}" if at > 0 else None,
        "older": f"{joined}{at + 2}" if at < last else None,
    }


def _page(request: Request) -> int:
    return max(0, (_number(request.query_params.get("page", "")) or 1) - 1)


def _number(text: str) -> int | None:
    # No database has more rows, and none takes a larger number.
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _numbers(text: str) -> list[int]:
    found = (_number(each) for each in text.split(","))
    return [number for number in found if number is not None]


def _conversation(of: str) -> str:
    return f"/inbox/chat?of={quote(of, safe='')}"


PAGES: list[Page] = [
    *(page(here, show_groups, roles=ROLES) for here in LISTINGS),
    *(page(f"{here}{GROUP}", show_group, roles=ROLES) for here in LISTINGS),
    page(f"{PATH}/label", label_messages, method="POST", roles=ROLES),
    page(f"{PATH}/labelled", show_labelled, roles=ROLES),
    page(f"{PATH}/take-back", take_label_back, method="POST", roles=ROLES),
    page(f"{PATH}/export", export, roles=ROLES),
    page(f"{PATH}/due", show_due, roles=ROLES),
]
ENTRY = Entry("Learn", PATH, frozenset(ROLES), "What the chat did not understand, and what it should have been.")
