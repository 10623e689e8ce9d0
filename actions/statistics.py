"""Figures about groups of people, shown only after the person has said that they want to see them."""

from __future__ import annotations

from actions.guarded_action import GuardedAction
from actions.lab_slots import circumstances, lab_values
from actions.offers import OF_SCORE, offer_figures
from actions.turn import Turn
from liverguide.explanations.meld_outcome import compute, missing_core
from liverguide.scores import Score
from liverguide.scores.statistics import mortality_3_months_meld, survival_90_days_meld_3

TOPIC = "statistics"


class StatisticsAction(GuardedAction):
    """The figures that were offered, with their age and source."""

    action_name = "action_statistics"

    def respond(self, turn: Turn) -> None:
        """Of a topic, its own; of a score, those of its version."""
        of = str((turn.get("asked") or {}).get("of"))
        if not turn.agrees:
            offer_figures(turn, of)
            return
        turn.expect_nothing()
        topic = turn.library.topics.get(of)
        text = self._of_score(turn) if of == OF_SCORE else topic and topic.statistics
        if not text:
            turn.say(turn.phrase("statistics.none"), topic=TOPIC)
            return
        cited = turn.library.cited(f"{turn.phrase('statistics.intro')}\n\n{text}\n\n{turn.phrase('statistics.talk')}")
        turn.say(
            cited.text,
            topic=TOPIC,
            sources=cited.sources,
            review="draft",
            buttons=[turn.button("meld_interpret"), turn.button("transplant"), turn.button("booking_contact_human")],
        )
        turn.set(last_sources=list(cited.sources))

    def _of_score(self, turn: Turn) -> str | None:
        labs = lab_values(turn.get("labs"))
        if missing_core(labs):
            return None
        outcome = compute(labs, circumstances(turn))
        if outcome.best.name == "MELD 3.0":
            survival = round(100 * survival_90_days_meld_3(outcome.best.score))
            return turn.phrase("statistics.meld_3", survival=survival, score=outcome.best.score)
        return self._of_first_meld(turn, next(s for s in (outcome.best, *outcome.others) if s.name == "MELD"))

    def _of_first_meld(self, turn: Turn, score: Score) -> str:
        band = mortality_3_months_meld(score.score)
        shown = f"{band.lowest} or more" if band.highest is None else f"{band.lowest} to {band.highest}"
        return turn.phrase("statistics.wiesner", died=round(band.died_percent), band=shown)
