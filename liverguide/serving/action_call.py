"""Calls to the action server over connections that stay open, with no more of the conversation than actions read.

Rasa opens a new session for each call, posts every event since the conversation began together with the whole domain,
and checks the answer with a schema that it checks itself anew each time: two thirds of a message's time.
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from liverguide.storage.event_classes import event_of

REJECTED = 400
TRIES = 3


class ActionCallFailed(RasaException):
    """The action server is away, or answered something that is no result of an action."""


class ActionServer:
    """The action server, reached over connections that are kept."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        self._endpoint = endpoint
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def call(self, body: dict[str, Any]) -> tuple[int, Any]:
        """Status and answer of one call.

        Raises:
            ActionCallFailed: there was no answer that could be read.
        """
        for _ in range(TRIES):
            try:
                return await self._post(body)
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
                # A kept connection was closed at the other end, as when the action server was started anew. Actions
                # change nothing but what their answer says, so calling once more does no harm.
                last: Exception = error
            except (aiohttp.ClientError, ValueError) as error:
                last = error
                break
        raise ActionCallFailed(f"the action server cannot be reached: {type(last).__name__}") from last

    async def _post(self, body: dict[str, Any]) -> tuple[int, Any]:
        endpoint = self._endpoint
        async with self._connections().post(
            endpoint.url, json=body, headers=endpoint.headers, params=endpoint.combine_parameters()
        ) as answer:
            return answer.status, await answer.json()

    def _connections(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if self._session is None or self._session.closed or self._loop is not loop:
            self._session, self._loop = self._endpoint.session(), loop
        return self._session

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()


class ActionCall(Action):
    """An action of the action server, as Rasa's processor runs it."""

    def __init__(self, name: str, server: ActionServer) -> None:
        self._name = name
        self._server = server

    def name(self) -> str:
        """The action's name in the domain."""
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """What the action says and changes, as events.

        Raises:
            ActionExecutionRejection: the action does not want to run now.
            ActionCallFailed: there is no result.
        """
        call = {"next_action": self._name, "sender_id": tracker.sender_id, "tracker": _what_actions_read(tracker)}
        status, result = await self._server.call(call)
        if status == REJECTED:
            raise ActionExecutionRejection(self._name)
        if status >= REJECTED or not isinstance(result, dict):
            raise ActionCallFailed(f"the action server answered {self._name} with status {status}")
        said = await RemoteAction._utter_responses(result.get("responses") or [], output_channel, nlg, tracker)
        events = (event_of(each) for each in result.get("events") or [])
        return [*said, *(event for event in events if event is not None)]


def _what_actions_read(tracker: DialogueStateTracker) -> dict[str, Any]:
    message = tracker.latest_message
    return {
        "sender_id": tracker.sender_id,
        "slots": tracker.current_slot_values(),
        "latest_message": {**message.parse_data, "entities": message.entities} if message else {},
        "events": [told for event in tracker.events if (told := _told(event)) is not None],
        "paused": tracker.is_paused(),
        "followup_action": tracker.followup_action,
        "active_loop": {},
        "latest_action_name": tracker.latest_action_name,
    }


def _told(event: Event) -> dict[str, Any] | None:
    """Of the talk so far actions read what the assistant said, and between which messages of the person."""
    if isinstance(event, BotUttered):
        return dict(event.as_dict())
    if isinstance(event, UserUttered):
        return {"event": event.type_name, "input_channel": event.input_channel}
    return None
