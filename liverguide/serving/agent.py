"""Rasa's agent around our processor."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints

from liverguide.serving.turn_processor import TurnProcessor


class ServingAgent(Agent):
    """The agent that answers; channels know it as Rasa's."""

    processor: TurnProcessor

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load a trained model (called by Rasa, too)."""
        self.processor = TurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
            http_interpreter=self.http_interpreter,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain


async def load_agent(model: Path, endpoints: AvailableEndpoints, loop: AbstractEventLoop) -> ServingAgent:
    """The agent with its model and all stores that the endpoints name."""
    broker = await EventBroker.create(endpoints.event_broker, loop=loop)
    agent = ServingAgent(
        tracker_store=TrackerStore.create(endpoints.tracker_store, event_broker=broker),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=endpoints.action,
    )
    agent.load_model(model)
    return agent


async def close(agent: ServingAgent) -> None:
    """Let go of what the agent holds open."""
    if agent.processor.action_server is not None:
        await agent.processor.action_server.close()
    if agent.tracker_store.event_broker:
        await agent.tracker_store.event_broker.close()
