"""The report as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from .figures import Figure
from .judging import (
    alarmed,
    answered_as_ours,
    asks_something_else,
    is_emergency,
    right_intent,
    right_reading,
    wrong_values,
    wrong_with_confidence,
)
from .messages import Half, Row
from .reliability import Bin, expected_calibration_error

LONGEST_TEXT = 180
# Both systems can be measured in these.
COMPARED = (
    "questions: right topic",
    "questions: asked",
    "questions: wrong",
    "not ours: answered",
    "emergencies: noticed",
    "near misses",
)


def table(figures: Iterable[Figure]) -> list[str]:
    """One line a figure, with counts and the 95 % interval."""
    lines = ["| what | share | counts | 95 % interval |", "|---|---|---|---|"]
    for figure in figures:
        low, high = figure.interval
        counts = f"{figure.found} of {figure.of}"
        lines.append(f"| {figure.name} | {figure.share:.1%} | {counts} | {low:.1%} to {high:.1%} |")
    return lines


def comparison(ours: list[Figure], stock: list[Figure]) -> list[str]:
    """Ours beside the stock pipeline, where both can be measured."""
    others = {figure.name: figure for figure in stock}
    lines = ["| what | ours | stock Rasa (DIET) |", "|---|---|---|"]
    for figure in ours:
        if figure.name.startswith(COMPARED):
            lines.append(f"| {figure.name} | {figure.share:.1%} | {others[figure.name].share:.1%} |")
    return lines


def reliability(found: list[Bin]) -> list[str]:
    """The curve's numbers."""
    lines = ["| confidence | answers | mean confidence | share right |", "|---|---|---|---|"]
    lines += [f"| {b.low:.1f} to {b.high:.1f} | {b.count} | {b.confidence:.2f} | {b.right:.2f} |" for b in found]
    return [*lines, "", f"Expected calibration error: {expected_calibration_error(found):.3f}."]


def mistakes(half: Half) -> list[str]:
    """What went wrong, with the texts, the gravest first."""
    missed = [row for row in half.emergencies if is_emergency(row) and not alarmed(row)]
    raised = [row for row in half.emergencies if not is_emergency(row) and alarmed(row)]
    confused = [row for row in half.questions if wrong_with_confidence(row)]
    lines = ["### Emergencies missed", "", *_texts(missed, lambda row: row.label["red_flag"])]
    lines += ["### Values taken wrongly", ""]
    lines += _texts([row for row in half.labs if wrong_values(row)], _values)
    lines += ["### Near misses raised", "", *_texts(raised, lambda row: row.answer["red_flag"])]
    lines += ["### Not ours, answered as ours", ""]
    lines += _texts([row for row in half.not_ours if answered_as_ours(row)], _intents)
    lines += ["### Questions answered with another topic", ""]
    pairs = Counter((row.intents[0], row.answer["intent"]) for row in confused)
    lines += [f"- {count} x {right} taken for {taken}" for (right, taken), count in pairs.most_common() if count > 1]
    lines += ["", *_texts(confused, _intents)]
    lines += ["### Messages with values not read as they should be, without a wrong value", ""]
    lines += _texts([row for row in half.labs if not right_reading(row) and not wrong_values(row)], _values)
    lines += ["### Questions with a value, where the question was not heard", ""]
    unheard = [row for row in half.labs if asks_something_else(row) and not right_intent(row)]
    return lines + _texts(unheard, _intents)


def _texts(rows: list[Row], verdict: Callable[[Row], object]) -> list[str]:
    if not rows:
        return ["None.", ""]
    return [*(f"- {verdict(row)}: “{_short(row.text)}”" for row in rows), ""]


def _intents(row: Row) -> str:
    return f"{' or '.join(row.intents)} taken for {row.answer['intent']}"


def _values(row: Row) -> str:
    taken = {analyte: lab["value"] for analyte, lab in row.answer["labs"].items()}
    return f"{taken}, asked {row.answer['unclear']}; right {row.label.get('labs', {})}, {row.label.get('unclear', [])}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_TEXT else flat[:LONGEST_TEXT] + " …"
