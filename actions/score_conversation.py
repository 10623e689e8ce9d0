"""From the values known so far to the next question, or to the result."""

from __future__ import annotations

from actions.lab_slots import circumstances, dialysis_answer, lab_values
from actions.score_reply import say_result, say_too_young, say_without_score
from actions.turn import Turn
from actions.value_questions import ask
from liverguide.explanations.meld_outcome import CORE, YOUNGEST, Circumstances

SCORE, MELD_3, EXPLAIN = "score", "meld_3", "explain"
ONLY_IN_MELD_3 = ("sodium", "albumin")


def proceed(turn: Turn, goal: str, lead_in: str = "") -> None:
    """Ask for what is missing, one thing at a time; with everything there, tell the result."""
    if too_young(circumstances(turn)):
        turn.expect_nothing()
        say_too_young(turn)
        return
    question = next_question(turn, goal)
    if question is not None:
        ask(turn, question, goal, lead_in=lead_in)
        return
    if lead_in:
        turn.say(lead_in, topic="question")
    turn.expect_nothing()
    labs = lab_values(turn.get("labs"))
    missing = [analyte for analyte in CORE if analyte not in labs]
    if missing:
        say_without_score(turn, labs, missing)
    else:
        say_result(turn, labs, circumstances(turn))


def too_young(known: Circumstances) -> bool:
    """Whether MELD is not made for a person of this age."""
    return known.age is not None and known.age < YOUNGEST


def next_question(turn: Turn, goal: str) -> str | None:
    """The first thing that is unclear or missing and was not skipped; None when nothing is left to ask."""
    labs, unclear = turn.get("labs") or {}, turn.get("unclear") or {}
    skipped: list[str] = turn.get("skipped") or []
    # What was given but can't be trusted yet is asked in any case: it must not look as if it had never been said.
    for analyte in (*CORE, *ONLY_IN_MELD_3):
        if analyte in unclear:
            return analyte
    tests: list[str] = [*CORE, *(ONLY_IN_MELD_3 if goal == MELD_3 else ())]
    if any(analyte in skipped and analyte not in labs for analyte in CORE):
        return None  # no version can be computed any more: ask for nothing in vain
    for analyte in tests:
        if analyte not in labs and analyte not in skipped:
            return analyte
    if goal == MELD_3 and not (turn.get("person") or {}).get("sex") and "sex" not in skipped:
        return "sex"
    return "dialysis" if dialysis_answer(turn) is None and "dialysis" not in skipped else None
