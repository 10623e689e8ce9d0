"""Pictures of scores and values: their data with a text alternative, and PNG files of the same data.

Nothing here imports what draws them; `liverguide.pictures.png` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import Field, parse_obj_as

from liverguide.pictures.before_after import BeforeAfter, before_after
from liverguide.pictures.range_strip import RangeStrip, range_strip
from liverguide.pictures.score_gauge import ScoreGauge, score_gauge
from liverguide.pictures.score_shares import ScoreShares, score_shares

Picture: TypeAlias = ScoreGauge | RangeStrip | ScoreShares | BeforeAfter


def picture_from_data(data: Mapping[str, Any]) -> Picture:
    """A picture from its data.

    Raises:
        ValueError: this is not the data of a picture.
    """
    picture: Picture = parse_obj_as(Annotated[Picture, Field(discriminator="kind")], dict(data))  # type: ignore[arg-type]
    return picture


__all__ = [
    "BeforeAfter",
    "Picture",
    "RangeStrip",
    "ScoreGauge",
    "ScoreShares",
    "before_after",
    "picture_from_data",
    "range_strip",
    "score_gauge",
    "score_shares",
]
