"""Whether a channel is on: it is when all that it needs stands in the environment."""

from __future__ import annotations

import os

from liverguide import settings


class ChannelOff(Exception):
    """A channel lacks something; the text names it in a sentence."""


class CannotRegister(Exception):
    """An app could not be told where its messages go; the text says why and what to do."""


def required(*variables: str) -> tuple[str, ...]:
    """The values of environment variables.

    Raises:
        ChannelOff: one of them is not set.
    """
    missing = [variable for variable in variables if not os.environ.get(variable)]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise ChannelOff(f"{' and '.join(missing)} {verb} not set.")
    return tuple(os.environ[variable] for variable in variables)


def public_url() -> str:
    """Where apps reach this installation.

    Raises:
        ChannelOff: it is not set.
        SettingError: it is no address.
    """
    url = settings.public_url()
    if url is None:
        raise ChannelOff("LIVERGUIDE_PUBLIC_URL is not set: the app has no address to deliver messages to.")
    return url
