"""Trains the model when something it is learned from has changed, and never otherwise."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from liverguide import settings
from liverguide.paths import PROJECT, state_folder
from liverguide.understanding import asides, embedding_model

NEEDED_BYTES = 500 * 1024 * 1024
TELL_EVERY_SECONDS = 10.0
# What turns examples into what is learned.
LEARNING = (
    "asides",
    "aside_examples",
    "tokenizer",
    "token_pieces",
    "sentence_encoder",
    "sentence_embeddings",
    "ngrams",
    "naive_bayes",
    "intent_classifier",
)


class TrainingFailed(Exception):
    """The model could not be trained; the text says what to do."""


def model_path() -> Path:
    """Where the model for the present training inputs lies, or will lie."""
    return state_folder() / "models" / f"liverguide-{fingerprint()}.tar.gz"


def fingerprint() -> str:
    """Names everything the model is learned from. Answers' words are not among it: they are looked up, not learned."""
    digest = hashlib.sha256()
    for file in _inputs():
        digest.update(str(file.relative_to(PROJECT)).encode())
        digest.update(file.read_bytes())
    digest.update(embedding_model.identity().encode())
    digest.update(version("rasa").encode())
    return digest.hexdigest()[:16]


def _inputs() -> Iterator[Path]:
    yield PROJECT / "config.yml"
    yield PROJECT / "domain.yml"
    yield from sorted((PROJECT / "data").rglob("*.yml"))
    yield from sorted((PROJECT / "liverguide" / "rasa_training").glob("*.py"))
    for part in LEARNING:
        yield PROJECT / "liverguide" / "understanding" / f"{part}.py"
    yield asides.FILE


def train() -> Path:
    """The trained model; trains first if there is none for the present inputs.

    Raises:
        TrainingFailed: it could not be trained, or the disk is full.
    """
    model = model_path()
    if model.exists():
        return model
    folder = model.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < NEEDED_BYTES:
            raise TrainingFailed(
                f"The disk is nearly full: training needs 500 MB free at {folder}. Free some and run it again."
            )
        embedding_model.prepare()
        with _one_at_a_time(folder):
            if not model.exists():  # another process may have trained it while this one waited
                _train_in_a_process(model)
                for old in folder.glob("liverguide-*.tar.gz"):
                    if old != model:
                        old.unlink()
    except OSError as error:
        raise TrainingFailed(_sentence(error)) from error
    return model


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _train_in_a_process(model: Path) -> None:
    log = state_folder() / "log" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    unfinished = model.parent / f"unfinished-{model.name}"
    command = [sys.executable, "-m", "liverguide.rasa_training", "--train", str(unfinished)]
    print("Training the assistant (up to a quarter of an hour the first time) ...", flush=True)
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=dict(settings.complete(os.environ.copy())),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        while True:
            try:
                process.wait(TELL_EVERY_SECONDS)
                break
            except subprocess.TimeoutExpired:
                print(f"  still training, {time.monotonic() - began:.0f} s ...", flush=True)
    if process.returncode or not unfinished.exists():
        if "No space left" in log.read_text(encoding="utf-8", errors="replace"):
            raise TrainingFailed(_sentence(OSError(errno.ENOSPC, "")))
        raise TrainingFailed(f"Training failed. The last lines of {log} say why.")
    unfinished.replace(model)
    print(f"Trained in {time.monotonic() - began:.0f} s.", flush=True)


def _sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full: training needs 500 MB free. Free some and run the command again."
    return f"The folder for models cannot be written ({error.strerror}). Set LIVERGUIDE_STATE to a folder that can."
