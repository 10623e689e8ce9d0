"""The channel that credentials.yml names."""

from __future__ import annotations

from liverguide.channels.messengers.channel import MessengerChannel
from liverguide.channels.slack.access import access
from liverguide.channels.slack.app import SlackApp


class SlackChannel(MessengerChannel):
    """Slack; on when its token, its signing secret and LIVERGUIDE_PUBLIC_URL are set."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address and in the event stream."""
        return SlackApp.channel

    @classmethod
    def open_app(cls) -> SlackApp:
        """The bot.

        Raises:
            ChannelOff: the token or the signing secret is not set.
            SettingError: what is set is none.
        """
        return SlackApp(access())
