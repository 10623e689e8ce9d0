"""A process of its own for what needs 2 GB: `python -m liverguide.rasa_training --train MODEL`, or `--validate`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from liverguide.library.errors import ContentError
from liverguide.paths import PROJECT
from liverguide.serving.deferred_imports import defer_imports


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m liverguide.rasa_training", description=__doc__)
    parser.add_argument("--domain", type=Path, default=PROJECT / "domain.yml")
    parser.add_argument("--config", type=Path, default=PROJECT / "config.yml")
    parser.add_argument("--data", type=Path, default=PROJECT / "data")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--train", type=Path, metavar="MODEL", help="write a model")
    what.add_argument("--validate", action="store_true", help="check domain, rules and examples")
    chosen = parser.parse_args()
    defer_imports()
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    from liverguide.rasa_training.importer import ProjectImporter

    configure_logging_and_warnings()
    configure_structlog()
    importer = ProjectImporter(chosen.domain, chosen.config, chosen.data)
    try:
        if chosen.validate:
            from rasa.cli.utils import validate_files

            validate_files(fail_on_warnings=True, max_history=None, importer=importer)
        else:
            from liverguide.rasa_training.graph_training import train

            train(importer, chosen.train)
    except ContentError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
