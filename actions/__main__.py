"""`python -m actions HOST PORT` runs the action server."""

from __future__ import annotations

import logging
import sys
import warnings

from actions.server import run

if __name__ == "__main__":
    # Sanic turns deprecation warnings on at import; those of the libraries below us would bury what matters.
    warnings.simplefilter("ignore", DeprecationWarning)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    run(sys.argv[1], int(sys.argv[2]))
