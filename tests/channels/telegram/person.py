"""A person with Telegram on their phone, through python-telegram-bot: it makes the updates and reads what arrives."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Any

import httpx
import telegram

from tests.channels.telegram.bot_api import BOT, BotApi, Chat

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE_SECONDS = 40.0
QUIET_SECONDS = 0.4

_numbers = itertools.count(int(time.time()) % 1_000_000 * 1000)


class Person:
    """Writes in a private chat with the bot and waits for the answer."""

    def __init__(self, api: BotApi, webhook: str, secret_token: str) -> None:
        self.api, self.webhook, self.secret_token = api, webhook, secret_token
        self.id = 5_000_000_000 + next(_numbers)
        api.chats[self.id] = self.screen = Chat(self.id)
        self.chat = telegram.Chat(id=self.id, type="private", first_name="Ana")
        self.user = telegram.User(id=self.id, is_bot=False, first_name="Ana", last_name="Ruiz", username="ana_ruiz")
        self._read = 0

    # What Telegram tells the assistant of this person

    def message(self, text: str | None = None, **fields: Any) -> telegram.Update:
        number = next(_numbers)
        chat = fields.pop("chat", self.chat)
        message = telegram.Message(number, now(), chat, from_user=self.user, text=text, **fields)
        return telegram.Update(next(_numbers), message=message)

    def tapped(self, data: str) -> telegram.Update:
        query = str(next(_numbers))
        self.api.open_taps.add(query)
        message = telegram.Message(next(_numbers), now(), self.chat, from_user=telegram.User.de_json(BOT))
        tap = telegram.CallbackQuery(query, self.user, "instance", message=message, data=data)
        return telegram.Update(next(_numbers), callback_query=tap)

    def deliver(self, update: telegram.Update, **changes: Any) -> httpx.Response:
        """As Telegram delivers it."""
        return self.post(update.to_json().encode(), **changes)

    def post(self, body: bytes, secret_token: str | None = None) -> httpx.Response:
        headers = {"Content-Type": "application/json", SECRET_HEADER: secret_token or self.secret_token}
        return httpx.post(self.webhook, content=body, headers=headers, timeout=30)

    # What they do

    def say(self, text: str, answers: int = 1) -> list[telegram.Message]:
        assert self.deliver(self.message(text)).status_code == 200
        return self.hear(answers)

    def tap(self, title: str, answers: int = 1) -> list[telegram.Message]:
        """Tap the button with this title, the latest one shown."""
        data = next(data for shown, data in reversed(self.buttons()) if shown == title)
        assert self.deliver(self.tapped(data)).status_code == 200
        return self.hear(answers)

    # What they see

    def hear(self, at_least: int = 1) -> list[telegram.Message]:
        """What arrived since the last look, when nothing more comes for a moment."""
        until = time.monotonic() + PATIENCE_SECONDS
        while len(self.screen.messages) < self._read + at_least:
            assert time.monotonic() < until, "silence"
            time.sleep(0.05)
        seen = -1
        while seen != len(self.screen.messages):
            seen = len(self.screen.messages)
            time.sleep(QUIET_SECONDS)
        new, self._read = self.screen.messages[self._read : seen], seen
        return [read(message) for message in new]

    def hears_nothing(self, seconds: float = 1.5) -> bool:
        time.sleep(seconds)
        return len(self.screen.messages) == self._read

    def buttons(self) -> list[tuple[str, str]]:
        """Titles and data of all buttons on the screen, from above."""
        found = []
        for message in map(read, self.screen.messages):
            for row in message.reply_markup.inline_keyboard if message.reply_markup else ():
                (button,) = row  # one a row
                found.append((button.text, str(button.callback_data)))
        return found


def read(message: dict[str, Any]) -> telegram.Message:
    return telegram.Message.de_json(message, None)


def words(messages: Sequence[telegram.Message]) -> str:
    return "\n".join(message.text or message.caption or "" for message in messages)


def now() -> datetime:
    return datetime.now(timezone.utc)
