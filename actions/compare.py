"""Before and after: two sets of values side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from actions import memory
from actions.guarded_action import GuardedAction
from actions.lab_slots import circumstances, lab_values
from actions.turn import Turn
from liverguide.explanations import formatting
from liverguide.explanations.comparison import compare
from liverguide.labs import read_labs
from liverguide.pictures import before_after

TOPIC = "compare_results"
BEFORE, AFTER = "before", "after"


class CompareAction(GuardedAction):
    """Takes two sets of values, in one message or one after the other, and compares them."""

    action_name = "action_compare"
    asks_again = False

    def respond(self, turn: Turn) -> None:
        """Compare when both sets are there; ask for the one that is missing."""
        reading = turn.reading or asdict(read_labs(turn.text))
        newer, earlier = reading.get("labs") or {}, reading.get("earlier") or {}
        if newer and earlier:
            self.tell(turn, earlier, newer)
        elif turn.get("expecting") == "comparison":
            self._reply(turn, newer)
        elif newer and turn.before("labs"):
            self.tell(turn, turn.before("labs"), newer)
        elif newer:
            self._ask(turn, AFTER, {"first": newer})
        else:
            self._ask(turn, BEFORE, {})

    def _reply(self, turn: Turn, given: dict[str, Any]) -> None:
        asked = turn.get("asked")
        if not given:
            if not self._say_left_out(turn):
                turn.say(turn.phrase("values.not_read"), topic=TOPIC)
            self._ask(turn, asked["side"], asked)
        elif asked["side"] == BEFORE:
            self._ask(turn, AFTER, {"first": given})
        else:
            self.tell(turn, asked["first"], given)

    def _ask(self, turn: Turn, side: str, known: dict[str, Any]) -> None:
        if side == AFTER:
            # The first set is the older one: it must not count as the newest values.
            turn.set(labs=turn.before("labs"))
            self._say_left_out(turn)
        turn.expect("comparison", {**known, "side": side})
        turn.say(turn.phrase(f"compare.ask_{side}"), topic=TOPIC, buttons=[turn.button("cancel")])

    def _say_left_out(self, turn: Turn) -> bool:
        """Name the tests of this message that cannot be trusted yet; whether there are any."""
        names = ", ".join(formatting.display_name(analyte) for analyte in turn.reading.get("unclear") or {})
        if names:
            turn.say(turn.phrase("compare.left_out", names=names), topic=TOPIC)
        return bool(names)

    def tell(self, turn: Turn, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Say which way each value went."""
        turn.expect_nothing()
        turn.set(earlier_labs=before)
        memory.remember(turn, {"labs": after})
        turn.set(labs={a: lab for a, lab in turn.get("labs").items() if a in after or a not in before})
        old, new = lab_values(before), lab_values(after)
        if not set(old) & set(new):
            if not self._say_left_out(turn):
                turn.say(turn.phrase("compare.nothing_in_common"), topic=TOPIC)
            return
        self._say_left_out(turn)
        picture = before_after(turn.library, old, new, circumstances(turn))
        turn.say(
            compare(turn.library, old, new, circumstances(turn)),
            topic=TOPIC,
            sources=["general"],
            review="draft",
            buttons=[turn.button("msc_evidence_results"), turn.button("meld_interpret")],
            pictures=[picture.as_data()] if picture else [],
        )
        turn.set(last_topic="meld_interpret", last_sources=["general"])
