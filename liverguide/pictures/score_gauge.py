"""A MELD score on its scale from 6 to 40."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from liverguide.explanations.meld_outcome import MeldOutcome
from liverguide.library import Library
from liverguide.pictures.picture import BasePicture, Part

LOWEST, HIGHEST = 6, 40
# The steps that the topic "What my MELD means" states, from Wiesner 2003: of the first MELD, and of no other version.
FIRST_MELD = "MELD"
STEPS = ((6, 9), (10, 19), (20, 29), (30, 39), (40, 40))


class Band(Part):
    """A step of severity, both ends included. In the data the fields are called "from" and "to"."""

    start: int
    end: int
    label: str

    class Config:
        """Settings of pydantic."""

        fields: ClassVar[dict[str, Any]] = {"start": "from", "end": "to"}


class OtherScore(Part):
    """Another version from the same values."""

    name: str
    score: int


class ScoreGauge(BasePicture):
    """`bands` is empty for a version whose steps nobody has stated."""

    kind: Literal["score_gauge"] = "score_gauge"
    name: str
    score: int
    low: int = LOWEST
    high: int = HIGHEST
    bands: tuple[Band, ...]
    others: tuple[OtherScore, ...]


def score_gauge(library: Library, outcome: MeldOutcome) -> ScoreGauge:
    """The newest version that could be computed, with the others beside it."""
    best = outcome.best
    bands = _bands(library) if best.name == FIRST_MELD else ()
    others = [OtherScore(name=score.name, score=score.score) for score in outcome.others]
    others += [
        OtherScore(name=library.phrase("picture.gauge.by_sex", version=score.name, sex=sex), score=score.score)
        for sex, score in outcome.by_sex.items()
    ]
    said = [
        library.phrase("picture.gauge.scale", low=LOWEST, high=HIGHEST),
        library.phrase("picture.gauge.mark", version=best.name, score=best.score),
    ]
    if bands:
        listed = "; ".join(_in_words(library, band) for band in bands)
        own = next(band for band in bands if band.start <= best.score <= band.end)
        said.append(library.phrase("picture.gauge.bands", list=listed))
        said.append(library.phrase("picture.gauge.own_band", band=_in_words(library, own)))
    if others:
        listed = "; ".join(
            library.phrase("picture.gauge.other", version=other.name, score=other.score) for other in others
        )
        said.append(library.phrase("picture.gauge.others", list=listed))
    notes = (library.phrase("picture.gauge.steps_of_first" if bands else "picture.gauge.no_steps"),)
    return ScoreGauge(
        title=library.phrase("picture.gauge.title", version=best.name, score=best.score),
        alt=" ".join([*said, *notes]),
        notes=notes,
        name=best.name,
        score=best.score,
        bands=bands,
        others=tuple(others),
    )


def _bands(library: Library) -> tuple[Band, ...]:
    return tuple(Band(start=a, end=b, label=library.phrase(f"picture.gauge.step_{a}")) for a, b in STEPS)


def _in_words(library: Library, band: Band) -> str:
    single = band.start == band.end
    return library.phrase(
        "picture.gauge.single_band" if single else "picture.gauge.band",
        first=band.start,
        last=band.end,
        label=band.label,
    )
