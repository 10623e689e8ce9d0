"""Asks for one value, one unit, or one fact about the person."""

from __future__ import annotations

import re
from typing import Any

from actions.turn import Button, Turn
from liverguide.explanations import formatting
from liverguide.labs import catalogue

# After so many tries without a readable answer the question is left out.
MOST_TRIES = 2
# "why do you need that", "what is that for", "what does sex have to do with it", "I don't know what dialysis is"
WHY = re.compile(
    r"^\W*(?:but |and |ok |sorry )?(?:why\W*$|why (?:do|would|are|did|should|does) (?:you|u|i|we|they|it)\b"
    r"|why (?:is|are) (?:that|this|it|they|you)\b|what for\W*$"
    r"|what(?:'?s| is| does)? (?:that|this|it)(?: mean| for)?\W*$"
    r"|what (?:does|has|have)\b.*\b(?:to do with|matter)|what do you mean\W*$)"
    r"|\b(?:don'?t|do not) (?:know|understand) what\b.*\b(?:is|are|means?)\b",
    re.IGNORECASE,
)


def ask(turn: Turn, question: str, goal: str, *, lead_in: str = "", tries: int = 0) -> None:
    """Ask and wait for the answer. `goal` is what the answer is for: "score", "meld_3" or "explain"."""
    turn.expect("value", {"question": question, "goal": goal, "tries": tries})
    turn.say(
        f"{lead_in} {question_text(turn, question, tries)}".strip(),
        topic="question",
        buttons=buttons_for(turn, question),
        asks=question,
    )


def ask_again(turn: Turn) -> None:
    """The open question once more, after something else was answered."""
    asked = turn.get("asked")
    text = turn.phrase("values.open_again", question=question_text(turn, asked["question"]))
    turn.say(text, topic="question", buttons=buttons_for(turn, asked["question"]), asks=asked["question"])


def asks_why(turn: Turn) -> bool:
    """Whether the person asks back what an open question is for."""
    return turn.get("expecting") == "value" and not turn.reading.get("labs") and bool(WHY.search(turn.text))


def say_why(turn: Turn) -> None:
    """What the open question is for. The question itself is asked again afterwards."""
    cited = turn.library.cited(turn.phrase(f"why.{turn.get('asked')['question']}"))
    turn.say(cited.text, topic="question", sources=cited.sources, review="draft")


def question_text(turn: Turn, question: str, tries: int = 0) -> str:
    """The question in words; shorter and with an example after a try that failed."""
    if question in (turn.get("unclear") or {}):
        return _unclear_text(turn, question)
    return turn.phrase(f"ask.again_{question}" if tries else f"ask.{question}")


def _unclear_text(turn: Turn, analyte: str) -> str:
    unclear = (turn.get("unclear") or {})[analyte]
    name = turn.library.markers[analyte].name
    shown = "" if unclear["number"] is None else f"{unclear['number']:g}"
    choices = _candidates(unclear)
    match unclear["reason"]:
        case "unit_missing" | "unit_impossible":
            return turn.phrase("unclear.unit" if choices else "unclear.unit_open", name=name, number=shown)
        case "implausible":
            return turn.phrase("unclear.implausible", name=name, number=shown)
        case "contradictory" | "two_people":
            return turn.phrase("unclear.contradictory", name=name)
        case _:
            return turn.phrase("unclear.other", name=name, number=shown)


def buttons_for(turn: Turn, question: str) -> list[Button]:
    """Ways to answer a question by a tap."""
    unclear = (turn.get("unclear") or {}).get(question)
    buttons: list[Button] = []
    if unclear:
        for candidate in _candidates(unclear):
            title = candidate["title"]
            buttons.append(turn.typed_button(title, f"{candidate['name']} {title}"))
    elif question == "sex":
        buttons = [turn.typed_button(turn.phrase(f"button.{sex}"), sex) for sex in ("female", "male")]
    elif question == "dialysis":
        buttons = [turn.button("affirm"), turn.button("deny")]
    return [*buttons, turn.button("skip")]


def _candidates(unclear: dict[str, Any]) -> list[dict[str, str]]:
    """What the number may be, as button titles: "33 mg/dL" and "33 µmol/L"."""
    found = []
    for lab in unclear.get("candidates") or []:
        unit = formatting.SHOWN_UNITS.get(lab["source_unit"], lab["source_unit"])
        unit = "" if catalogue()[lab["analyte"]].unit_free else unit
        title = f"{lab['written_value']:g} {unit}".strip()
        # The tests' names tell apart what the units do not ("TP 14" may be two tests).
        found.append({"title": title, "name": catalogue()[lab["analyte"]].display_name})
    return found
