"""When a model is trained, what it is named after, and what a person is told when it cannot be trained."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from liverguide import training
from liverguide.paths import PROJECT, state_folder
from liverguide.training import TrainingFailed, fingerprint, model_path, train

GIGABYTE = 1024**3


# The fingerprint


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which files may be changed."""
    copy = tmp_path_factory.mktemp("copy") / "project"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(".*", "var", "tests", "docs", "__pycache__"))
    return copy


def fingerprint_of(project: Path) -> str:
    code = "from liverguide.training import fingerprint; print(fingerprint())"
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def changed_fingerprint(project: Path, name: str, text: str) -> str:
    """The fingerprint after a line was added to a file; the file is as before afterwards."""
    file = project / name
    before = file.read_bytes() if file.exists() else None
    file.write_bytes((before or b"") + text.encode())
    try:
        return fingerprint_of(project)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def test_a_copy_elsewhere_has_the_same_fingerprint(project: Path) -> None:
    assert fingerprint_of(project) == fingerprint()


@pytest.mark.parametrize(
    "name",
    ["config.yml", "domain.yml", "data/nlu/scores.yml", "data/rules/topics.yml", "data/nlu/a_new_subject.yml",
     "liverguide/understanding/intent_classifier.py", "liverguide/understanding/ngrams.py",
     "liverguide/understanding/naive_bayes.py", "liverguide/rasa_training/example_files.py"],
)  # fmt: skip
def test_what_is_learned_from_changes_the_fingerprint(project: Path, name: str) -> None:
    assert changed_fingerprint(project, name, "# changed\n") != fingerprint()


@pytest.mark.parametrize(
    "name", ["content/scores.yml", "content/phrases.yml", "clinic.yml", "actions/answer.py", "liverguide/labs/units.py"]
)
def test_what_is_only_looked_up_leaves_the_fingerprint(project: Path, name: str) -> None:
    assert changed_fingerprint(project, name, "# changed\n") == fingerprint()


# Training


class TrainingProcess:
    """Stands where the process that trains would: writes what it writes and ends as it ends."""

    def __init__(self, code: int = 0, words: str = "", makes_model: bool = True) -> None:
        self.returncode, self._words, self._makes_model = code, words, makes_model
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], stdout: Any, **others: Any) -> TrainingProcess:
        self.commands.append(command)
        stdout.write(self._words)
        stdout.flush()
        if self._makes_model:
            Path(command[command.index("--train") + 1]).write_bytes(b"model")
        return self

    def wait(self, timeout: float) -> int:
        return self.returncode


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own, without a model; the converted embedding model is the real one where there is one."""
    made = state_folder() / "embeddings"
    if made.exists():
        (tmp_path / "embeddings").symlink_to(made.resolve())
    monkeypatch.setenv("LIVERGUIDE_STATE", str(tmp_path))
    return tmp_path


@pytest.fixture
def process_of_training(monkeypatch: pytest.MonkeyPatch) -> Callable[..., TrainingProcess]:
    def install(*arguments: Any, **settings: Any) -> TrainingProcess:
        process = TrainingProcess(*arguments, **settings)
        monkeypatch.setattr(training.subprocess, "Popen", process)
        return process

    return install


def one_sentence(error: pytest.ExceptionInfo[TrainingFailed]) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_the_model_is_trained_once(state: Path, process_of_training: Callable[..., TrainingProcess]) -> None:
    process = process_of_training()
    model = train()
    assert model == model_path()
    assert model.parent == state / "models"
    assert model.read_bytes() == b"model"
    assert train() == model
    assert len(process.commands) == 1


def test_models_of_earlier_inputs_are_removed(state: Path, process_of_training: Callable[..., TrainingProcess]) -> None:
    process_of_training()
    old = state / "models" / "liverguide-0123456789abcdef.tar.gz"
    old.parent.mkdir()
    old.write_bytes(b"old")
    model = train()
    assert list(model.parent.glob("*.tar.gz")) == [model]


def test_a_failed_training_is_told_and_leaves_no_model(
    state: Path, process_of_training: Callable[..., TrainingProcess]
) -> None:
    process_of_training(code=1, words="YamlSyntaxException\n", makes_model=False)
    with pytest.raises(TrainingFailed) as error:
        train()
    log = state / "log" / "train.log"
    assert str(log) in one_sentence(error)
    assert "YamlSyntaxException" in log.read_text(encoding="utf-8")
    assert not model_path().exists()


def test_a_training_that_ends_well_without_a_model_failed(
    state: Path, process_of_training: Callable[..., TrainingProcess]
) -> None:
    process_of_training(code=0, makes_model=False)
    with pytest.raises(TrainingFailed) as error:
        train()
    one_sentence(error)
    assert not model_path().exists()


def test_half_a_model_of_a_failed_training_is_not_used(
    state: Path, process_of_training: Callable[..., TrainingProcess]
) -> None:
    process_of_training(code=1)
    with pytest.raises(TrainingFailed):
        train()
    assert not model_path().exists()
    process_of_training()
    assert train() == model_path()


def test_a_disk_that_becomes_full_is_told(state: Path, process_of_training: Callable[..., TrainingProcess]) -> None:
    process_of_training(code=1, words="OSError: [Errno 28] No space left on device\n", makes_model=False)
    with pytest.raises(TrainingFailed) as error:
        train()
    assert one_sentence(error).startswith("The disk is full: training needs 500 MB free.")


def test_a_nearly_full_disk_is_told_before_anything_is_written(
    state: Path, process_of_training: Callable[..., TrainingProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = process_of_training()
    (state / "embeddings").unlink(missing_ok=True)
    monkeypatch.setattr(training.shutil, "disk_usage", lambda path: SimpleNamespace(free=GIGABYTE // 4))
    with pytest.raises(TrainingFailed) as error:
        train()
    text = one_sentence(error)
    assert "The disk is nearly full" in text
    assert "500 MB" in text
    assert str(state) in text
    assert not process.commands
    assert not [file for file in state.rglob("*") if file.is_file()]


@pytest.mark.parametrize("blocked", ["models", "log"])
def test_a_folder_that_cannot_be_made_is_told(
    state: Path, process_of_training: Callable[..., TrainingProcess], blocked: str
) -> None:
    process_of_training()
    (state / blocked).write_text("a file stands where the folder belongs", encoding="utf-8")
    with pytest.raises(TrainingFailed) as error:
        train()
    assert "LIVERGUIDE_STATE" in one_sentence(error)


def test_the_command_line_tells_it_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "liverguide", "train"],
        cwd=PROJECT,
        env={**os.environ, "LIVERGUIDE_STATE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "LIVERGUIDE_STATE" in done.stderr
