"""How the app is set up at Slack: nothing can be set by a bot's token, so this tells what to paste, and looks."""

from __future__ import annotations

from typing import Any, ClassVar

from liverguide.channels.messengers.counters import Counters
from liverguide.channels.messengers.outbound import Answered, Away, Outbound, PersonGone
from liverguide.channels.messengers.registration import Registration
from liverguide.channels.slack.access import SIGNING_SECRET, TOKEN, access
from liverguide.channels.slack.judging import judge
from liverguide.channels.slack.manifest import SCOPES, manifest

SCOPES_HEADER = "x-oauth-scopes"
APPS = "https://api.slack.com/apps"


class SlackRegistration(Registration):
    """The app's manifest, and auth.test of the Web API."""

    channel: ClassVar[str] = "slack"
    title: ClassVar[str] = "Slack"
    # The app that the manifest makes is what gives the token and the signing secret.
    set_needs_secrets: ClassVar[bool] = False

    def check(self) -> None:
        """Look whether token and signing secret are set.

        Raises:
            ChannelOff: one is not.
            SettingError: one is none.
        """
        access()

    async def set(self, webhook: str) -> list[str]:
        """What to paste at Slack, and the steps."""
        return [
            "Slack lets a bot's token change no addresses. These steps do it:",
            f"1. {APPS}: Create New App, From a manifest, choose the workspace, YAML; paste what stands below.",
            "   For an app that is there already: its page App Manifest; paste, save.",
            "2. Install App (after a change of scopes: Reinstall). Have the Bot User OAuth Token and, from",
            f"   Basic Information, the Signing Secret set as {TOKEN} and {SIGNING_SECRET}; restart the assistant.",
            "3. On the page Event Subscriptions let Slack verify the Request URL: it must say Verified.",
            "4. python -m liverguide channels slack show",
            "",
            *manifest(webhook).splitlines(),
        ]

    async def show(self, webhook: str) -> list[str]:
        """Who the token says we are, what it may do, and where Slack has to deliver."""
        known = await _call("auth.test")
        lines = [f"Bot: @{known.get('user')} in the workspace {known.get('team')}"]
        if not known.get("bot_id"):
            lines.append(f"This is no bot's token: set the Bot User OAuth Token as {TOKEN}.")
        granted = known[SCOPES_HEADER]
        lines.append(f"Scopes of the token: {', '.join(granted) or 'none'}")
        missing = [scope for scope in SCOPES if scope not in granted]
        if missing:
            lines.append(f"Missing: {', '.join(missing)}. Add them under OAuth & Permissions, then reinstall the app.")
        lines.append(
            "Slack does not tell where it delivers. The pages Event Subscriptions and Interactivity of the app "
            f"must both have the Request URL {webhook}"
        )
        return lines

    async def remove(self) -> list[str]:
        """The steps. The token is left as it is: to take it back cannot be undone."""
        return [
            "Slack lets a bot's token change no addresses. To end it:",
            f"1. {APPS}: choose the app. For a while: Event Subscriptions and Interactivity & Shortcuts, both off.",
            "   For good: Basic Information, Delete App. Its token and its signing secret are worthless from then on.",
            f"2. Take {TOKEN} and {SIGNING_SECRET} away and restart the assistant.",
        ]


async def _call(method: str) -> dict[str, Any]:
    entry = access()
    outbound = Outbound("slack", _judge, Counters())
    try:
        return await outbound.request("POST", entry.url(method), json={}, headers=entry.headers, tries=2)
    finally:
        await outbound.close()


def _judge(answered: Answered) -> dict[str, Any]:
    """As of any other method; with the scopes, which Slack tells in a header."""
    try:
        body = judge(answered)
    except PersonGone as gone:  # here it is no person
        raise Away(f"the token is not accepted ({gone})", gone.detail) from gone
    header = next((value for name, value in answered.headers.items() if name.lower() == SCOPES_HEADER), "")
    return {**body, SCOPES_HEADER: sorted(scope.strip() for scope in header.split(",") if scope.strip())}


REGISTRATION = SlackRegistration()
