"""Pictures as PNG files, 800 pixels wide, for channels that can't draw the data themselves.

matplotlib is used without pyplot, whose state is shared by all threads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from liverguide.pictures import BeforeAfter, Picture, RangeStrip, ScoreGauge, ScoreShares, numbers
from liverguide.pictures.canvas import BIG, GRAY, PALE, SMALL, Canvas
from liverguide.pictures.scale import Scale

STRIP = 46
RANGE_HATCH = "//"
# From the mildest step to the most urgent one: more ink, so that the order is seen without colour.
BAND_HATCHES = ("", "..", "//", "xx", "***")
# Of different size, so that two on the same score are both seen.
OTHER_MARKS = (("o", 38.0), ("s", 24.0), ("D", 11.0))


def png(picture: Picture) -> bytes:
    """The picture as a PNG file. May be called from any thread."""
    return draw(picture).png()


def draw(picture: Picture) -> Canvas:
    """The picture on a sheet of its own."""
    sheet = Canvas()
    sheet.paragraph(picture.title, size=BIG, bold=True)
    sheet.y += 12
    DRAWN_BY[type(picture)](sheet, picture)
    sheet.y += 8
    for note in picture.notes:
        sheet.paragraph(note)
    return sheet


def _gauge(sheet: Canvas, picture: ScoreGauge) -> None:
    """Every whole score has a cell of its own, so that the step "40" can be seen."""
    cells = Scale(picture.low - 0.5, picture.high + 0.5, "linear")

    def x(score: float) -> float:
        return sheet.across(cells.share(score))

    sheet.label(str(picture.score), x(picture.score), size=BIG, bold=True)
    sheet.y += 26
    sheet.mark(x(picture.score), sheet.y - 6, "v", size=26)
    sheet.y += 14
    top, bottom = sheet.y, sheet.y + STRIP
    bands = list(zip(picture.bands, BAND_HATCHES[: len(picture.bands)], strict=True))
    if bands:
        for band, hatch in bands:
            sheet.box(x(band.start - 0.5), x(band.end + 0.5), top, bottom, hatch=hatch)
    else:
        sheet.box(sheet.left, sheet.right, top, bottom, face=PALE)
    others = list(zip(picture.others, OTHER_MARKS[: len(picture.others)], strict=True))
    for other, (shape, size) in others:
        sheet.mark(x(other.score), (top + bottom) / 2, shape, size=size, filled=False)
    sheet.y = bottom + 6
    _ends(sheet, str(picture.low), str(picture.high))
    for band, hatch in bands:
        own = band.start <= picture.score <= band.end
        span = str(band.start) if band.start == band.end else f"{band.start}–{band.end}"
        sheet.box(sheet.left, sheet.left + 44, sheet.y + 2, sheet.y + 30, hatch=hatch)
        sheet.paragraph(f"{span}: {band.label}", bold=own, indent=62)
        sheet.y += 6
    for other, (shape, size) in others:
        sheet.mark(sheet.left + 22, sheet.y + 18, shape, size=size, filled=False)
        sheet.paragraph(f"{other.name}: {other.score}", indent=62)
        sheet.y += 10


def _strip(sheet: Canvas, picture: RangeStrip) -> None:
    scale = Scale(*picture.scale, picture.scale_kind)
    mark = sheet.across(scale.share(picture.value))
    sheet.label(picture.shown, mark, bold=True)
    sheet.y += 24
    sheet.mark(mark, sheet.y - 6, "v", size=24)
    sheet.y += 12
    _scale_with_range(sheet, scale, picture.typical)
    middle = sheet.y + STRIP / 2
    if picture.arrow:
        # Toward the range, and never over it.
        goal = sheet.across(scale.share(picture.typical[1] if picture.arrow == "down" else picture.typical[0]))
        length = min(abs(goal - mark), 130.0)
        sheet.arrow(mark, mark + (length if goal > mark else -length), middle)
    sheet.line(mark, mark, sheet.y - 4, sheet.y + STRIP + 4, width=5)
    sheet.y += STRIP + 6
    _ends(sheet, numbers.plain(picture.scale[0]), numbers.plain(picture.scale[1]))
    _swatch(sheet, picture.range_shown)
    if picture.arrow:
        place = sheet.y + 18
        ends = (sheet.left, sheet.left + 44)
        sheet.arrow(*(ends if picture.arrow == "up" else ends[::-1]), place)
        sheet.paragraph(picture.arrow_label[0].upper() + picture.arrow_label[1:], indent=62)


def _shares(sheet: Canvas, picture: ScoreShares) -> None:
    amounts = [picture.base, *(share.points for share in picture.shares)]
    low, high = min(0.0, *amounts), max(*amounts)
    scale = Scale(low, high, "linear")
    zero = sheet.across(scale.share(0.0))

    def bar(name: str, points: float, shown: str, hatch: str, face: str) -> None:
        sheet.row(name, shown, bold_end=True)
        end = sheet.across(scale.share(points))
        if points:
            sheet.box(min(zero, end), max(zero, end), sheet.y, sheet.y + 24, face=face, hatch=hatch)
        else:
            sheet.line(zero, zero, sheet.y, sheet.y + 24, width=4)
        sheet.y += 24 + 14

    bar(picture.base_label, picture.base, numbers.plain(picture.base), "..", "#ffffff")
    for share in picture.shares:
        bar(share.name, share.points, numbers.points(share.points), "", GRAY)
    sheet.line(sheet.left, sheet.right, sheet.y, sheet.y, width=3)
    sheet.y += 8
    sheet.text(str(picture.score), sheet.right, sheet.y, size=BIG, bold=True, align="right")
    sheet.paragraph(picture.total_label, size=BIG, bold=True)


def _change(sheet: Canvas, picture: BeforeAfter) -> None:
    for row in picture.rows:
        sheet.row(row.name, f"{row.before_shown} → {row.after_shown}", bold_start=True)
        sheet.y += 4
        scale = Scale(*row.scale, row.scale_kind)
        _scale_with_range(sheet, scale, row.typical)
        _move(sheet, scale, row.before, row.after)
        sheet.row(row.verdict[0].upper() + row.verdict[1:], row.typical_shown)
        sheet.y += 18
    if picture.score:
        score = picture.score
        sheet.row(score.name, f"{score.before} → {score.after}", bold_start=True)
        sheet.y += 4
        sheet.box(sheet.left, sheet.right, sheet.y, sheet.y + STRIP)
        _move(sheet, Scale(score.low, score.high, "linear"), score.before, score.after)
        _ends(sheet, str(score.low), str(score.high))
        sheet.paragraph(score.verdict)
        sheet.y += 10


def _move(sheet: Canvas, scale: Scale, before: float, after: float) -> None:
    """An open circle for the earlier value, a full one for the newer, and the way between them."""
    old, new = (sheet.across(scale.share(value)) for value in (before, after))
    middle = sheet.y + STRIP / 2
    sheet.line(old, new, middle, middle, width=5)
    sheet.mark(old, middle, "o", size=26, filled=False)
    sheet.mark(new, middle, "o", size=18)
    sheet.y += STRIP + 6


def _scale_with_range(sheet: Canvas, scale: Scale, span: tuple[float, float]) -> None:
    """The strip itself: white, with its range gray and hatched, and a small line for each power of ten."""
    top, bottom = sheet.y, sheet.y + STRIP
    sheet.box(sheet.left, sheet.right, top, bottom)
    start, end = (sheet.across(scale.share(limit)) for limit in span)
    sheet.box(start, end, top, bottom, face=PALE, hatch=RANGE_HATCH)
    for value in scale.tenfold_marks():
        x = sheet.across(scale.share(value))
        sheet.line(x, x, bottom - 16, bottom)


def _ends(sheet: Canvas, low: str, high: str) -> None:
    sheet.text(low, sheet.left, sheet.y)
    sheet.text(high, sheet.right, sheet.y, align="right")
    sheet.y += SMALL * 1.7


def _swatch(sheet: Canvas, text: str) -> None:
    sheet.box(sheet.left, sheet.left + 44, sheet.y + 2, sheet.y + 30, face=PALE, hatch=RANGE_HATCH)
    sheet.paragraph(text, indent=62)
    sheet.y += 8


DRAWN_BY: dict[type, Callable[[Canvas, Any], None]] = {
    ScoreGauge: _gauge,
    RangeStrip: _strip,
    ScoreShares: _shares,
    BeforeAfter: _change,
}
