"""Starts and stops what `make run` consists of: the processes of the Procfile, by honcho."""

from __future__ import annotations

import gc
import os
import socket
import subprocess
import sys
import threading
import time
import warnings

import httpx
from honcho.environ import parse_procfile
from honcho.manager import Manager

from liverguide import settings
from liverguide.library import current_library
from liverguide.paths import PROJECT, state_folder
from liverguide.training import train

READY_PATH = "/webhooks/rest/ready"
PATIENCE_SECONDS = 180.0
MOST_CONNECTIONS_OF_DESK = 500


class CannotStart(Exception):
    """Something outside of the program stands in the way; the text says what and the cure."""


def run() -> int:
    """Everything from here to a running assistant; returns when it is stopped."""
    current_library()  # broken content is told before anything starts
    settings.complete(os.environ)
    check_ports()
    settings.desk_url()  # what is wrong with it is told before anything starts
    train()
    manager = Manager()
    for name, command in parse_procfile((PROJECT / "Procfile").read_text(encoding="utf-8")).processes.items():
        # The interpreter of this environment, whatever `python` is on the PATH.
        started = command.replace("python ", f"{sys.executable} ", 1)
        manager.add_process(name, started, env=dict(os.environ), cwd=str(PROJECT))
    print("Starting the assistant (about 10 seconds) ...", flush=True)
    threading.Thread(target=_announce, daemon=True).start()
    manager.loop()
    return int(manager.returncode or 0)


def _announce() -> None:
    if not wait_until_ready():
        print("The assistant did not answer in time; the lines above say why. Press Ctrl-C to stop.", flush=True)
        return
    clinic = current_library().clinic
    print(
        f"\n{clinic.assistant.name} is ready: {settings.address()}/site/"
        "  (in this terminal instead: make chat; stop: Ctrl-C)",
        flush=True,
    )
    print(f"For the clinic's staff: {settings.desk_address()} (docs/desk.md says how to make an account).", flush=True)
    if clinic.example:
        print("clinic.yml still describes an example clinic: change it before anybody relies on this.", flush=True)


def wait_until_ready(patience: float = PATIENCE_SECONDS) -> bool:
    """Whether model, action server and store all answer before patience runs out."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if is_ready():
            return True
        time.sleep(0.3)
    return False


def is_ready() -> bool:
    """Whether the assistant answers right now."""
    try:
        return httpx.get(settings.address() + READY_PATH, timeout=10).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def check_ports() -> None:
    """All ports must be free.

    Raises:
        CannotStart: names the port and the variable that changes it.
    """
    wanted = {
        "LIVERGUIDE_PORT": settings.port(),
        "LIVERGUIDE_ACTIONS_PORT": settings.actions_port(),
        "LIVERGUIDE_DESK_PORT": settings.desk_port(),
    }
    for variable, port in wanted.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.HOST, port))
            except OSError as error:
                raise CannotStart(
                    f"Port {port} is taken by another program. Stop it, or choose another port: "
                    f"{variable}={port + 1} make run"
                ) from error


def run_assistant() -> int:
    """Serve as the Rasa server until stopped."""
    settings.complete(os.environ)
    model = train()
    os.chdir(PROJECT)
    _quieten_warnings()
    # A message's products of matrices are small: threads that wait for each other would cost more than they save.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from liverguide.serving.deferred_imports import defer_imports

    defer_imports()
    from liverguide.serving.server import serve

    serve(model, settings.HOST, settings.port())
    return 0


def _quieten_warnings() -> None:
    # Sanic turns deprecation warnings on at import, whatever PYTHONWARNINGS says; those of the libraries below us would
    # bury the lines that matter.
    import sanic  # noqa: F401

    warnings.simplefilter("ignore", DeprecationWarning)


def run_actions() -> int:
    """Serve actions until stopped."""
    settings.complete(os.environ)
    os.chdir(PROJECT)
    # The action server is a program of its own: no part of this package imports it.
    command = [sys.executable, "-m", "actions", settings.HOST, str(settings.actions_port())]
    os.execv(sys.executable, command)


def run_desk() -> int:
    """Serve the front desk until stopped."""
    settings.complete(os.environ)
    os.chdir(PROJECT)
    import uvicorn

    from liverguide.desk.app import create_app
    from liverguide.desk.assistant import AssistantServer
    from liverguide.desk.database import Database
    from liverguide.desk.desk import Desk
    from liverguide.desk.entrance import OwnAddress

    port, url = settings.desk_port(), settings.desk_url()
    own = OwnAddress(frozenset({url}), settings.trusted_proxy()) if url else OwnAddress.on_this_machine(port)
    assistant = AssistantServer(settings.address(), settings.desk_token())
    desk = Desk(Database(settings.database()), assistant, own, settings.desk_key())
    app = create_app(desk)
    current_library()
    # What stays until the end need not be looked through whenever a large page is made: it took a sixth of the time.
    gc.collect()
    gc.freeze()
    uvicorn.run(
        app, host=settings.HOST, port=port, log_level="warning", access_log=False, server_header=False,
        # Who asks is read by the desk itself (entrance.py); uvicorn would believe any program on this machine.
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS_OF_DESK,
        ws="none",  # Rasa keeps websockets older than uvicorn wants it, and no page needs it
    )  # fmt: skip
    return 0


def validate_training_data() -> int:
    """Rasa's validator over domain, rules and examples; its words only when something is wrong."""
    log = state_folder() / "log" / "validate.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "liverguide.rasa_training", "--validate"]
    with log.open("w", encoding="utf-8") as output:
        code = subprocess.call(
            command,
            cwd=PROJECT,
            env=dict(settings.complete(os.environ.copy())),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if code:
        print(log.read_text(encoding="utf-8", errors="replace")[-6000:])
        print("The training data is not in order: see above.")
    else:
        print("Domain, rules and training data are in order.")
    return code
