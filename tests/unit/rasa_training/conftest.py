"""A small project to train: two topics, two rules, the real components."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from liverguide.paths import state_folder

DOMAIN = """version: "3.1"
intents: [greet, meld_what_is]
actions: [action_answer, action_greet]
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
"""
CONFIG = """recipe: default.v1
assistant_id: small
language: en
pipeline:
  - name: liverguide.understanding.tokenizer.SpacyTokenizer
  - name: liverguide.understanding.sentence_embeddings.SentenceEmbeddings
  - name: liverguide.understanding.intent_classifier.TopicClassifier
policies:
  - name: RulePolicy
"""
RULES = """version: "3.1"
rules:
  - rule: greeting
    steps: [{intent: greet}, {action: action_greet}]
  - rule: a topic
    steps: [{intent: meld_what_is}, {action: action_answer}]
"""
GREETINGS = """version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
      -  hi: there
      - hello
      - "hey" 👋 [you]
      - good morning, ¿qué tal? $5 #1 {x}
"""
QUESTIONS = """version: "3.1"
nlu:
  - intent: meld_what_is
    examples: |
      - what is MELD
      - explain the meld score - please
      - how bad is a meld of 22 (na 131)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder that holds domain, configuration and data."""
    files = {
        "domain.yml": DOMAIN, "config.yml": CONFIG, "data/rules/rules.yml": RULES,
        "data/nlu/b.yml": GREETINGS, "data/nlu/a/questions.yml": QUESTIONS,
    }  # fmt: skip
    for name, text in files.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of its own: a training forgets the vectors of all examples that it does not see."""
    folder = tmp_path / "state"
    folder.mkdir()
    if (state_folder() / "embeddings").exists():
        shutil.copytree(state_folder() / "embeddings", folder / "embeddings", copy_function=_link)
    monkeypatch.setenv("LIVERGUIDE_STATE", str(folder))
    return folder


def _link(source: str, target: str) -> None:
    Path(target).symlink_to(Path(source).resolve())
