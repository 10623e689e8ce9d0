"""The inbox's pages, the parts of them that are asked for again and again, and what staff do in a conversation."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from sqlalchemy.orm import Query, Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from liverguide.desk.assistant import AssistantAway, Declined
from liverguide.desk.desk import desk_of
from liverguide.desk.inbox import words
from liverguide.desk.inbox.conversation import View, view
from liverguide.desk.inbox.listing import listed
from liverguide.desk.inbox.writing import LONGEST_TEXT, as_sent
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people import audit, sessions
from liverguide.desk.people.accounts import Person, Role
from liverguide.desk.recording import Recorder
from liverguide.storage import callbacks
from liverguide.storage.desk_records import CALL, DONE, UNATTENDED, DeskConversation, DeskRequest

# Who looks after the machine has no business in what patients write.
ROLES: tuple[Role, ...] = ("desk", "clinician")
READ = "read a conversation"


def show_inbox(request: Request) -> Response:
    """The whole list."""
    return render(request, "inbox/inbox.html", **_list(request))


def show_list(request: Request) -> Response:
    """The list alone, for the page that asks whether there is anything new."""
    return _unless_known(request, render(request, "inbox/list.html", **_list(request)))


def show_conversation(request: Request) -> Response:
    """One conversation. Who opens it has seen its emergency."""
    with desk_of(request).database.session() as session:
        known = session.get(DeskConversation, request.query_params.get("of", ""))
        if known is not None and known.red_flag is not None and known.red_flag_seen_by is None:
            known.red_flag_seen_by = request.state.person.name
    return _conversation(request, request.query_params.get("of", ""))


def show_conversation_part(request: Request) -> Response:
    """What of the conversation changes, for the open page."""
    seen = _view(request, request.query_params.get("of", ""), again=True)
    if seen is None:
        return render(request, "inbox/gone_part.html", status=404)
    return _unless_known(request, render(request, "inbox/conversation_fresh.html", **_shown(request, seen)))


def take(request: Request) -> Response:
    """Join the chat."""
    return _order(request, "took over a conversation", lambda of, person: desk_of(request).assistant.take(
        of, person.name, person.shown
    ))  # fmt: skip


def say(request: Request) -> Response:
    """Write to the person."""
    form = request.state.form
    typed = form.get("text", "")
    text = as_sent(typed)
    if not text or len(text) > LONGEST_TEXT:
        problem = f"Write something of at most {LONGEST_TEXT} characters."
        return _conversation(request, form.get("of", ""), problem, typed, form.get("id", ""))
    # The same words sent again, because nobody knows whether they arrived, are one message; other words are another.
    message_id = hashlib.sha256(f"{form.get('id', '')} {text}".encode()).hexdigest()[:32]
    return _order(request, "wrote in a conversation", lambda of, person: desk_of(request).assistant.say(
        of, person.name, person.shown, message_id, text
    ), typed)  # fmt: skip


def hand_back(request: Request) -> Response:
    """Leave the chat to the assistant."""
    return _order(request, "handed a conversation back", lambda of, person: desk_of(request).assistant.hand_back(
        of, person.name, person.shown
    ))  # fmt: skip


def mark_done(request: Request) -> Response:
    """Somebody has called back. What was asked for since the page was drawn stays open."""
    form, person = request.state.form, request.state.person
    of = form.get("of", "")
    with desk_of(request).database.session() as session:
        done = _requests(session, of).filter(DeskRequest.kind == CALL, DeskRequest.id <= _number(form.get("request")))
        if done.update({"state": DONE, "closed": time.time(), "taken_by": person.name}, False):
            called = session.query(callbacks.Callback).filter(
                callbacks.Callback.conversation == of, callbacks.Callback.status == callbacks.OPEN,
                callbacks.Callback.id <= _number(form.get("callback")),
            )  # fmt: skip
            called.update({"status": callbacks.DONE}, False)
            audit.note(session, person, "marked a call-back as done", of)
    return RedirectResponse("/inbox", 303)


def put_aside(request: Request) -> Response:
    """Nobody joins any more: the person was told so, and the request need not stand in the list for ever."""
    of, person = request.state.form.get("of", ""), request.state.person
    with desk_of(request).database.session() as session:
        told = _requests(session, of).filter(DeskRequest.kind != CALL, DeskRequest.state == UNATTENDED)
        if told.update({"state": DONE, "closed": time.time(), "taken_by": person.name}, False):
            audit.note(session, person, "took a request off the list", of)
    return RedirectResponse("/inbox", 303)


def mark_seen(request: Request) -> Response:
    """Somebody has seen an emergency while the conversation was open before them; a later one is yet to be seen."""
    form = request.state.form
    of = form.get("of", "")
    with desk_of(request).database.session() as session:
        known = session.get(DeskConversation, of)
        if known is not None and repr(known.red_flag_at) == form.get("at"):
            known.red_flag_seen_by = request.state.person.name
            audit.note(session, request.state.person, "saw an emergency", of)
    return RedirectResponse(_address(of), 303)


def _order(request: Request, did: str, order: Callable[[str, Person], None], text: str = "") -> Response:
    form, person = request.state.form, request.state.person
    of = form.get("of", "")
    try:
        order(of, person)
    except (AssistantAway, Declined) as error:
        return _conversation(request, of, str(error), text, form.get("id", ""))
    database = desk_of(request).database
    with database.session() as session:
        audit.note(session, person, did, of)
    Recorder(database).record()  # so that the page shows it at once
    return RedirectResponse(_address(of), 303)


def _conversation(
    request: Request, of: str, problem: str | None = None, text: str = "", message_id: str = ""
) -> Response:
    seen = _view(request, of)
    if seen is None:
        return render(request, "inbox/gone.html", status=404, text=text)
    new_id = message_id or secrets.token_hex(12)
    shown = {**_shown(request, seen), "problem": problem, "text": text, "message_id": new_id}
    return render(request, "inbox/conversation.html", status=409 if problem else 200, **shown)


def _view(request: Request, of: str, again: bool = False) -> View | None:
    """The conversation, and a note that it was read; `again`: by a page that is open, which is one reading."""
    desk, person = desk_of(request), request.state.person
    with desk.database.session() as session:
        seen = view(session, desk.library, of)
        if seen is not None and not (again and audit.has_done(session, person, READ, of, sessions.LONGEST_SECONDS)):
            audit.note(session, person, READ, of)
        return seen


def _shown(request: Request, seen: View) -> dict[str, Any]:
    mine = seen.taken_by == request.state.person.name
    return {"view": seen, "mine": mine, "longest_text": LONGEST_TEXT, "page_address": _address(seen.conversation)}


def _requests(session: Session, of: str) -> Query[DeskRequest]:
    return session.query(DeskRequest).filter(DeskRequest.conversation == of, DeskRequest.state != DONE)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 16 else 0


def _list(request: Request) -> dict[str, Any]:
    desk = desk_of(request)
    asked = request.query_params.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    with desk.database.session() as session:
        inbox = listed(session, request.state.person.name, number)
    front_desk = desk.library.clinic.front_desk
    return {
        "inbox": inbox,
        "ago": words.waiting,
        "address": _address,
        "red_flag_name": words.red_flag_name,
        "is_open": front_desk.is_open(time.time()) if front_desk else None,
    }


def _unless_known(request: Request, answer: Response) -> Response:
    """The answer, or 304 for a page that has it already."""
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    answer.headers["ETag"] = tag
    return answer


def _address(of: str) -> str:
    return f"/inbox/chat?of={quote(of, safe='')}"


PAGES: list[Page] = [
    page("/inbox", show_inbox, roles=ROLES),
    page("/inbox/list", show_list, roles=ROLES, in_use=False),
    page("/inbox/chat", show_conversation, roles=ROLES),
    page("/inbox/chat/part", show_conversation_part, roles=ROLES, in_use=False),
    page("/inbox/take", take, method="POST", roles=ROLES),
    page("/inbox/say", say, method="POST", roles=ROLES),
    page("/inbox/hand-back", hand_back, method="POST", roles=ROLES),
    page("/inbox/done", mark_done, method="POST", roles=ROLES),
    page("/inbox/aside", put_aside, method="POST", roles=ROLES),
    page("/inbox/seen", mark_seen, method="POST", roles=ROLES),
]
NAVIGATION: list[Entry] = [
    Entry("Inbox", "/inbox", frozenset(ROLES), "Emergencies, call-backs, and chats that want somebody to join.")
]
