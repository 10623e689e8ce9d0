"""The assistant's HTTP server: Rasa's channels and model on Sanic, without Rasa's own addresses and command line."""

from __future__ import annotations

import os
from asyncio import AbstractEventLoop
from functools import partial
from pathlib import Path

import rasa.core.channels.channel
import rasa.shared.utils.io
from rasa.core.channels.channel import InputChannel
from rasa.core.utils import AvailableEndpoints
from rasa.shared.utils.common import class_from_module_path
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog
from sanic import Sanic

from liverguide.paths import PROJECT
from liverguide.serving.agent import close, load_agent

ENDPOINTS = PROJECT / "endpoints.yml"
CREDENTIALS = PROJECT / "credentials.yml"
ROUTE = "/webhooks/"
KEEP_ALIVE_SECONDS = 30


def serve(model: Path, host: str, port: int) -> None:
    """Answer until stopped."""
    configure_logging_and_warnings(warn_only_once=True, filter_repeated_logs=True)
    configure_structlog()
    create_app(model).run(host, port, access_log=False, motd=False, workers=1)


def create_app(model: Path) -> Sanic:
    """The server of all channels in credentials.yml."""
    app = Sanic("liverguide_assistant", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS
    rasa.core.channels.channel.register(_channels(), app, ROUTE)
    app.register_listener(partial(_load, model), "before_server_start")
    app.register_listener(_close, "after_server_stop")
    return app


def _channels() -> list[InputChannel]:
    credentials = rasa.shared.utils.io.read_config_file(CREDENTIALS)
    return [class_from_module_path(name).from_credentials(given) for name, given in credentials.items()]


async def _load(model: Path, app: Sanic, loop: AbstractEventLoop) -> None:
    app.ctx.agent = await load_agent(model, AvailableEndpoints.read_endpoints(os.fspath(ENDPOINTS)), loop)


async def _close(app: Sanic, loop: AbstractEventLoop) -> None:
    await close(app.ctx.agent)
