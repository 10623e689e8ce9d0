"""Questions and answers: how long they take, early and late in a conversation, and many at once."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import yaml

from bench.systems import System, Talk

QUESTIONS: list[str] = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text(encoding="utf-8"))
# The first message opens the session; these follow it.
FRESH_MESSAGES = range(2, 10)
Seconds = dict[str, list[float]]


def timed(talk: Talk, number: int) -> float:
    """Seconds until the answer of a conversation's message with this number is there."""
    began = time.perf_counter()
    if not talk.ask(QUESTIONS[number % len(QUESTIONS)]):
        raise RuntimeError("a question was not answered")
    return time.perf_counter() - began


def fresh_conversations(systems: Sequence[System], rounds: int) -> Seconds:
    """Messages 2 to 9 of new conversations, the systems taking turns message by message."""
    seconds: Seconds = defaultdict(list)
    for _ in range(rounds):
        talks = {system.name: system.talk() for system in systems}
        for talk in talks.values():
            timed(talk, 1)
        for number in FRESH_MESSAGES:
            for name, talk in talks.items():
                seconds[name].append(timed(talk, number))
    return seconds


def long_conversations(systems: Sequence[System], length: int, conversations: int) -> dict[str, list[list[float]]]:
    """For each system, what each message of its conversations took: `[message][conversation]`."""
    seconds: dict[str, list[list[float]]] = {system.name: [[] for _ in range(length)] for system in systems}
    for _ in range(conversations):
        talks = {system.name: system.talk() for system in systems}
        for number in range(length):
            for name, talk in talks.items():
                seconds[name][number].append(timed(talk, number + 1))
    return seconds


def around(messages: Sequence[Sequence[float]], number: int, width: int = 5) -> list[float]:
    """What the messages next to message `number` took (counted from 1)."""
    return [each for message in messages[max(1, number - width) : number + width] for each in message]


def messages_a_second(system: System, conversations: int, seconds: float) -> float:
    """Answers a second while so many people write at once, each as soon as the answer is there."""
    until = time.monotonic() + seconds
    answers, failures = count(), []

    def person(first: int) -> None:
        try:
            talk, number = system.talk(), first
            while time.monotonic() < until:
                timed(talk, number)
                next(answers)
                number += 1
        except Exception as error:
            failures.append(error)

    people = [threading.Thread(target=person, args=(n,)) for n in range(conversations)]
    began = time.monotonic()
    for each in people:
        each.start()
    for each in people:
        each.join()
    if failures:
        raise failures[0]
    return next(answers) / (time.monotonic() - began)
