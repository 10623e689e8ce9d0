"""The assistant in the terminal: readable lines, numbered buttons."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import textwrap
from typing import Any

import httpx

from liverguide import settings
from liverguide.library import current_library
from liverguide.paths import PROJECT, state_folder
from liverguide.processes import CannotStart, check_ports, is_ready, wait_until_ready
from liverguide.training import train

WIDTH = 88
LEAVE = {"/quit", "/exit", "/bye"}


def chat() -> int:
    """Talk until the person leaves; starts the assistant first if it is not running, and stops it then.

    Raises:
        CannotStart: the assistant does not come up.
    """
    settings.complete(os.environ)
    started = None if is_ready() else _start()
    try:
        _converse()
    finally:
        if started:
            started.terminate()
            started.wait()
    return 0


def _start() -> subprocess.Popen[bytes]:
    check_ports()
    train()
    log = state_folder() / "log" / "run.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    print("Starting the assistant (about 10 seconds) ...", flush=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "liverguide", "run"], cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT
        )
    if not wait_until_ready():
        process.terminate()
        raise CannotStart(f"The assistant did not come up; the last lines of {log} say why.")
    return process


def _converse() -> None:
    name = current_library().clinic.assistant.name
    sender = secrets.token_urlsafe(12)
    print(f"You are talking to {name}. Type a number to tap a button, /quit to leave.\n")
    buttons: list[dict[str, str]] = []
    while True:
        try:
            typed = input("You: ").strip()
        except EOFError:
            print()
            return
        if typed.lower() in LEAVE:
            return
        if not typed:
            continue
        buttons = _show(name, _send(sender, chosen(typed, buttons)))


def chosen(typed: str, buttons: list[dict[str, str]]) -> str:
    """What is sent: the payload of the button whose number was typed, or the words themselves."""
    if typed.isdecimal() and 1 <= int(typed) <= len(buttons):
        return buttons[int(typed) - 1]["payload"]
    return typed


def _send(sender: str, message: str) -> list[dict[str, Any]]:
    try:
        answer = httpx.post(
            f"{settings.address()}/webhooks/rest/webhook", json={"sender": sender, "message": message}, timeout=60
        )
        answer.raise_for_status()
    except httpx.HTTPError:
        return [{"text": "The assistant is not running any more. Start it with `make run`."}]
    messages: list[dict[str, Any]] = answer.json()
    return messages


def _show(name: str, messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Print the messages; the buttons of all of them are numbered through."""
    buttons: list[dict[str, str]] = []
    for message in messages:
        for line in message.get("text", "").replace("**", "").splitlines():
            hang = "  " if line.startswith("- ") else ""
            print(textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="  " + hang) if line else "")
        for button in message.get("buttons", []):
            buttons.append(button)
            print(f"    [{len(buttons)}] {button['title']}")
        print()
    return buttons
