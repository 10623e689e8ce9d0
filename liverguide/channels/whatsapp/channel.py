"""The channel that credentials.yml names."""

from __future__ import annotations

from liverguide.channels.messengers.channel import MessengerChannel
from liverguide.channels.whatsapp.access import access
from liverguide.channels.whatsapp.app import WhatsAppApp


class WhatsAppChannel(MessengerChannel):
    """WhatsApp by Twilio; on when account, token and number and LIVERGUIDE_PUBLIC_URL are set."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address and in the event stream."""
        return WhatsAppApp.channel

    @classmethod
    def open_app(cls) -> WhatsAppApp:
        """The number.

        Raises:
            ChannelOff: something is not set.
            SettingError: what is set can't be used.
        """
        return WhatsAppApp(access())
