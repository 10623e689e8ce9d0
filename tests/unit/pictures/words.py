"""What stands on a drawn picture, and the numbers in a text."""

from __future__ import annotations

import re

from liverguide.pictures import Picture
from liverguide.pictures.png import draw

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def written_on(picture: Picture) -> list[str]:
    """Each line of text that the PNG file shows."""
    return [words.text for words in draw(picture).words]


def numbers_missing_in_alt(picture: Picture) -> set[str]:
    shown = {number for line in written_on(picture) for number in NUMBER.findall(line)}
    assert shown
    return shown - set(NUMBER.findall(picture.alt))
