"""Rasa's message processor, with a turn's cost cut to what the turn needs.

What a turn does is Rasa's, step by step: session, understanding, slots, prediction, action, storing. Only how it gets
at the components and at the actions is our own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rasa.core.actions.action
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.events import ConversationPaused
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from liverguide.channels.turns import CollectedMessages
from liverguide.serving.action_call import ActionCall, ActionServer
from liverguide.serving.graph_runner import DirectGraphRunner
from liverguide.serving.model_storage import AnsweringStorage
from liverguide.serving.rule_predictions import RulePredictions
from liverguide.storage.tracker_store import TO_STAFF

RED_FLAG = "red_flag"


class TurnProcessor(MessageProcessor):
    """Handles messages with a loaded model."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actions: dict[str, Action] = {}
        self._predictions = RulePredictions(self.domain)
        self.action_server = ActionServer(self.action_endpoint) if self.action_endpoint else None

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), AnsweringStorage, DirectGraphRunner
            )
        return Path(model_path).name, metadata, runner

    def _get_action(self, action_name: str) -> Action:
        if action_name not in self._actions:
            self._actions[action_name] = self._action(action_name)
        return self._actions[action_name]

    def _action(self, name: str) -> Action:
        found = rasa.core.actions.action.action_for_name_or_text(name, self.domain, self.action_endpoint)
        if isinstance(found, RemoteAction) and self.action_server is not None:
            return ActionCall(name, self.action_server)
        return found

    @staticmethod
    def _should_handle_message(tracker: DialogueStateTracker) -> bool:
        """While somebody of the clinic has the conversation, nothing but an emergency is answered."""
        message = tracker.latest_message
        return not tracker.is_paused() or bool(message and message.parse_data.get(RED_FLAG))

    async def _run_prediction_loop(self, output_channel: OutputChannel, tracker: DialogueStateTracker) -> None:
        if not self._should_handle_message(tracker):
            # Stored with the message, so that it is known later that its silence was meant.
            tracker.latest_message.metadata[TO_STAFF] = True
            if isinstance(output_channel, CollectedMessages):
                output_channel.is_for_staff = True
        await super()._run_prediction_loop(output_channel, tracker)

    async def _update_tracker_session(
        self, tracker: DialogueStateTracker, output_channel: OutputChannel, metadata: dict[str, Any] | None = None
    ) -> None:
        paused = tracker.is_paused()
        await super()._update_tracker_session(tracker, output_channel, metadata)
        if paused and not tracker.is_paused():  # a session that begins anew forgets it
            tracker.update(ConversationPaused(), self.domain)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The next action; see Rasa's method, which makes all default actions anew to find one of them.

        Raises:
            ActionLimitReached: too many actions in one turn.
        """
        should = self.should_predict_another_action(tracker.latest_action_name)
        if self.is_action_limit_reached(tracker, should):
            raise ActionLimitReached("The limit of actions to predict has been reached.")
        prediction = self._predict_next_with_tracker(tracker)
        name = self.domain.action_names_or_texts[prediction.max_confidence_index]
        return self._get_action(name), prediction

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        if tracker.followup_action:
            return super()._predict_next_with_tracker(tracker)
        return self._predictions.of(tracker, super()._predict_next_with_tracker)
