"""What the rules say to a message, worked out once for each situation and from the present alone.

Rasa works out what every past turn looked like, for each message anew and twice, and compares it with every rule. Our
rules have one message and one action and look at no words (a test holds them to that): intent, slots and what was done
last decide.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.constants import USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, FrozenState
from rasa.shared.nlu.constants import TEXT

from liverguide.storage.conversation_states import as_events, state_of

Predict = Callable[[DialogueStateTracker], PolicyPrediction]


class RulePredictions:
    """Remembers predictions: there are as many as intents times what can be waited for."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._known: dict[FrozenState, PolicyPrediction] = {}

    def of(self, tracker: DialogueStateTracker, predict: Predict) -> PolicyPrediction:
        """The prediction for a tracker; `predict` asks the rules."""
        looked_at = present(tracker)
        if looked_at.active_loop is not None:  # whether a form was interrupted or rejected counts, too
            return predict(looked_at)
        situation = self._situation(looked_at)
        if situation not in self._known:
            self._known[situation] = predict(looked_at)
        return deepcopy(self._known[situation])  # its events become those of the conversation

    def _situation(self, tracker: DialogueStateTracker) -> FrozenState:
        state = self._domain.get_active_state(tracker)
        wordless = {name: value for name, value in state.get(USER, {}).items() if name != TEXT}
        frozen: FrozenState = DialogueStateTracker.freeze_current_state({**state, USER: wordless})
        return frozen


def present(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """A tracker that begins right before the last message."""
    events = list(tracker.events)
    last_message = max((n for n, event in enumerate(events) if isinstance(event, UserUttered)), default=None)
    if last_message is None or not any(isinstance(event, ActionExecuted) for event in events[:last_message]):
        return tracker
    done_before = max(n for n, event in enumerate(events[:last_message]) if isinstance(event, ActionExecuted))
    short = DialogueStateTracker(tracker.sender_id, tracker.slots.values())
    state = as_events(state_of(tracker), events[last_message].timestamp)
    for event in (events[done_before], *state, *events[last_message:]):
        short.update(event)
    return short
