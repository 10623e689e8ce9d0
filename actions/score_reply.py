"""Sends a score and its explanation, or what can be said without one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.offers import OF_SCORE, offer_figures
from actions.turn import Turn
from liverguide.explanations import formatting, score_result
from liverguide.explanations.meld_outcome import Circumstances, compute
from liverguide.explanations.value import explain_value
from liverguide.labs import LabValue
from liverguide.library.library import CitedText
from liverguide.pictures import range_strip, score_gauge, score_shares
from liverguide.scores import AgeNotCovered, ImpossibleInput, albi

RESULT = "meld_result"
# The studies behind the figures looked at adults.
ADULT = 18


def say_result(turn: Turn, labs: Mapping[str, LabValue], circumstances: Circumstances) -> None:
    """The score, the inputs as read, each indicator with its share, and what the score leaves out."""
    try:
        outcome = compute(labs, circumstances)
    except AgeNotCovered:
        say_too_young(turn)
        return
    except ImpossibleInput as error:
        _say_impossible(turn, labs, error)
        return
    library = turn.library
    head = score_result.headline(library, outcome)
    read = score_result.read_back(library, labs, circumstances, outcome)
    _say_cited(
        turn,
        CitedText(f"{head.text}\n\n{read}", head.sources),
        pictures=[score_gauge(library, outcome).as_data()],
    )
    _say_cited(
        turn, score_result.shares(library, labs, outcome), pictures=[score_shares(library, outcome.best).as_data()]
    )
    turn.set(last_topic="meld_interpret", last_sources=["optn_policy", "kim_2021", "lab_ranges"])
    offers = [turn.button("meld_interpret"), turn.button("transplant")]
    if outcome.missing_for_meld_3:
        offers.insert(0, turn.typed_button(turn.phrase("button.meld_3"), turn.phrase("typed.meld_3")))
    turn.say(turn.phrase("score.leaves_out"), topic=RESULT, buttons=offers)
    if circumstances.age is None or circumstances.age >= ADULT:
        offer_figures(turn, OF_SCORE)


def say_too_young(turn: Turn) -> None:
    """No MELD for a child under 12."""
    turn.say(turn.phrase("score.too_young"), topic="meld_interpret", buttons=[turn.button("booking_contact_human")])


def say_without_score(turn: Turn, labs: Mapping[str, LabValue], missing: list[str]) -> None:
    """No score without its inputs; what the known values say by themselves."""
    names = _either([turn.library.markers[analyte].name for analyte in missing])
    turn.say(turn.phrase("score.cannot", missing=names), topic="meld_inputs", buttons=[turn.button("meld_inputs")])
    if labs:
        turn.say(turn.phrase("score.can_still"), topic=RESULT)
    for lab in labs.values():
        _say_cited(
            turn,
            explain_value(turn.library, lab),
            topic=turn.library.markers[lab.analyte].topic,
            pictures=[range_strip(turn.library, lab).as_data()],
        )
    if "bilirubin" in labs and "albumin" in labs:
        grade = albi(bilirubin=labs["bilirubin"].value, albumin=labs["albumin"].value).grade
        turn.say(turn.phrase("score.albi", grade=grade), topic="albi", sources=["albi_tables"], review="draft")


def _either(names: list[str]) -> str:
    """ "INR", "INR or creatinine", "total bilirubin, INR or creatinine"."""
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _say_cited(turn: Turn, cited: CitedText, topic: str = RESULT, **metadata: Any) -> None:
    turn.say(cited.text, topic=topic, sources=cited.sources, review="draft", **metadata)


def _say_impossible(turn: Turn, labs: Mapping[str, LabValue], error: ImpossibleInput) -> None:
    analyte = error.analyte
    known = {a: lab for a, lab in (turn.get("labs") or {}).items() if a != analyte}
    shown = formatting.with_conversion(labs[analyte]) if analyte in labs else str(error.value)
    turn.set(labs=known)
    turn.say(
        turn.phrase("score.impossible", name=formatting.display_name(analyte), value=shown, range=error.allowed),
        topic="question",
    )
