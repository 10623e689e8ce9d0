"""Reads a YAML file into a model, with errors that name file, entry and cure."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from liverguide.library.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)


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
            return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise ContentError(file, "the file", f"cannot be read ({error.strerror})", "Restore the file") from error
    except UnicodeDecodeError as error:
        raise ContentError(file, "the file", "is not UTF-8 text", "Save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the file"
        raise ContentError(file, place, "is not valid YAML", "Check indentation, colons and quotes there") from error


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
