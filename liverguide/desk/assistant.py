"""The assistant as the desk reaches it: addresses on this machine that only who knows the secret may use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

PATIENCE_SECONDS = 5.0


class AssistantAway(Exception):
    """The assistant did not answer, or would not; the text is a sentence for staff."""


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

    def _ask(self, what: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = self._client.post(f"/webhooks/desk/{what}", json=dict(body))
            answer.raise_for_status()
            return dict(answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise AssistantAway("The assistant does not answer just now. Try again in a minute.") from error
