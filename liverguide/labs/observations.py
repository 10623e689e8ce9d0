"""A value bound to a test."""

from __future__ import annotations

from dataclasses import dataclass

from liverguide.labs.age import Age
from liverguide.labs.linking import Item
from liverguide.labs.names import Name
from liverguide.labs.values import Value


@dataclass(frozen=True)
class Observation:
    """A value bound to a test."""

    test: str
    value: Value
    name: Name | Item | None
    uncertain: bool = False
    doubted: bool = False
    """The message itself doubts the number."""
    age: Age | None = None
    listed: bool = False
    two_tests: tuple[str, ...] = ()
