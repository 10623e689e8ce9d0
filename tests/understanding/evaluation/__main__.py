"""`make evaluate`: measures the reporting halves, prints the table, writes the report.

With `--without-stock` the comparison with the stock pipeline, whose training takes long, is left out.
With `--choosing` the other halves are measured, on which versions are compared and thresholds set.
"""

from __future__ import annotations

import argparse
import os

from liverguide import settings
from liverguide.paths import state_folder
from liverguide.training import train
from liverguide.understanding.parse import Parser

from . import report, stock
from .judging import all_figures
from .messages import choosing_half, reporting_half, understood
from .reliability import bins, draw


def main() -> None:
    arguments = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    arguments.add_argument("--without-stock", action="store_true")
    arguments.add_argument("--choosing", action="store_true")
    chosen = arguments.parse_args()
    half_of = choosing_half if chosen.choosing else reporting_half
    settings.complete(os.environ)
    parser = Parser(train())
    half = half_of(understood(lambda texts: map(parser.parse, texts)))
    figures = list(all_figures(half))
    print(*figures, sep="\n", flush=True)
    folder = state_folder() / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    curve = list(bins(half.questions))
    draw(curve, folder / "reliability.svg")
    lines = ["# How well unseen messages are understood", "", *report.table(figures), ""]
    if not chosen.without_stock:
        theirs = list(all_figures(half_of(understood(stock.understand))))
        lines += ["## Beside the stock pipeline, trained on the same examples", ""]
        lines += [*report.comparison(figures, theirs), ""]
    lines += ["## Whether confidence means what it says", "", *report.reliability(curve), ""]
    lines += ["![Reliability curve](reliability.svg)", "", "## What is still confused", "", *report.mistakes(half)]
    target = folder / ("choosing.md" if chosen.choosing else "report.md")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"Report: {target}")


if __name__ == "__main__":
    main()
