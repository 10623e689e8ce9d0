"""What every picture has: a kind, a title, and words that say all it shows."""

from __future__ import annotations

import json
from typing import Any

from liverguide.library.yaml_files import StrictModel


class Part(StrictModel):
    """A piece of a picture's data."""

    class Config:
        """Settings of pydantic: fields are named in Python, aliases only in the data."""

        allow_population_by_field_name = True


class BasePicture(Part):
    """The data of a picture, from which every client draws the same. Holds no words, name or date of a person.

    `alt`: the text alternative. `notes`: lines that stand under the picture.
    """

    title: str
    alt: str
    notes: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The data as JSON has it, for the metadata of a message."""
        data: dict[str, Any] = json.loads(self.json(by_alias=True))
        return data
