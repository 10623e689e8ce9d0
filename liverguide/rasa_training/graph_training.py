"""Trains a model with Rasa's recipe, components and model file.

`rasa train` fingerprints the examples before and behind every component, to find out which of them may be left out next
time: a third of a training. Here a fingerprint of all files decides beforehand whether anything is trained at all.
"""

from __future__ import annotations

import copy
from pathlib import Path
from tempfile import TemporaryDirectory

import rasa.engine.validation
from rasa.engine.constants import PLACEHOLDER_IMPORTER
from rasa.engine.graph import ExecutionContext, GraphModelConfiguration
from rasa.engine.recipes.recipe import Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.training.hooks import LoggingHook
from rasa.model_training import get_unresolved_slots
from rasa.shared.data import TrainingType
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter

from liverguide.serving.graph_runner import DirectGraphRunner


def train(importer: TrainingDataImporter, target: Path) -> None:
    """Write the trained model to `target`, as `rasa train` would.

    Raises:
        RasaException: configuration, domain, rules and examples do not fit together.
        ContentError: see `read_examples`.
    """
    unknown = get_unresolved_slots(importer.get_domain(), importer.get_stories())
    if unknown:
        raise RasaException(
            f"The rules set slots that domain.yml lacks: {', '.join(sorted(unknown))}. Add or correct them."
        )
    domain = copy.deepcopy(importer.get_domain())
    configuration = _configuration(importer)
    rasa.engine.validation.validate(configuration)
    schema = configuration.train_schema
    with TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        runner = DirectGraphRunner.create(schema, storage, ExecutionContext(schema), [LoggingHook(schema)])
        runner.run({PLACEHOLDER_IMPORTER: importer})
        storage.create_model_package(target, configuration, domain)


def _configuration(importer: TrainingDataImporter) -> GraphModelConfiguration:
    config = importer.get_config()
    recipe = Recipe.recipe_for_name(config["recipe"])
    return recipe.graph_config_for_recipe(config, {}, training_type=TrainingType.BOTH)
