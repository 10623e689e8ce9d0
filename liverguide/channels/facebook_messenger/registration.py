"""Tells Meta where the page's messages go, and what people see before they write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any, ClassVar

from liverguide.channels.facebook_messenger.access import Access, access
from liverguide.channels.facebook_messenger.judging import judge
from liverguide.channels.facebook_messenger.updates import FIELDS, PAGE, START
from liverguide.channels.messengers.counters import Counters
from liverguide.channels.messengers.openness import CannotRegister
from liverguide.channels.messengers.outbound import Answered, Outbound, Refused
from liverguide.channels.messengers.registration import Registration
from liverguide.library import current_library

SET = "python -m liverguide channels messenger set"
VERSION_HEADER = "facebook-api-version"
PROFILE_FIELDS = ("get_started", "greeting")
LONGEST_GREETING = 160
PERMISSIONS = ("pages_messaging", "pages_manage_metadata")


class FacebookMessengerRegistration(Registration):
    """The app's webhook, the page's subscription to it, and the page's Messenger profile."""

    channel: ClassVar[str] = "messenger"
    title: ClassVar[str] = "Messenger"

    def check(self) -> None:
        """Look whether page and app are set.

        Raises:
            ChannelOff: something is not.
            SettingError: something that is set can't be right.
        """
        access()

    async def set(self, webhook: str) -> list[str]:
        """Let Meta deliver to `webhook`, let the page deliver to Meta's app, and set Start button and greeting.

        Raises:
            CannotRegister: Meta did not take the address; the text has the steps to enter it by hand.
        """
        graph = _Graph(access())
        page = await graph.page("GET", "me", query={"fields": "id,name"})
        await graph.page("POST", f"{page['id']}/subscribed_apps", data={"subscribed_fields": ",".join(FIELDS)})
        lines = ["Meta took the page's subscription.", *await _set_profile(graph)]
        try:
            # Meta asks the address for its handshake before it answers.
            wanted = {"object": PAGE, "callback_url": webhook, "fields": ",".join(FIELDS)}
            wanted["verify_token"] = graph.access.verify_token
            await graph.app("POST", f"{graph.access.app_id}/subscriptions", data=wanted)
        except Refused as refused:
            raise CannotRegister(_by_hand(webhook, graph.access, refused)) from refused
        return [*lines, "Meta took the address.", *await self.show(webhook)]

    async def show(self, webhook: str) -> list[str]:
        """The page's name, the state of its token, where Meta delivers and what, and the version of the Graph API."""
        graph = _Graph(access())
        page = await graph.page("GET", "me", query={"fields": "id,name"})
        lines = [f"Page: {page.get('name')} ({page['id']})", *await _token_lines(graph)]
        lines += _app_lines(await graph.app("GET", f"{graph.access.app_id}/subscriptions"), webhook)
        lines += _page_lines(await graph.page("GET", f"{page['id']}/subscribed_apps"), graph.access.app_id)
        if graph.version and graph.version != graph.access.version:
            lines.append(
                f"Meta answers with version {graph.version} of the Graph API, not {graph.access.version}: that one has "
                "been retired. Set a newer one in LIVERGUIDE_MESSENGER_GRAPH."
            )
        return lines

    async def remove(self) -> list[str]:
        """Let the page and Meta's app deliver nothing, and take Start button and greeting away."""
        graph = _Graph(access())
        page = await graph.page("GET", "me", query={"fields": "id,name"})
        await graph.page("DELETE", f"{page['id']}/subscribed_apps")
        await graph.app("DELETE", f"{graph.access.app_id}/subscriptions", query={"object": PAGE})
        await graph.page("DELETE", "me/messenger_profile", json={"fields": list(PROFILE_FIELDS)})
        return ["Meta delivers nothing any more, and the Start button and the greeting are gone."]


