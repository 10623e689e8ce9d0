"""Choosing topics, and the page made of them."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Sequence

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from liverguide.desk.answers import ShownTopic, shown
from liverguide.desk.desk import desk_of
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people.accounts import ROLES

PATH = "/handouts"


def show_choice(request: Request) -> Response:
    """All topics, to be ticked."""
    library = desk_of(request).library
    subjects = [(name, [library.topics[id] for id in ids]) for name, ids in library.subjects.items()]
    return render(request, "handouts/choice.html", subjects=subjects, problem=None)


def show_handout(request: Request) -> Response:
    """The ticked topics on one page, in the order of the content."""
    library = desk_of(request).library
    wanted = set(request.query_params.getlist("topic"))
    topics = [shown(library, topic) for topic in library.topics.values() if topic.id in wanted]
    if not topics:
        subjects = [(name, [library.topics[id] for id in ids]) for name, ids in library.subjects.items()]
        return render(request, "handouts/choice.html", subjects=subjects, problem="Tick at least one topic.")
    address = library.clinic.website.address
    return render(
        request,
        "handouts/page.html",
        topics=topics,
        large="large" in request.query_params,
        printed=datetime.date.today().isoformat(),
        version=version(topics),
        address=address,
        code=qr_code(address) if address else None,
    )


def version(topics: Sequence[ShownTopic]) -> str:
    """Names this wording: the same words have the same version on every machine and day."""
    digest = hashlib.sha256()
    for topic in topics:
        digest.update(f"{topic.id}\n{topic.answer}\n{topic.review}\n".encode())
    return digest.hexdigest()[:8]


def qr_code(address: str) -> Markup:
    """The address as a QR code (SVG)."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=True, scale=3, border=2, title="The clinic's page", omitsize=False
    )
    return Markup(drawn.getvalue().decode("utf-8"))


PAGES: list[Page] = [page(PATH, show_choice, roles=ROLES), page(f"{PATH}/page", show_handout, roles=ROLES)]
ENTRY = Entry("Handouts", PATH, frozenset(ROLES), "Topics on paper, for people to take home.")
