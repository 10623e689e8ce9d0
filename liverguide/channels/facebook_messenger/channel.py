"""The channel that credentials.yml names."""

from __future__ import annotations

from liverguide.channels.facebook_messenger.access import access
from liverguide.channels.facebook_messenger.app import FacebookMessengerApp
from liverguide.channels.messengers.channel import MessengerChannel


class FacebookMessengerChannel(MessengerChannel):
    """Facebook Messenger; on when the three LIVERGUIDE_MESSENGER_... and LIVERGUIDE_PUBLIC_URL are set."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address and in the event stream."""
        return FacebookMessengerApp.channel

    @classmethod
    def open_app(cls) -> FacebookMessengerApp:
        """The page.

        Raises:
            ChannelOff: something is not set.
            SettingError: something that is set can't be right.
        """
        return FacebookMessengerApp(access())
