"""Lab tests: the catalogue, units, plausibility, and reading values out of what people write."""

from liverguide.labs.beside_values import words_beside_values
from liverguide.labs.catalogue import Analyte, Catalogue, CatalogueError, Limits, Unit, catalogue, load_catalogue
from liverguide.labs.extraction import read_labs, reading_of
from liverguide.labs.message import Message, read_message
from liverguide.labs.only_values import is_only_values
from liverguide.labs.reading import LabValue, Person, Reading, Reason, Unclear
from liverguide.labs.units import Plausibility, UnknownUnitError, from_canonical, plausibility, to_canonical

__all__ = [
    "Analyte",
    "Catalogue",
    "CatalogueError",
    "LabValue",
    "Limits",
    "Message",
    "Person",
    "Plausibility",
    "Reading",
    "Reason",
    "Unclear",
    "Unit",
    "UnknownUnitError",
    "catalogue",
    "from_canonical",
    "is_only_values",
    "load_catalogue",
    "plausibility",
    "read_labs",
    "read_message",
    "reading_of",
    "to_canonical",
    "words_beside_values",
]
