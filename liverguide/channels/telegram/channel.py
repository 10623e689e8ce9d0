"""The channel that credentials.yml names."""

from __future__ import annotations

from liverguide.channels.messengers.channel import MessengerChannel
from liverguide.channels.telegram.access import access
from liverguide.channels.telegram.app import TelegramApp


class TelegramChannel(MessengerChannel):
    """Telegram; on when LIVERGUIDE_TELEGRAM_TOKEN and LIVERGUIDE_PUBLIC_URL are set."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in its address and in the event stream."""
        return TelegramApp.channel

    @classmethod
    def open_app(cls) -> TelegramApp:
        """The bot.

        Raises:
            ChannelOff: no token is set.
            SettingError: what is set is no token.
        """
        return TelegramApp(access())
