"""Modules of Rasa that answering never uses are loaded only if somebody does use them.

Rasa imports TensorFlow (350 MB) and the client libraries of eight messaging services to be able to name their classes.
Nothing is replaced: a deferred module runs its own code at the first use of anything in it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

# With the part of a package that holds what others really ask it for.
DEFERRED = {
    # For neural networks: it imports TensorFlow, and whatever extracts entities imports it.
    "rasa.utils.train_utils": None,
    # Names all channels; other modules ask it for messages and output.
    "rasa.core.channels": "rasa.core.channels.channel",
}


def defer_imports() -> None:
    """From now on; call it before the first import of Rasa."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in DEFERRED else None
        if spec is not None and spec.loader is not None:
            spec.loader = _Deferred(spec.loader)
        return spec


class _Deferred(Loader):
    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def load(name: str) -> Any:
            # The import system asks a package for its own parts before it looks for their files.
            if name.startswith("__") or _is_part(module, name):
                raise AttributeError(name)
            asked_for = DEFERRED[module.__name__]
            if asked_for and hasattr(import_module(asked_for), name):
                return getattr(import_module(asked_for), name)
            module.__dict__.pop("__getattr__", None)
            self._loader.exec_module(module)
            return getattr(module, name)

        module.__dict__["__getattr__"] = load


def _is_part(module: ModuleType, name: str) -> bool:
    path = module.__dict__.get("__path__")
    return path is not None and PathFinder.find_spec(f"{module.__name__}.{name}", path) is not None
