"""Tells Telegram where the bot's messages go."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, ClassVar

from liverguide.channels.messengers.counters import Counters
from liverguide.channels.messengers.outbound import Outbound
from liverguide.channels.messengers.registration import Registration
from liverguide.channels.telegram.access import access
from liverguide.channels.telegram.judging import judge
from liverguide.channels.telegram.updates import ALLOWED_UPDATES


class TelegramRegistration(Registration):
    """setWebhook, getWebhookInfo and deleteWebhook of the Bot API."""

    channel: ClassVar[str] = "telegram"
    title: ClassVar[str] = "Telegram"

    def check(self) -> None:
        """Look whether a token is set.

        Raises:
            ChannelOff: it is not.
            SettingError: it is no token.
        """
        access()

    async def set(self, webhook: str) -> list[str]:
        """Let Telegram deliver to `webhook`, with the secret word and only what is understood."""
        await _call(
            "setWebhook", url=webhook, secret_token=access().secret_token, allowed_updates=list(ALLOWED_UPDATES)
        )
        return ["Telegram took the address.", *await self.show(webhook)]

    async def show(self, webhook: str) -> list[str]:
        """The bot's name, where Telegram delivers, how much waits, and its last error."""
        bot = await _call("getMe")
        known = await _call("getWebhookInfo")
        lines = [f"Bot: @{bot['username']}"]
        if not known.get("url"):
            return [*lines, "Telegram delivers nowhere. To begin: python -m liverguide channels telegram set"]
        lines.append(f"Telegram delivers to: {known['url']}")
        if known["url"] != webhook:
            lines.append(f"This installation is at {webhook}. To change it: python -m liverguide channels telegram set")
        lines.append(f"Updates that wait: {known.get('pending_update_count', 0)}")
        if known.get("last_error_message"):
            at = datetime.fromtimestamp(known.get("last_error_date", 0), timezone.utc)
            lines.append(f"Last error, {at:%Y-%m-%d %H:%M} UTC: {known['last_error_message']}")
        missing = set(ALLOWED_UPDATES) - set(known.get("allowed_updates") or ())
        if missing:
            lines.append(f"Telegram was not asked for: {', '.join(sorted(missing))}. Run `set` again.")
        return lines

    async def remove(self) -> list[str]:
        """Let Telegram deliver nothing."""
        await _call("deleteWebhook")
        return ["Telegram delivers nothing any more. Updates wait there for up to 24 hours."]


async def _call(method: str, **fields: Any) -> dict[str, Any]:
    outbound = Outbound("telegram", judge, Counters())
    try:
        body = await outbound.request("POST", access().url(method), json=fields, tries=2)
    finally:
        await outbound.close()
    result = body.get("result")
    return result if isinstance(result, dict) else {}


REGISTRATION = TelegramRegistration()
