"""The search page: a field, and results that follow the typing."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from liverguide.desk.answers import shown
from liverguide.desk.assistant import AssistantAway
from liverguide.desk.desk import desk_of
from liverguide.desk.find.search import find
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people.accounts import ROLES

PATH = "/find"
LONGEST_QUERY = 300
# One or two letters mean nothing yet.
SHORTEST_UNDERSTOOD = 3
DANGER_TOPIC = "when_to_get_help"


def show_search(request: Request) -> Response:
    """The whole page; it works without the script, by pressing Enter."""
    return render(request, "find/page.html", **_results(request))


def show_results(request: Request) -> Response:
    """The results alone, for the script."""
    return render(request, "find/results.html", **_results(request))


def _results(request: Request) -> dict[str, Any]:
    desk = desk_of(request)
    library = desk.library
    query = request.query_params.get("q", "").strip()[:LONGEST_QUERY]
    meaning: dict[str, float] = {}
    danger, away = False, None
    if len(query) >= SHORTEST_UNDERSTOOD:
        try:
            understood = desk.assistant.understand(query)
            meaning = {guess["name"]: guess["confidence"] for guess in understood["intent_ranking"] or []}
            danger = bool(understood["red_flag"])
        except AssistantAway as error:
            away = f"{error} Until then the search goes by letters only."
    # In an emergency there is one thing to say, and nothing to look through.
    found = [library.topics[DANGER_TOPIC]] if danger else [hit.topic for hit in find(library, query, meaning)]
    return {
        "query": query,
        "topics": [shown(library, topic) for topic in found],
        "danger": danger,
        "emergency": library.clinic.emergency,
        "away": away,
        "subjects": [(name, [library.topics[id] for id in ids]) for name, ids in library.subjects.items()],
    }


PAGES: list[Page] = [page(PATH, show_search, roles=ROLES), page(f"{PATH}/results", show_results, roles=ROLES)]
ENTRY = Entry("Find", PATH, frozenset(ROLES), "What to tell a caller, what not to say, and where it comes from.")
