"""How each part of a MELD counts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from liverguide.explanations import formatting
from liverguide.labs import catalogue
from liverguide.library import Library
from liverguide.pictures import numbers
from liverguide.pictures.picture import BasePicture, Part
from liverguide.scores import Score

# Parts of the person that are no blood test; they count for some people only.
OF_THE_PERSON = ("sex", "age")
MOST_DECIMALS = 6


class Share(Part):
    """The points that one part adds (or takes off, when negative), to one decimal."""

    name: str
    points: float


class ScoreShares(BasePicture):
    """`base` is where the formula starts. What rounding and the cap at 40 change stands in `notes`."""

    kind: Literal["score_shares"] = "score_shares"
    name: str
    shares: tuple[Share, ...]
    base: float
    base_label: str
    score: int
    total_label: str


def score_shares(library: Library, score: Score) -> ScoreShares:
    """The shares of each part that counts in this score."""
    parts = {
        name: points for name, points in score.indicator_shares.items() if name not in OF_THE_PERSON or points != 0
    }
    shares = tuple(Share(name=_name(library, name), points=_one_decimal(points)) for name, points in parts.items())
    base = _one_decimal(score.shares["constant"])
    notes = _notes(library, score, base, shares)
    listed = "; ".join(_in_words(library, share) for share in shares)
    base_label = library.phrase("picture.shares.base")
    said = [
        library.phrase("picture.shares.bars", version=score.name),
        library.phrase("picture.shares.start", base=numbers.plain(base)),
        library.phrase("picture.shares.list", list=listed),
    ]
    total_label = library.phrase("picture.shares.total", version=score.name)
    return ScoreShares(
        title=library.phrase("picture.shares.title", version=score.name, score=score.score),
        alt=" ".join([*said, *notes]),
        notes=notes,
        name=score.name,
        shares=shares,
        base=base,
        base_label=base_label,
        score=score.score,
        total_label=total_label,
    )


def _notes(library: Library, score: Score, base: float, shares: tuple[Share, ...]) -> tuple[str, ...]:
    """How the parts become the score: every step that they alone do not explain."""
    notes = []
    inner = _one_decimal(score.shares.get("meld_i_rounding", 0.0))
    if inner:
        change = "adds" if inner > 0 else "takes_off"
        notes.append(library.phrase(f"picture.shares.inner_rounding_{change}", points=numbers.plain(abs(inner))))
    cap = score.shares["cap"]
    total, decimals = _total(score.unrounded - cap, None if cap else score.score)
    if cap:
        notes.append(library.phrase("picture.shares.capped", sum=total, score=score.score))
    elif Decimal(total) == score.score:
        notes.append(library.phrase("picture.shares.sum", score=score.score))
    else:
        notes.append(library.phrase("picture.shares.rounded_sum", sum=total, score=score.score))
    shown = sum((Decimal(str(points)) for points in (base, inner, *(share.points for share in shares))), Decimal(0))
    if decimals > 1 or shown != Decimal(total):
        notes.append(library.phrase("picture.shares.parts_rounded"))
    return tuple(notes)


def _total(exact: float, score: int | None) -> tuple[str, int]:
    """The sum with as many decimals as it takes to see that it rounds to `score`: 19.48 is not told as 19.5."""
    written = Decimal(format(exact, ".12g"))
    for decimals in range(1, MOST_DECIMALS):
        shown = written.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        if score is None or int(shown.quantize(Decimal(1), rounding=ROUND_HALF_UP)) == score:
            break
    return formatting.number(float(shown), decimals), decimals


def _in_words(library: Library, share: Share) -> str:
    shown = numbers.plain(abs(share.points))
    change = "adds_nothing" if share.points == 0 else "adds" if share.points > 0 else "takes_off"
    return library.phrase(f"picture.shares.{change}", name=share.name, points=shown)


def _name(library: Library, part: str) -> str:
    return formatting.display_name(part) if part in catalogue() else library.phrase(f"picture.shares.{part}")


def _one_decimal(points: float) -> float:
    return round(points, 1) + 0.0  # no -0.0
