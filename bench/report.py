"""The figures as a table in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.figures import figure, ratio

SYSTEMS = ("ours", "floor", "stock")
NONE = "-"


@dataclass(frozen=True)
class Row:
    """One thing that was measured: values of each system, in seconds unless `unit` says otherwise.

    `target` says in words what is to be reached.
    """

    title: str
    values: Mapping[str, Sequence[float]]
    target: str = ""
    unit: str = "ms"
    percentile_95: bool = False
    more_is_better: bool = False


@dataclass
class Report:
    """Rows, and what stands above and below them."""

    about: list[str]
    rows: list[Row] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """Take a row up and print it."""
        self.rows.append(row)
        print(_line(row), flush=True)

    def remark(self, lines: Sequence[str]) -> None:
        """Take up lines of text, such as a table of another kind, and print them."""
        self.remarks += [*lines, ""]
        print("\n".join(lines), flush=True)

    def markdown(self) -> str:
        """The whole report."""
        head = f"| | {' | '.join(SYSTEMS)} | ours to floor | ours to stock | target |"
        rule = "|---|" + "---|" * (len(SYSTEMS) + 3)
        lines = ["# Speed, measured", "", *self.about, "", head, rule, *map(_line, self.rows), "", *self.remarks]
        return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    cells = [_cell(row, row.values.get(name)) for name in SYSTEMS]
    ratios = [_ratio(row, name) for name in SYSTEMS[1:]]
    return f"| {' | '.join([row.title, *cells, *ratios, row.target])} |"


def _cell(row: Row, values: Sequence[float] | None) -> str:
    if not values:
        return NONE
    found = figure(values)
    shown = found.p95 if row.percentile_95 else found.p50
    spread = (
        f" ({_number(row, found.low)}-{_number(row, found.high)})" if found.count > 1 and not row.percentile_95 else ""
    )
    return f"{_number(row, shown)} {row.unit}{spread}"


def _number(row: Row, value: float) -> str:
    scaled = value * {"ms": 1000.0, "MB": 1e-6}.get(row.unit, 1.0)
    return f"{scaled:.0f}" if scaled >= 100 else f"{scaled:.1f}"


def _ratio(row: Row, name: str) -> str:
    ours, theirs = row.values.get("ours"), row.values.get(name)
    if not ours or not theirs:
        return NONE
    times = figure(ours).p95 / figure(theirs).p95 if row.percentile_95 else 1 / ratio(ours, theirs)
    return f"{times:.2f} x"
