"""Telling an app where its messages go: by command, never as a side effect of a start."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from liverguide import channels, settings
from liverguide.channels.messengers.openness import CannotRegister, ChannelOff, public_url
from liverguide.channels.messengers.outbound import SendingError

MODULE = "registration"


class Registration(ABC):
    """An app's registration. Each action gives the lines of its report."""

    channel: ClassVar[str]
    title: ClassVar[str]
    """The app's name as people know it."""
    set_needs_secrets: ClassVar[bool] = True
    """False where `set` comes first: the app gives its secrets only afterwards."""

    @abstractmethod
    def check(self) -> None:
        """Look whether all that the app needs is set.

        Raises:
            ChannelOff: something is not.
        """

    @abstractmethod
    async def set(self, webhook: str) -> list[str]:
        """Let the app deliver to `webhook`, and tell what it says now."""

    @abstractmethod
    async def show(self, webhook: str) -> list[str]:
        """What the app knows, compared with `webhook`."""

    @abstractmethod
    async def remove(self) -> list[str]:
        """Let the app deliver nothing any more."""


def registrations() -> dict[str, Registration]:
    """All apps by name: every folder of channels/ with a file `registration.py`, which holds a `REGISTRATION`."""
    found: dict[str, Registration] = {}
    for folder in pkgutil.iter_modules(channels.__path__):
        package = f"{channels.__name__}.{folder.name}"
        if folder.ispkg and folder.name != "messengers":
            inside = {module.name for module in pkgutil.iter_modules(importlib.import_module(package).__path__)}
            if MODULE in inside:
                app: Registration = importlib.import_module(f"{package}.{MODULE}").REGISTRATION
                found[app.channel] = app
    return found


def webhook_of(app: Registration) -> str:
    """The address to which an app delivers.

    Raises:
        ChannelOff: the public address is not set.
        SettingError: it is no address.
    """
    return f"{public_url()}/webhooks/{app.channel}/webhook"


def overview() -> list[str]:
    """Every app: on or off, and why."""
    lines = []
    for app in registrations().values():
        try:
            app.check()
            lines.append(f"{app.channel}: on, at {webhook_of(app)}")
        except (ChannelOff, settings.SettingError) as off:
            lines.append(f"{app.channel}: off. {off}")
    return lines


def carry_out(channel: str, action: str) -> list[str]:
    """One action (`set`, `show`, `remove`) for one app.

    Raises:
        CannotRegister: it could not be done.
    """
    apps = registrations()
    if channel not in apps:
        raise CannotRegister(f"There is no channel {channel!r}. Choose one of: {', '.join(apps)}.")
    app = apps[channel]
    try:
        if action != "set" or app.set_needs_secrets:
            app.check()
        actions: dict[str, Callable[[], Coroutine[Any, Any, list[str]]]] = {
            "set": lambda: app.set(webhook_of(app)),
            "show": lambda: app.show(webhook_of(app)),
            "remove": app.remove,
        }
        return asyncio.run(actions[action]())
    except (ChannelOff, settings.SettingError) as off:
        raise CannotRegister(f"{app.title} is not set up: {off} docs/channels/{channel}.md has the steps.") from off
    except SendingError as error:
        said = f" It says: {error.detail}" if error.detail else ""
        raise CannotRegister(f"{app.title} did not do it: {error}.{said}") from error
