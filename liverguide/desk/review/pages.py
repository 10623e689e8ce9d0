"""The list of topics with their review states, and one topic to be signed or sent back."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from liverguide.desk.answers import as_html
from liverguide.desk.desk import desk_of
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people import audit
from liverguide.desk.people.accounts import ROLES, Role
from liverguide.desk.review.decisions import CannotBeWritten, DecidedMeanwhile, send_back, sign
from liverguide.desk.review.differences import differences
from liverguide.desk.review.states import State, TopicState, state_of
from liverguide.library import Library, current_library
from liverguide.library.entries import Marker, Source
from liverguide.library.placeholders import fill
from liverguide.paths import reviews_file

PATH = "/review"
SIGNERS: tuple[Role, ...] = ("clinician", "admin")
LONGEST_NOTE = 2000
CHANGED_MEANWHILE = "The text or its review changed meanwhile. Nothing was stored. Look at it again as it is now."
NOT_READ = "Tick that you have read the text, then sign."
NO_NOTE = "Write what is to change, then send it back."
NO_TOPIC = "There is no such topic. It may have been removed meanwhile."
# What the fields are called on the page, in the words of docs/editing.md.
FIELD_NAMES = {
    "title": "Title", "short": "Short form", "answer": "Answer", "say": "Read aloud", "avoid": "Don't say",
    "statistics": "Statistics", "evidence": "Kind of evidence", "sources": "Sources",
}  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A text as people see it, with the sources of its footnotes in order."""

    text: Markup
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ReadSource:
    """A source and how far it was read when the text was written."""

    source: Source
    read: str


def show_list(request: Request) -> Response:
    """All topics by subject."""
    library = current_library(look_now=True)
    today = datetime.date.today()
    subjects = [
        (name, [state_of(library, library.topics[id], today) for id in ids]) for name, ids in library.subjects.items()
    ]
    counts = {state: sum(each.state is state for _, states in subjects for each in states) for state in State}
    return render(request, "review/list.html", subjects=subjects, counts=counts, State=State)


def show_topic(request: Request) -> Response:
    """One topic as people see it, with what changed since it was signed."""
    return _topic_page(request, current_library(look_now=True))


def sign_topic(request: Request) -> Response:
    """Sign the version that was shown."""
    file, by, today = reviews_file(), request.state.person.shown, datetime.date.today()
    problem = None if request.state.form.get("read") else NOT_READ
    return _decided(request, "signed", problem, lambda shown: sign(file, shown, by, today))


def send_topic_back(request: Request) -> Response:
    """Send the version that was shown back to the editor."""
    file, by, today = reviews_file(), request.state.person.shown, datetime.date.today()
    note = request.state.form.get("note", "").replace("\r\n", "\n").strip()[:LONGEST_NOTE]
    problem = None if note else NO_NOTE
    return _decided(request, "sent back", problem, lambda shown: send_back(file, shown, by, today, note))


def _decided(request: Request, did: str, problem: str | None, decide: Callable[[TopicState], None]) -> Response:
    library = current_library(look_now=True)
    topic = library.topics.get(request.path_params["topic"])
    if topic is None:
        return render(request, "refused.html", status=404, problem=NO_TOPIC)
    shown = state_of(library, topic, datetime.date.today())
    if problem:
        return _topic_page(request, library, problem, status=422)
    if request.state.form.get("seen") != shown.seen:
        return _topic_page(request, library, CHANGED_MEANWHILE, status=409)
    try:
        with desk_of(request).database.session() as session:
            # Noted first: if this fails nothing is decided, and if that fails nothing is noted.
            audit.note(session, request.state.person, f"{did} a text", f"{topic.id} {shown.version}")
            session.flush()
            decide(shown)
    except DecidedMeanwhile:
        return _topic_page(request, current_library(look_now=True), CHANGED_MEANWHILE, status=409)
    except CannotBeWritten as error:
        return _topic_page(request, library, str(error), status=503)
    return RedirectResponse(f"{PATH}/{topic.id}", 303)


def _topic_page(request: Request, library: Library, problem: str | None = None, *, status: int = 200) -> Response:
    topic = library.topics.get(request.path_params["topic"])
    if topic is None:
        return render(request, "refused.html", status=404, problem=NO_TOPIC)
    today = datetime.date.today()
    shown = state_of(library, topic, today)
    facts = library.clinic.placeholders()
    changes = differences(shown.signed.texts, shown.wording) if shown.signed else []
    return render(
        request,
        "review/topic.html",
        status=status,
        problem=problem,
        shown=shown,
        answer=_passage(library, topic.answer),
        short=_passage(library, topic.short),
        statistics=_passage(library, topic.statistics) if topic.statistics else None,
        say=fill(topic.say.strip(), facts),
        avoid=fill(topic.avoid.strip(), facts),
        pieces=[(marker, _pieces(library, marker)) for marker in library.markers.values() if marker.topic == topic.id],
        sources=[
            ReadSource(source, library.phrase(f"sources.read_{source.read}"))
            for source in (library.sources[key] for key in topic.sources)
        ],
        changes=[(FIELD_NAMES.get(change.field, change.field.capitalize()), change) for change in changes],
        may_sign=request.state.person.role in SIGNERS,
        today=today,
        # Nothing typed is lost; only a POST has a form.
        note=request.state.form.get("note", "") if request.method == "POST" else "",
        longest_note=LONGEST_NOTE,
    )


def _passage(library: Library, text: str) -> Passage:
    cited = library.cited(text)
    return Passage(as_html(cited.text), tuple(library.sources[key] for key in cited.sources))


def _pieces(library: Library, marker: Marker) -> list[tuple[str, Passage]]:
    named = (
        ("What it is", marker.what), ("When it is high", marker.high), ("When it is low", marker.low),
        ("In a score", marker.in_score or ""), ("On a report", marker.where),
    )  # fmt: skip
    return [(name, _passage(library, text)) for name, text in named if text.strip()]


PAGES: list[Page] = [
    page(PATH, show_list, roles=ROLES),
    page(f"{PATH}/{{topic}}", show_topic, roles=ROLES),
    page(f"{PATH}/{{topic}}/sign", sign_topic, method="POST", roles=SIGNERS),
    page(f"{PATH}/{{topic}}/send-back", send_topic_back, method="POST", roles=SIGNERS),
]
ENTRY = Entry("Review", PATH, frozenset(ROLES), "The texts as people read them, and who has signed them.")
