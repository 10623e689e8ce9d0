"""The action server: runs actions for Rasa, on this machine only.

rasa_sdk's own server listens on every address, opens CORS to everybody, and answers an error with the whole request,
which holds the conversation. This one does none of that.
"""

from __future__ import annotations

import logging

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

log = logging.getLogger(__name__)

# Longer than the assistant keeps a connection that nobody uses, so that none is closed just when it is taken up again.
KEEP_ALIVE_SECONDS = 60


def create_app() -> Sanic:
    """The server with all actions of this package."""
    app = Sanic("liverguide_actions", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS
    executor = ActionExecutor()
    executor.register_package("actions")

    @app.get("/health")
    async def health(request: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        try:
            return response.json(await executor.run(request.json))
        except ActionExecutionRejection as error:
            return response.json({"error": "rejected", "action_name": error.action_name}, status=400)
        except ActionNotFoundException as error:
            log.error("there is no action %s", error.action_name)
            return response.json({"error": "no such action", "action_name": error.action_name}, status=404)

    @app.exception(Exception)
    async def failed(request: Request, exception: Exception) -> HTTPResponse:
        log.error("an action call failed: %s", type(exception).__name__)
        return response.json({"error": "failed"}, status=500)

    return app


def run(host: str, port: int) -> None:
    """Serve until stopped."""
    create_app().run(host, port, access_log=False, motd=False)
