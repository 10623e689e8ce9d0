"""A white sheet that is filled from the top, in pixels, with black, gray and hatches: clear without colour."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrow, Rectangle
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D
from PIL import Image

WIDTH = 800
MARGIN = 28
# A phone shows the picture at less than half its size: 26 pixels are then still 12.
SMALL, BIG = 26, 34
INK, GRAY, PALE, PAPER = "#111111", "#555555", "#d9d9d9", "#ffffff"
LINE = 1.32
# How wide a space is in the letter size, in the plain and in the bold face.
SPACES = {False: 0.318, True: 0.348}

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
# One inch is 72 points: at this resolution every size is in pixels.
POINTS_PER_INCH = 72

_drawing = threading.Lock()


@dataclass(frozen=True)
class Words:
    """A line of text with the left end of its baseline."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


class Canvas:
    """Collects shapes; `y` grows downwards and is where the next thing goes. The height follows from what is drawn."""

    def __init__(self) -> None:
        self.y = float(MARGIN)
        self.words: list[Words] = []
        self._figure = Figure(dpi=POINTS_PER_INCH, facecolor=PAPER)
        self._downwards = Affine2D()

    @property
    def left(self) -> float:
        """Where content begins."""
        return float(MARGIN)

    @property
    def right(self) -> float:
        """Where content ends."""
        return float(WIDTH - MARGIN)

    def across(self, share: float) -> float:
        """A place between left (0) and right (1)."""
        return self.left + share * (self.right - self.left)

    def paragraph(self, text: str, *, size: float = SMALL, bold: bool = False, indent: float = 0) -> None:
        """Text over the whole width, as many lines as it takes."""
        for line in lines(text, size, self.right - self.left - indent, bold=bold):
            self.text(line, self.left + indent, self.y, size=size, bold=bold)
            self.y += size * LINE

    def label(self, text: str, x: float, *, size: float = SMALL, bold: bool = False) -> None:
        """One line as near to being centred on `x` as the sheet allows; longer ones become a paragraph."""
        half = width(text, size, bold=bold) / 2
        if 2 * half > self.right - self.left:
            self.paragraph(text, size=size, bold=bold)
            return
        inside = min(max(x, self.left + half), self.right - half)
        self.text(text, inside, self.y, size=size, bold=bold, align="center")
        self.y += size * LINE

    def row(self, start: str, end: str, *, bold_start: bool = False, bold_end: bool = False) -> None:
        """Two texts at the two ends of one line; below each other where they are too long for that."""
        together = width(start, SMALL, bold=bold_start) + width(f"  {end}", SMALL, bold=bold_end)
        if together > self.right - self.left:
            self.paragraph(start, bold=bold_start)
            self.paragraph(end, bold=bold_end)
            return
        self.text(end, self.right, self.y, bold=bold_end, align="right")
        self.paragraph(start, bold=bold_start)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = SMALL,
        bold: bool = False,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """One line with its upper edge at `y`."""
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width(text, size, bold=bold)
        self.words.append(Words(text, x - shift, y + size * 0.95, size, bold))

    def box(self, x0: float, x1: float, y0: float, y1: float, *, face: str = PAPER, hatch: str = "") -> None:
        """A framed rectangle."""
        edge = {"edgecolor": INK, "linewidth": 2}
        self._add(Rectangle((x0, y0), x1 - x0, y1 - y0, facecolor=face, hatch=hatch or None, **edge))

    def line(self, x0: float, x1: float, y0: float, y1: float, *, width: float = 2, color: str = INK) -> None:
        """A straight line."""
        self._add(Line2D([x0, x1], [y0, y1], linewidth=width, color=color))

    def mark(self, x: float, y: float, shape: str, *, size: float = 22, filled: bool = True) -> None:
        """A mark of matplotlib's alphabet, with a white rim so that it stands out on hatches."""
        for rim, fill in ((PAPER, PAPER), (INK, INK if filled else PAPER)):
            self._add(
                Line2D(
                    [x],
                    [y],
                    linestyle="none",
                    marker=shape,
                    markersize=size + (6 if rim == PAPER else 0),
                    markerfacecolor=fill,
                    markeredgecolor=rim,
                    markeredgewidth=3,
                )
            )

    def arrow(self, x0: float, x1: float, y: float) -> None:
        """A level arrow from `x0` to `x1`."""
        shape: dict[str, Any] = {"width": 4, "head_width": 20, "head_length": 20, "length_includes_head": True}
        self._add(FancyArrow(x0, y, x1 - x0, 0, facecolor=INK, edgecolor=INK, **shape))

    def png(self) -> bytes:
        """The sheet as a PNG file."""
        height = round(self.y + MARGIN)
        self._downwards.scale(1, -1).translate(0, height)
        self._figure.set_size_inches(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH)
        # matplotlib's caches of letters are shared by all threads.
        with _drawing:
            canvas = FigureCanvasAgg(self._figure)
            canvas.draw()
            self._write(canvas.get_renderer())
        # All is gray, so one of the three colours says it.
        pixels = np.asarray(canvas.buffer_rgba())[..., 0]
        file = BytesIO()
        Image.fromarray(pixels).save(file, "PNG", compress_level=3)
        return file.getvalue()

    def _write(self, renderer: Any) -> None:
        # Straight to the renderer: matplotlib's own texts measure each line three times.
        ink = renderer.new_gc()
        ink.set_foreground(INK)
        for words in self.words:
            renderer.draw_text(ink, words.x, words.y, words.text, face(words.size, words.bold), 0)
        ink.restore()

    def _add(self, artist: Any) -> None:
        artist.set_transform(self._downwards)
        self._figure.add_artist(artist)


@lru_cache(maxsize=16)
def face(size: float, bold: bool) -> FontProperties:
    """The typeface that comes with matplotlib."""
    return FontProperties(fname=FONTS / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size=size)


def lines(text: str, size: float, most: float, *, bold: bool = False) -> list[str]:
    """The text in lines of at most `most` pixels; a single word that is longer has a line of its own."""
    broken: list[str] = []
    for word in text.split():
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width(longer, size, bold=bold) <= most:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in pixels."""
    return sum(_word_width(word, bold) for word in text.split(" ")) * size + text.count(" ") * SPACES[bold] * size


@lru_cache(maxsize=4096)
def _word_width(word: str, bold: bool) -> float:
    """In parts of the letter size."""
    if not word:
        return 0.0
    return float(TextToPath().get_text_width_height_descent(word, face(1, bold), ismath=False)[0])
