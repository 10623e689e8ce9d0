"""What counts as right, as harmless and as wrong, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Iterator

from .figures import Figure, counted
from .messages import Half, Row

VALUE_TOLERANCE = 0.005
ASKED_BACK = "nlu_fallback"
# Answers that say "I don't know that" in one way or another; all else would be an answer to something not asked.
HARMLESS = frozenset({"out_of_scope", "chitchat", "other_language", "abuse", "personal_medical_advice", ASKED_BACK})


def asked_back(row: Row) -> bool:
    return row.answer["intent"] == ASKED_BACK


def right_intent(row: Row) -> bool:
    return row.answer["intent"] in row.intents


def right_first_guess(row: Row) -> bool:
    """Also where it asks back: the first of the topics that it offers."""
    guesses = [guess["intent"] for guess in row.answer["alternatives"]]
    return right_intent(row) or (asked_back(row) and bool(guesses) and guesses[0] in row.intents)


def wrong_with_confidence(row: Row) -> bool:
    return not right_intent(row) and not asked_back(row)


def answered_as_ours(row: Row) -> bool:
    return not right_intent(row) and row.answer["intent"] not in HARMLESS


def alarmed(row: Row) -> bool:
    return row.answer["red_flag"] is not None


def is_emergency(row: Row) -> bool:
    return row.label["red_flag"] is not None


def right_kind(row: Row) -> bool:
    return row.answer["red_flag"] in [row.label["red_flag"], *row.label.get("also", [])]


def same_value(found: float, expected: float) -> bool:
    return abs(found - expected) <= VALUE_TOLERANCE * abs(expected)


def wrong_values(row: Row) -> list[str]:
    """Analytes taken with a value that the message does not give: the worst mistake, nobody asks back."""
    expected = row.label.get("labs", {})
    return [
        analyte
        for analyte, lab in row.answer["labs"].items()
        if analyte not in expected or not same_value(lab["value"], expected[analyte])
    ]


def right_values(row: Row) -> int:
    taken = set(row.answer["labs"]) & set(row.label.get("labs", {}))
    return len(taken - set(wrong_values(row)))


def right_reading(row: Row) -> bool:
    return (
        set(row.answer["labs"]) == set(row.label.get("labs", {}))
        and not wrong_values(row)
        and row.answer["unclear"] == sorted(row.label.get("unclear", []))
    )


def right_person(row: Row) -> bool:
    """Said outright must be read; `person_either` may be read; nothing else may."""
    said, either = row.label.get("person", {}), row.label.get("person_either", {})
    return all(
        value == said[key] if key in said else value in (None, either.get(key))
        for key, value in row.answer["person"].items()
    )


def asks_something_else(row: Row) -> bool:
    """A message with values in it whose question is about a topic."""
    return bool(row.intents) and "report_labs" not in row.intents and bool(row.label.get("labs"))


def all_figures(half: Half) -> Iterator[Figure]:
    """Every figure that is reported, in the order of the report."""
    yield counted("questions: right topic as first choice", map(right_intent, half.questions))
    yield counted("questions: right topic first, asked back or not", map(right_first_guess, half.questions))
    yield counted("questions: asked back", map(asked_back, half.questions))
    yield counted("questions: wrong topic with confidence", map(wrong_with_confidence, half.questions))
    yield counted("questions: false alarm", map(alarmed, half.questions))
    yield counted("not ours: answered as if it were ours", map(answered_as_ours, half.not_ours))
    yield counted("not ours: right intent", map(right_intent, half.not_ours))
    yield counted("not ours: false alarm", map(alarmed, half.not_ours))
    danger = [row for row in half.emergencies if is_emergency(row)]
    yield counted("emergencies: noticed", map(alarmed, danger))
    yield counted("emergencies: right kind", map(right_kind, danger))
    no_danger = [row for row in half.emergencies if not is_emergency(row)]
    yield counted("near misses: false alarm", map(alarmed, no_danger))
    yield counted("messages with values: all right, or rightly asked back", map(right_reading, half.labs))
    taken = sum(len(row.answer["labs"]) for row in half.labs)
    yield Figure("values: wrong, of those taken", sum(len(wrong_values(row)) for row in half.labs), taken)
    given = sum(len(row.label.get("labs", {})) for row in half.labs)
    yield Figure("values: read rightly, of those given", sum(map(right_values, half.labs)), given)
    doubtful = [(row, analyte) for row in half.labs for analyte in row.label.get("unclear", [])]
    yield counted("values: unclear and asked back", (analyte in row.answer["unclear"] for row, analyte in doubtful))
    yield counted("messages with values: person read rightly", map(right_person, half.labs))
    yield counted("messages with values: false alarm", map(alarmed, half.labs))
    both = [row for row in half.labs if asks_something_else(row)]
    yield counted("question with a value: both heard", (right_reading(row) and right_intent(row) for row in both))
