"""Reads a YAML file into a model, with errors that name file, entry and cure."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from liverguide.library.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)
FastestSafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UniqueKeyLoader(FastestSafeLoader):
    """Refuses a key that stands twice in one place; YAML would keep the last one without a word."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Called by YAML for every mapping."""
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                mark = node.value[place][0].start_mark
                raise yaml.constructor.ConstructorError(None, None, f"{key} stands twice", mark)
        return super().construct_mapping(node, deep)


class StrictModel(BaseModel):
    """A model that refuses unknown keys (a misspelt key would be silently lost) and is not changed once read."""

    class Config:
        """Settings of pydantic."""

        extra = "forbid"
        frozen = True


def read_yaml(file: Path) -> Any:
    """The file's data.

    Raises:
        ContentError: missing, unreadable or no YAML.
    """
    try:
        with file.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=UniqueKeyLoader)
    except OSError as error:
        raise ContentError(file, "the file", f"cannot be read ({error.strerror})", "Restore the file") from error
    except UnicodeDecodeError as error:
        raise ContentError(file, "the file", "is not UTF-8 text", "Save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the file"
        if isinstance(error, yaml.constructor.ConstructorError) and error.problem:
            raise ContentError(file, place, error.problem, "Correct that line") from error
        raise ContentError(file, place, "is not valid YAML", "Check indentation, colons and quotes there") from error
    except ValueError as error:  # such as the date 2026-02-30
        raise ContentError(file, "the file", f"holds an impossible value ({error})", "Correct it") from error


def read_entries(file: Path) -> dict[str, Any]:
    """The data of a file whose keys are entries.

    Raises:
        ContentError: missing, unreadable, or something else than entries.
    """
    data = read_yaml(file)
    if not isinstance(data, dict):
        raise ContentError(file, "the file", "holds no entries", "Restore it, or write `name: ...` for each entry")
    return {str(key): value for key, value in data.items()}


def as_model(model: type[Model], data: Any, file: Path, entry: str) -> Model:
    """Check one entry against its model.

    Raises:
        ContentError: names the first wrong field.
    """
    try:
        return model.parse_obj(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the entry"
        raise ContentError(file, entry, f"{field}: {first['msg']}", "See docs/editing.md for the fields") from error