class _Graph:
    """The Graph API for one command. `version`: the one that answered last."""

    def __init__(self, access: Access) -> None:
        self.access, self.version = access, ""

    async def page(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        """Ask in the name of the page; `query`, and `data` or `json` as aiohttp has them."""
        return await self._ask(method, path, self.access.as_page(), arguments)

    async def app(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        """Ask in the name of Meta's app."""
        return await self._ask(method, path, self.access.as_app(), arguments)

    async def _ask(
        self, method: str, path: str, signed: Mapping[str, str], arguments: dict[str, Any]
    ) -> dict[str, Any]:
        outbound = Outbound("messenger", self._judge, Counters())
        parameters = {**signed, **arguments.pop("query", {})}
        try:
            return await outbound.request(method, self.access.url(path), params=parameters, tries=2, **arguments)
        finally:
            await outbound.close()

    def _judge(self, answered: Answered) -> dict[str, Any]:
        headers = {name.lower(): value for name, value in answered.headers.items()}
        self.version = headers.get(VERSION_HEADER, self.version)
        return judge(answered)


async def _set_profile(graph: _Graph) -> list[str]:
    profile: dict[str, Any] = {"get_started": {"payload": START}}
    greeting = current_library().phrase("app.messenger.greeting")
    short = len(greeting) <= LONGEST_GREETING
    if short:
        profile["greeting"] = [{"locale": "default", "text": greeting}]
    await graph.page("POST", "me/messenger_profile", json=profile)
    if short:
        return ["Start button and greeting are set."]
    return [
        f"The Start button is set, the greeting is not: it has {len(greeting)} characters, and Messenger shows "
        f"{LONGEST_GREETING}. Shorten `greeting` in content/apps/messenger.yml, then run `set` again."
    ]


def _by_hand(webhook: str, access: Access, refused: Refused) -> str:
    return (
        f"Meta took the page's subscription, but not the webhook's address: {refused}. It says: {refused.detail}\n"
        f"Look first whether the assistant runs and {webhook} can be reached from the internet; then run `set` again, "
        "or enter it by hand: in Meta's app dashboard, Messenger, Messenger API Settings, Configure webhooks:\n"
        f"  Callback URL: {webhook}\n"
        f"  Verify token: {access.verify_token}\n"
        f"  Webhook fields: {', '.join(FIELDS)}"
    )


async def _token_lines(graph: _Graph) -> list[str]:
    answer = await graph.app("GET", "debug_token", query={"input_token": graph.access.token})
    token = answer.get("data") or {}
    lines = []
    if until := token.get("expires_at"):
        day = datetime.fromtimestamp(until, timezone.utc)
        lines.append(f"The page's token ends on {day:%Y-%m-%d}: set a new one in LIVERGUIDE_MESSENGER_TOKEN before.")
    if missing := _missing(PERMISSIONS, token.get("scopes") or ()):
        lines.append(f"The page's token lacks the permission {missing}.")
    return lines


def _app_lines(answer: Mapping[str, Any], webhook: str) -> list[str]:
    known = next((each for each in answer.get("data") or () if each.get("object") == PAGE), None)
    if known is None or not known.get("active", True):
        return [f"Meta delivers nowhere. To begin: {SET}"]
    lines = [f"Meta delivers to: {known.get('callback_url')}"]
    if known.get("callback_url") != webhook:
        lines.append(f"This installation is at {webhook}. To change it: {SET}")
    # A field is an object with its version, in older answers only its name.
    fields = [each["name"] if isinstance(each, dict) else str(each) for each in known.get("fields") or ()]
    if missing := _missing(FIELDS, fields):
        lines.append(f"Meta was not asked for: {missing}. Run `set` again.")
    return lines


def _page_lines(answer: Mapping[str, Any], app_id: str) -> list[str]:
    known = next((each for each in answer.get("data") or () if str(each.get("id")) == app_id), None)
    if known is None:
        return [f"The page does not deliver to this app. To begin: {SET}"]
    if missing := _missing(FIELDS, known.get("subscribed_fields") or ()):
        return [f"The page does not deliver: {missing}. Run `set` again."]
    return ["The page delivers to this app."]


def _missing(wanted: Iterable[str], there: Iterable[str]) -> str:
    return ", ".join(sorted(set(wanted) - set(there)))


REGISTRATION = FacebookMessengerRegistration()
