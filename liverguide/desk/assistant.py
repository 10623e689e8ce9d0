"""The assistant as the desk reaches it: addresses on this machine that only who knows the secret may use."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

PATIENCE_SECONDS = 5.0


class AssistantAway(Exception):
    """The assistant did not answer, or would not; the text is a sentence for staff."""


class Declined(Exception):
    """The assistant answered that it can't be done; the text is a sentence for staff."""


WHY = {
    "erased": "This conversation is not there any more. The person may have erased it.",
    "window": "The person's app lets us write only within 24 hours of their last message. That time is over.",
    "gone": "The person can't be reached by their app any more: they have shut the assistant out, or left.",
    "no_way": "This person reads answers only, as in the terminal chat: nothing that you write would reach them.",
    "not_yours": "You don't have this chat: it was handed back, or somebody else has it.",
}


class AssistantServer:
    """Speaks to the running assistant at `address` with the desk's token (liverguide.settings.desk_token)."""

    def __init__(self, address: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        # No proxy of the environment: the assistant runs on this machine.
        self._client = httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_SECONDS, trust_env=False)

    def understand(self, text: str) -> dict[str, Any]:
        """How the chat understands a message, in the form of the pipeline's output.

        Raises:
            AssistantAway: it could not be asked.
        """
        return self._ask("understand", {"text": text})

    def vectors(self, texts: Sequence[str]) -> tuple[str, list[bytes]]:
        """The name of the chat's sentence encoder, and each text's vector of length one: 32-bit floats, low byte first.

        Raises:
            AssistantAway: it could not be asked.
        """
        answer = self._ask("vectors", {"texts": list(texts)})
        return answer["encoder"], [base64.b64decode(vector) for vector in answer["vectors"]]

    def take(self, conversation: str, account: str, name: str) -> None:
        """Let somebody of the clinic join a conversation.

        Raises:
            AssistantAway: it could not be asked.
            Declined: it can't be done.
        """
        self._ask("take", {"conversation": conversation, "account": account, "name": name})

    def say(self, conversation: str, account: str, name: str, id: str, text: str) -> None:
        """Let the person read what somebody wrote; the same `id` again is the same message.

        Raises:
            AssistantAway: it could not be asked.
            Declined: it can't be done.
        """
        order = {"conversation": conversation, "account": account, "name": name, "id": id, "text": text}
        self._ask("say", order)

    def hand_back(self, conversation: str, account: str, name: str) -> None:
        """Let the assistant answer again.

        Raises:
            AssistantAway: it could not be asked.
            Declined: it can't be done.
        """
        self._ask("hand_back", {"conversation": conversation, "account": account, "name": name})

    def _ask(self, what: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = self._client.post(f"/webhooks/desk/{what}", json=dict(body))
            if answer.status_code in (404, 409):
                raise Declined(_sentence(answer.json()))
            answer.raise_for_status()
            return dict(answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise AssistantAway("The assistant does not answer just now. Try again in a minute.") from error


def _sentence(answer: Mapping[str, Any]) -> str:
    if answer["why"] == "not_yours" and answer.get("name"):
        return f"{answer['name']} has this chat."
    return WHY[answer["why"]]
