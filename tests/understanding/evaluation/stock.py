"""The stock Rasa pipeline (as `rasa init` writes it), trained on the same examples, for comparison."""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from liverguide.paths import PROJECT, state_folder

# `rasa init` writes 100, meant for some hundred examples. With 40,000 an epoch takes eight minutes on one core, so 100
# would take half a day; the training's log shows how much the last of these still learns.
EPOCHS = 6

# The recommended pipeline of Rasa 3.6; what has to do with stories and response selection is left out, it does not
# touch the intent.
PIPELINE = f"""recipe: default.v1
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {EPOCHS}
    constrain_similarities: true
    entity_recognition: false
  - name: EntitySynonymMapper
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
policies: []
"""


def trained() -> Path:
    """The stock model for the present examples; trained first if there is none, which takes long."""
    digest = hashlib.sha256(PIPELINE.encode())
    files = sorted((PROJECT / "data" / "nlu").rglob("*.yml"))
    for file in files:
        digest.update(file.read_bytes())
    folder = state_folder() / "stock"
    model = folder / f"stock-{digest.hexdigest()[:16]}.tar.gz"
    if not model.exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.yml").write_text(PIPELINE, encoding="utf-8")
        print("Training the stock pipeline for comparison (once for these examples) ...", flush=True)
        began = time.monotonic()
        with (folder / "train.log").open("w", encoding="utf-8") as log:
            subprocess.run(
                [sys.executable, "-m", "rasa", "train", "nlu", "--config", str(folder / "config.yml"),
                 "--nlu", str(PROJECT / "data" / "nlu"), "--domain", str(PROJECT / "domain.yml"),
                 "--out", str(folder), "--fixed-model-name", model.name.removesuffix(".tar.gz")],
                cwd=folder, env=os.environ.copy(), stdout=log, stderr=subprocess.STDOUT, check=True,
            )  # fmt: skip
        print(f"Trained in {time.monotonic() - began:.0f} s.", flush=True)
    return model


def understand(texts: list[str]) -> Iterator[dict[str, Any]]:
    """The stock pipeline's intents in the form that ours are judged in; it reads no values and raises no alarm."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(trained()))
    for text in texts:
        parsed = asyncio.run(agent.parse_message(text))
        intent = parsed["intent"]["name"]
        yield {
            "text": text,
            "intent": intent,
            "confidence": parsed["intent"]["confidence"],
            "alternatives": [
                {"intent": guess["name"], "confidence": guess["confidence"]}
                for guess in parsed.get("intent_ranking", [])
                if guess["name"] != "nlu_fallback"
            ],
            "labs": {},
            "unclear": [],
            "person": {"age": None, "sex": None, "dialysis": None},
            "red_flag": "other" if intent == "emergency" else None,
        }
