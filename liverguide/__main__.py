"""The command line: `python -m liverguide COMMAND`. `make help` lists what people need daily."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
import warnings
from collections.abc import Callable

from liverguide import settings
from liverguide.library.errors import ContentError


def parse() -> int:
    """Understand messages: JSON lines in, JSON lines out, no server."""
    settings.complete(os.environ)
    # Whatever the libraries print must not mix with the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    from liverguide.training import train
    from liverguide.understanding.parse import Parser, parse_lines

    # Whatever the terminal's encoding; one wrong byte must not end the run.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="\n")
    for line in parse_lines(lines, Parser(train())):
        print(line, file=answers, flush=True)
    return 0


def lint() -> int:
    """Check the content; names file, entry and cure of everything that is wrong."""
    from liverguide.library.lint import lint_all

    findings = lint_all()
    for finding in findings:
        print(finding)
    print(f"{len(findings)} problems in the content." if findings else "The content is in order.")
    return 1 if findings else 0


def validate() -> int:
    """Check domain, rules and training data with Rasa's own validator."""
    from liverguide.processes import validate_training_data

    return validate_training_data()


def train() -> int:
    """Train if anything that is learned from has changed."""
    from liverguide.training import train as train_model

    print(f"Model: {train_model()}")
    return 0


def adapt() -> int:
    """Teach the sentence encoder the language of the training examples anew (long; see docs/understanding.md)."""
    from liverguide.adaptation.examples import composed_examples, training_examples
    from liverguide.adaptation.learning import Plan, learn
    from liverguide.understanding.adaptation import FILE

    examples = training_examples()
    learn(FILE, Plan(), examples + composed_examples(examples))
    return 0


def run() -> int:
    """Train if needed, start all processes, and say where the assistant is."""
    from liverguide.processes import run as run_processes

    return run_processes()


def assistant() -> int:
    """Run the Rasa server (started by `run`)."""
    from liverguide.processes import run_assistant

    return run_assistant()


def actions() -> int:
    """Run the action server (started by `run`)."""
    from liverguide.processes import run_actions

    return run_actions()


def desk() -> int:
    """Run the front desk (started by `run`)."""
    from liverguide.processes import run_desk

    return run_desk()


def account(action: str, name: str | None = None, role: str | None = None, shown: str | None = None) -> int:
    """Accounts of the front desk: list, add, password, role, disable, enable."""
    settings.complete(os.environ)
    from liverguide.desk.people.command import carry_out

    for line in carry_out(action, name, role, shown):
        print(line)
    return 0


def chat() -> int:
    """Talk to the assistant in the terminal."""
    from liverguide.terminal_chat import chat as talk

    return talk()


def channels(app: str | None = None, action: str | None = None) -> int:
    """List the messaging apps (on, off and why), or tell one where its messages go: APP set, show or remove."""
    settings.complete(os.environ)
    import sanic  # noqa: F401  (turns deprecation warnings on, which would bury the report)

    warnings.simplefilter("ignore")
    logging.disable()  # what goes wrong stands in the report, and once is enough
    from liverguide.channels.messengers.registration import carry_out, overview

    for line in overview() if app is None else carry_out(app, action or "show"):
        print(line)
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    f.__name__: f for f in (parse, lint, validate, train, adapt, run, chat, channels, account, assistant, actions, desk)
}


def main() -> int:
    """Run one command; what a person can mend is told in one sentence."""
    parser = argparse.ArgumentParser(prog="python -m liverguide", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, function in COMMANDS.items():
        command = commands.add_parser(name, help=(function.__doc__ or "").rstrip("."))
        if function is channels:
            command.add_argument("app", nargs="?", metavar="APP")
            command.add_argument("action", nargs="?", choices=("set", "show", "remove"))
        if function is account:
            command.add_argument("action", choices=("list", "add", "password", "role", "disable", "enable"))
            command.add_argument("name", nargs="?", metavar="NAME")
            command.add_argument("--role", choices=("desk", "clinician", "admin"))
            command.add_argument("--shown", metavar="TEXT", help="the name that patients see")
    arguments = vars(parser.parse_args())
    chosen = arguments.pop("command")
    try:
        return COMMANDS[chosen](**arguments)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not isinstance(error, _with_a_cure()):
            raise
        print(error, file=sys.stderr)
        return 1


def _with_a_cure() -> tuple[type[Exception], ...]:
    """Errors whose text says what to do. Their modules take as long to load as many a command, so only now."""
    from liverguide.channels.messengers.openness import CannotRegister
    from liverguide.desk.people.accounts import AccountError
    from liverguide.processes import CannotStart
    from liverguide.training import TrainingFailed
    from liverguide.understanding.embedding_model import EmbeddingModelError

    return (
        AccountError,
        CannotStart,
        ContentError,
        EmbeddingModelError,
        CannotRegister,
        settings.SettingError,
        TrainingFailed,
    )


if __name__ == "__main__":
    sys.exit(main())
