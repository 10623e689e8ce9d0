"""Telegram on loopback against python-telegram-bot, another reading of the same documentation."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import telegram
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from tests.channels.telegram.bot_api import TOKEN, BotApi, Chat, Refusal

CHAT = 42


@pytest.fixture
def api() -> Iterator[BotApi]:
    api = BotApi()
    api.chats[CHAT] = Chat(CHAT)
    yield api
    api.stop()


def ask(api: BotApi, question: Callable[[telegram.Bot], Awaitable[Any]], token: str = TOKEN) -> Any:
    async def answer() -> Any:
        async with telegram.Bot(token, base_url=f"{api.address}/bot") as bot:
            return await question(bot)

    return asyncio.run(answer())


def test_a_message_arrives_with_its_looks(api: BotApi) -> None:
    sent = ask(api, lambda bot: bot.send_message(CHAT, "<b>1 &lt; 2</b>", parse_mode="HTML"))
    assert sent.text == "1 < 2"
    assert sent.text_html == "<b>1 &lt; 2</b>"


def test_what_is_set_is_shown(api: BotApi) -> None:
    ask(api, lambda bot: bot.set_webhook("https://a.example/w", secret_token="s", allowed_updates=["message"]))
    info = ask(api, lambda bot: bot.get_webhook_info())
    assert (info.url, tuple(info.allowed_updates)) == ("https://a.example/w", ("message",))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("x" * 4097, {}),
        ("😀" * 2049, {}),
        ("a < b", {"parse_mode": "HTML"}),
        ("<b>a", {"parse_mode": "HTML"}),
        ("", {}),
        ("a", {"callback_data": "x" * 65}),
        ("a", {"callback_data": "é" * 33}),
    ],
    ids=["long", "long in UTF-16", "bare sign", "open tag", "empty", "long data", "long data in bytes"],
)
def test_it_refuses_what_telegram_refuses(api: BotApi, text: str, fields: dict[str, str]) -> None:
    data = fields.pop("callback_data", None)
    markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("a", callback_data=data)]]) if data else None
    with pytest.raises(BadRequest):
        ask(api, lambda bot: bot.send_message(CHAT, text, reply_markup=markup, **fields))
    assert api.chats[CHAT].messages == []


def test_it_tells_apart_who_cannot_be_written_to(api: BotApi) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        ask(api, lambda bot: bot.send_message(7, "a"))
    api.chats[CHAT].blocked = True
    with pytest.raises(Forbidden):
        ask(api, lambda bot: bot.send_message(CHAT, "a"))
    with pytest.raises(InvalidToken):
        ask(api, lambda bot: bot.get_me(), token="1:wrong")


def test_it_asks_to_wait(api: BotApi) -> None:
    def full(method: str, chat: Chat) -> None:
        raise Refusal(429, "Too Many Requests: retry after 3", retry_after=3)

    api.fault = full
    with pytest.raises(RetryAfter) as wait:
        ask(api, lambda bot: bot.send_message(CHAT, "a"))
    assert wait.value._retry_after.total_seconds() == 3
