"""The three systems: ours, the floor (Rasa with word counts) and stock (Rasa as `rasa init` sets it up)."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from bench.processes import Processes, environment, free_port, run
from liverguide import settings
from liverguide.paths import PROJECT, state_folder

PATIENCE_SECONDS = 300.0
CONFIGURATIONS = Path(__file__).with_name("configurations")
NO_LIMIT = "1000000"


class System(ABC):
    """A system that can be started, asked and stopped."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.port, self.actions_port = free_port(), free_port()
        self.environment = self._environment()
        self.processes = Processes(self.folder, self.environment)

    @abstractmethod
    def _environment(self) -> dict[str, str]: ...

    @abstractmethod
    def start(self) -> None:
        """Start all processes; they are not ready yet."""

    @abstractmethod
    def talk(self) -> Talk:
        """A new conversation."""

    def wait(self) -> None:
        """Until a question is answered."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            self.processes.assert_running()
            try:
                if self.talk().ask("what is a MELD score?"):
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} did not answer")

    @abstractmethod
    def train(self, data: Path, cache: Path, target: Path) -> float:
        """Train on this data; the seconds it took."""


class Talk(ABC):
    """One conversation over one kept connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
        """The answer of one POST, read to its end."""
        sent = {"Content-Type": "application/json", **(headers or {})}
        self.connection.request("POST", path, json.dumps(body), sent)
        answer = self.connection.getresponse()
        text = answer.read()
        self.cookie = answer.headers.get("Set-Cookie", "").split(";")[0]
        if answer.status != http.client.OK:
            raise http.client.HTTPException(f"status {answer.status}: {text[:200]!r}")
        return json.loads(text)

    @abstractmethod
    def ask(self, text: str) -> bool:
        """Whether an action answered (and not the sentence that says that something failed)."""


def answered(messages: list[dict[str, Any]]) -> bool:
    """Whether there is an answer, and it is not that something failed."""
    return bool(messages) and all(message.get("topic") != "failure" for message in messages)


class WebTalk(Talk):
    """Over our web channel, as the chat window does it."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.post("/webhooks/web/session", {})
        self._headers = {"X-Conversation": str(uuid.uuid4()), "Cookie": self.cookie}

    def ask(self, text: str) -> bool:
        """See Talk."""
        message = {"message_id": str(uuid.uuid4()), "text": text}
        return answered(self.post("/webhooks/web/messages", message, self._headers)["messages"])


class RestTalk(Talk):
    """Over Rasa's REST channel."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self._sender = str(uuid.uuid4())

    def ask(self, text: str) -> bool:
        """See Talk."""
        return answered(self.post("/webhooks/rest/webhook", {"sender": self._sender, "message": text}))


class Ours(System):
    """This project as `make run` starts it."""

    name = "ours"

    def _environment(self) -> dict[str, str]:
        own = environment(
            LIVERGUIDE_STATE=str(state_folder()),
            LIVERGUIDE_PORT=str(self.port),
            LIVERGUIDE_ACTIONS_PORT=str(self.actions_port),
            LIVERGUIDE_ACTIONS_URL=f"http://127.0.0.1:{self.actions_port}/webhook",
            LIVERGUIDE_DATABASE=f"sqlite:///{self.folder / 'conversations.db'}",
            LIVERGUIDE_MESSAGES_A_MINUTE=NO_LIMIT,
        )
        return dict(settings.complete(own))

    def start(self) -> None:
        """See System."""
        self.processes.start("actions", ["-m", "liverguide", "actions"])
        self.processes.start("assistant", ["-m", "liverguide", "assistant"])

    def talk(self) -> WebTalk:
        """See System."""
        return WebTalk(self.port)

    def train(self, data: Path, cache: Path, target: Path, domain: Path = PROJECT / "domain.yml") -> float:
        """See System."""
        encoder = self.training_folder / "embeddings"
        if not encoder.exists():
            encoder.parent.mkdir(parents=True, exist_ok=True)
            encoder.symlink_to(state_folder() / "embeddings")
        files = ["--domain", str(domain), "--data", str(data), "--train", str(target)]
        surroundings = {**self.environment, "LIVERGUIDE_STATE": str(self.training_folder)}
        return run(["-m", "liverguide.rasa_training", *files], surroundings, self.folder / "train.log")

    @property
    def training_folder(self) -> Path:
        """Where training keeps the vectors of examples, apart from those of the real data."""
        return self.folder / "training"


class Bare(System):
    """Rasa and rasa_sdk as they come, with our rules and actions."""

    def __init__(self, folder: Path, model: Path) -> None:
        super().__init__(folder)
        self.model = model

    def _environment(self) -> dict[str, str]:
        return dict(settings.complete(environment()))

    def start(self) -> None:
        """See System."""
        endpoints, credentials = self.folder / "endpoints.yml", self.folder / "credentials.yml"
        endpoints.write_text(
            f"action_endpoint:\n  url: http://127.0.0.1:{self.actions_port}/webhook\n"
            f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {self.folder / 'rasa.db'}\n",
            encoding="utf-8",
        )
        credentials.write_text("rest:\n", encoding="utf-8")
        self.processes.start("actions", ["-m", "rasa_sdk", "--actions", "actions", "--port", str(self.actions_port)])
        self.processes.start(
            "rasa",
            ["-m", "rasa", "run", "--model", str(self.model), "--endpoints", str(endpoints),
             "--credentials", str(credentials), "--interface", "127.0.0.1", "--port", str(self.port)],
        )  # fmt: skip

    def talk(self) -> RestTalk:
        """See System."""
        return RestTalk(self.port)

    def train(self, data: Path, cache: Path, target: Path) -> float:
        """See System."""
        command = [
            "-m", "rasa", "train", "--domain", "domain.yml", "--config", str(CONFIGURATIONS / f"{self.name}.yml"),
            "--data", str(data), "--out", str(target.parent), "--fixed-model-name", target.name.removesuffix(".tar.gz"),
        ]  # fmt: skip
        return run(command, {**self.environment, "RASA_CACHE_DIRECTORY": str(cache)}, self.folder / "train.log")


class Floor(Bare):
    """The least that Rasa needs: word counts and rules."""

    name = "floor"


class Stock(Bare):
    """As `rasa init` sets it up."""

    name = "stock"
