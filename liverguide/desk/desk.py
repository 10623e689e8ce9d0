"""What every page of the desk has at hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import Request

from liverguide.desk.assistant import AssistantServer
from liverguide.desk.database import Database
from liverguide.desk.entrance import OwnAddress
from liverguide.desk.learn.comparison import Comparison
from liverguide.library import Library, current_library


@dataclass(frozen=True)
class Desk:
    """The database, the assistant that runs beside the desk, its own address, and the key that signs its cookies.

    `comparisons`: what Learn remembers of each of its lists.
    """

    database: Database
    assistant: AssistantServer
    address: OwnAddress
    key: str
    comparisons: defaultdict[object, Comparison] = field(default_factory=lambda: defaultdict(Comparison), init=False)

    @property
    def library(self) -> Library:
        """The content as it is now."""
        return current_library()


def desk_of(request: Request) -> Desk:
    """The desk to which a request came."""
    return cast(Desk, request.app.state.desk)
