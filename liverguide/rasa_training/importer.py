"""What is learned from: domain and rules as Rasa reads them, the examples as `example_files` reads them."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.data import get_data_files
from rasa.shared.importers.importer import (
    E2EImporter,
    ResponsesSyncImporter,
    _additional_training_data_from_default_actions,
)
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from liverguide.library.errors import ContentError
from liverguide.rasa_training.example_files import read_examples


class ProjectImporter(E2EImporter):
    """Rasa's chain of importers. Joining their examples copies and hashes each of them several times; here each is made
    once.
    """

    def __init__(self, domain: Path, config: Path, data: Path) -> None:
        self._files = _Files(domain, config, data)
        super().__init__(ResponsesSyncImporter(self._files))

    @cached_method
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples, between what Rasa adds to them: its own actions, and intents and actions of the rules."""
        actions = _additional_training_data_from_default_actions().training_examples
        told = self._additional_training_data_from_stories().training_examples
        once = TrainingData([*actions, *told]).training_examples  # none of them has a text, so none is an example, too
        joined = TrainingData()
        joined.training_examples = [
            *once[: len(actions)],
            *self._files.examples.training_examples,
            *once[len(actions) :],
        ]
        return joined


class _Files(RasaFileImporter):
    """Examples in `data/nlu`, rules in `data/rules`."""

    def __init__(self, domain: Path, config: Path, data: Path) -> None:
        # Rasa's own asks each file three times what it is, reading it to its end.
        self._domain_path = os.fspath(domain)
        self.config_file = os.fspath(config)
        self._story_files = get_data_files(os.fspath(data / "rules"), YAMLStoryReader.is_stories_file)
        self._conversation_test_files: list[str] = []
        self._folder = data / "nlu"

    @cached_property
    def examples(self) -> TrainingData:
        """All examples, read at the first use."""
        examples = read_examples(self._folder)
        if examples.retrieval_intents:
            named = ", ".join(sorted(examples.retrieval_intents))
            raise ContentError(self._folder, named, "has a stroke in its name", "Name the intent without one")
        return examples

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """See TrainingDataImporter."""
        return self.examples

    @cached_method
    def get_domain(self) -> Domain:
        """See TrainingDataImporter."""
        return super().get_domain()
