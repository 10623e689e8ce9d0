"""Sends the explanation of single values."""

from __future__ import annotations

from actions.turn import Turn
from liverguide.explanations.value import explain_value
from liverguide.labs import LabValue
from liverguide.pictures import range_strip


def say_value(turn: Turn, lab: LabValue, *, offers: bool = True) -> None:
    """One value against its range, and where to go from there."""
    topic = turn.library.markers[lab.analyte].topic
    cited = explain_value(turn.library, lab)
    buttons = [turn.button(topic), turn.button("meld_compute"), turn.button("when_to_get_help")] if offers else []
    turn.say(
        cited.text,
        topic=topic,
        sources=cited.sources,
        review=turn.library.topics[topic].review.status,
        buttons=buttons,
        pictures=[range_strip(turn.library, lab).as_data()],
    )
    turn.set(last_topic=topic, last_sources=list(cited.sources))
