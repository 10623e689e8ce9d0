"""Tells Twilio where the messages of the clinic's WhatsApp number go.

Twilio's Senders API does it for registered numbers. The sandbox, and numbers whose Messaging Service decides, can be
set in the console only: then nothing is done, and the steps are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import aiohttp

from liverguide.channels.messengers.counters import Counters
from liverguide.channels.messengers.openness import CannotRegister, public_url
from liverguide.channels.messengers.outbound import Outbound
from liverguide.channels.messengers.registration import Registration
from liverguide.channels.whatsapp.access import PREFIX, access
from liverguide.channels.whatsapp.judging import judge

Data = Mapping[str, Any]

SANDBOX = f"{PREFIX}+14155238886"
ONLINE = "ONLINE"
# Twilio has a few senders a page; a clinic has one or two numbers.
MOST_PAGES = 20
# A message that could not be delivered is delivered once more to the fallback address; the same one takes it.
ADDRESSES = ("callback", "fallback", "status_callback")


class WhatsAppRegistration(Registration):
    """The webhook of a sender in Twilio's Senders API."""

    channel: ClassVar[str] = "whatsapp"
    title: ClassVar[str] = "Twilio"

    def check(self) -> None:
        """Look whether account, token and number are set.

        Raises:
            ChannelOff: something is not.
            SettingError: what is set can't be used.
        """
        access()

    async def set(self, webhook: str) -> list[str]:
        """Let Twilio deliver to `webhook`."""
        sender = await _sender()
        if sender is None:
            raise CannotRegister("\n".join(["Nothing was changed.", *_by_hand(webhook)]))
        await _change(sender, webhook)
        return ["Twilio took the address.", *await self.show(webhook)]

    async def show(self, webhook: str) -> list[str]:
        """The account, the number, and where Twilio delivers."""
        account = await _call("GET", f"{access().account_url}.json")
        lines = [
            f"Account: {account.get('friendly_name', '')} ({account.get('status')}, {account.get('type')})",
            f"Number: {access().sender.removeprefix(PREFIX)}",
        ]
        sender = await _sender()
        if sender is None:
            return [*lines, *_by_hand(webhook)]
        return [*lines, *_report(sender, webhook)]

    async def remove(self) -> list[str]:
        """Let Twilio deliver nothing."""
        sender = await _sender()
        if sender is not None:
            await _change(sender, "")
            sender = await _sender()
        if sender is None or _delivers_to(sender):
            raise CannotRegister("\n".join(["Twilio still delivers.", *_by_hand("")]))
        return ["Twilio delivers nothing any more, and keeps what people write in its log only."]


async def _sender() -> Data | None:
    """The clinic's number as Twilio's Senders API has it; None if it is not there, as the sandbox is not."""
    url: str | None = f"{access().senders_url}?Channel=whatsapp&PageSize=50"
    for _ in range(MOST_PAGES):
        page = await _call("GET", str(url))
        for sender in page.get("senders") or ():
            if sender.get("sender_id") == access().sender:
                return await _call("GET", f"{access().senders_url}/{sender['sid']}")
        url = (page.get("meta") or {}).get("next_page_url")
        # The token goes to Twilio only.
        if not url or not url.startswith(f"{access().senders_api}/"):
            return None
    return None


async def _change(sender: Data, address: str) -> None:
    webhook = {f"{name}_url": address for name in ADDRESSES} | {f"{name}_method": "POST" for name in ADDRESSES}
    await _call("POST", f"{access().senders_url}/{sender['sid']}", json={"webhook": webhook})


def _delivers_to(sender: Data) -> str:
    return str((sender.get("webhook") or {}).get("callback_url") or "")


def _report(sender: Data, webhook: str) -> list[str]:
    known = sender.get("webhook") or {}
    lines = [f"State: {sender.get('status')}"]
    if not str(sender.get("status")).startswith(ONLINE):
        lines.append("It is not online, so no message comes or goes: Twilio's console says what is missing.")
        lines += [f"Reason: {reason.get('message')}" for reason in sender.get("offline_reasons") or ()]
    if not _delivers_to(sender):
        return [*lines, "Twilio delivers nowhere. To begin: python -m liverguide channels whatsapp set"]
    lines.append(f"Twilio delivers to: {_delivers_to(sender)} by {known.get('callback_method') or 'POST'}")
    wrong = [name for name in ADDRESSES if known.get(f"{name}_url") != webhook or known.get(f"{name}_method") == "GET"]
    if wrong:
        names = ", ".join(wrong).replace("_", " ")
        lines.append(f"This installation is at {webhook}, by POST. Not so at Twilio: {names}.")
        lines.append("To change it: python -m liverguide channels whatsapp set")
    lines.append("If the number belongs to a Messaging Service whose Integration is not `Defer to sender's webhook`,")
    lines.append("that setting decides instead; it stands in the console only.")
    return lines


def _by_hand(webhook: str) -> list[str]:
    number = access().sender.removeprefix(PREFIX)
    address = webhook or f"(nothing; {public_url()} no longer)"
    if access().sender == SANDBOX:
        return [
            f"{number} is Twilio's sandbox, which can only be set in the console:",
            "1. console.twilio.com > Messaging > Try it out > Send a WhatsApp message > Sandbox settings.",
            f"2. When a message comes in: {address}, method POST.",
            f"3. Status callback URL: {address}, method POST. Save.",
            "4. Everybody who tries it first sends the sandbox its `join` words, again every 72 hours.",
        ]
    return [
        f"The account has no WhatsApp sender {number} that its API shows. In the console:",
        "1. console.twilio.com > Messaging > Senders > WhatsApp senders: it must be there, and online.",
        "2. Open it (Edit sender). Webhook URL for incoming messages, fallback URL and status callback URL, each",
        f"   with method POST: {address}. Save.",
        "3. If it belongs to a Messaging Service: Services > its name > Integration > Defer to sender's webhook.",
    ]


async def _call(method: str, url: str, **arguments: Any) -> dict[str, Any]:
    outbound = Outbound("whatsapp", judge, Counters())
    auth = aiohttp.BasicAuth(access().account, access().token)
    try:
        return await outbound.request(method, url, tries=2, auth=auth, **arguments)
    finally:
        await outbound.close()


REGISTRATION = WhatsAppRegistration()
