"""The calculator's form and its result."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from liverguide.desk.answers import as_html
from liverguide.desk.desk import desk_of
from liverguide.desk.pages import Entry, Page, page, render
from liverguide.desk.people.accounts import ROLES
from liverguide.desk.score.form import ScoreForm, read_form
from liverguide.explanations import formatting, score_result
from liverguide.explanations.meld_outcome import compute
from liverguide.explanations.value import explain_value
from liverguide.library import Library
from liverguide.library.entries import Source
from liverguide.library.library import CitedText
from liverguide.pictures import Picture, score_gauge, score_shares
from liverguide.pictures.png import png
from liverguide.scores import AgeNotCovered, ImpossibleInput

PATH = "/score"


@dataclass(frozen=True)
class Part:
    """A piece of the result: words with footnotes of their own, and perhaps a picture."""

    text: Markup
    sources: tuple[Source, ...] = ()
    image: str | None = None
    describes: str = ""


def show_form(request: Request) -> Response:
    """The empty form."""
    return render(request, "score/page.html", form=read_form({}, asked=False), parts=[], problem=None)


def show_score(request: Request) -> Response:
    """The score of what was typed, or what is missing for it."""
    form = read_form(request.state.form, asked=True)
    library = desk_of(request).library
    parts: list[Part] = []
    problem = None
    if form.is_complete:
        try:
            parts = list(_result(library, form))
        except AgeNotCovered:
            problem = library.phrase("score.too_young")
        except ImpossibleInput as error:
            shown = formatting.with_conversion(form.labs[error.analyte]) if error.analyte in form.labs else error.value
            name = formatting.display_name(error.analyte)
            problem = library.phrase("score.impossible", name=name, value=shown, range=error.allowed)
    else:
        problem = "The score needs the marked fields."
    return render(request, "score/page.html", form=form, parts=parts, problem=problem)


def _result(library: Library, form: ScoreForm) -> list[Part]:
    outcome = compute(form.labs, form.circumstances)
    read = score_result.read_back(library, form.labs, form.circumstances, outcome)
    shares = score_result.shares(library, form.labs, outcome)
    return [
        _part(library, score_result.headline(library, outcome), score_gauge(library, outcome)),
        Part(as_html(read)),
        _part(library, shares, score_shares(library, outcome.best)),
        *(_part(library, explain_value(library, lab)) for lab in form.labs.values()),
        Part(as_html(library.phrase("score.leaves_out"))),
    ]


def _part(library: Library, cited: CitedText, picture: Picture | None = None) -> Part:
    sources = tuple(library.sources[key] for key in cited.sources)
    if picture is None:
        return Part(as_html(cited.text), sources)
    image = "data:image/png;base64," + base64.b64encode(png(picture)).decode("ascii")
    return Part(as_html(cited.text), sources, image, picture.alt)


PAGES: list[Page] = [page(PATH, show_form, roles=ROLES), page(PATH, show_score, method="POST", roles=ROLES)]
ENTRY = Entry("Score", PATH, frozenset(ROLES), "Work out a MELD score from the numbers on a lab report.")
