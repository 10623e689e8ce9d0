"""Streets with house numbers, and postcodes."""

from __future__ import annotations

import re

NO_PART = (
    r"(?!(?:the|a|an|of|on|in|my|his|her|your|down|to|and|or|for|by|is|was|at|with|per|days?|weeks?|mg|ml|times)\b)"
)
FLAT = r"(?:,?\s*(?:apt|apartment|flat|unit|suite|room|#)\.?\s?#?\w{1,5}\b)?"
ENGLISH = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[a-z]?,?\s+(?:{NO_PART}[^\W\d_][\w'’.-]{{0,20}}\s+){{1,3}}"
    rf"(?:street|st|road|rd|avenue|ave|lane|ln|boulevard|blvd|terrace|crescent|gardens|nagar|marg|highway)\b\.?{FLAT}",
    re.IGNORECASE,
)
# Words that also mean something else ("drive", "court") are streets only as names are written.
ENGLISH_NAMES = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[A-Za-z]?,?\s+(?:[A-Z][\w'’.-]{{0,20}}\s+){{1,3}}"
    rf"(?:Drive|Dr|Court|Ct|Way|Close|Place|Pl|Square|Sq|Park|Colony|Circle|Hill)\b\.?{FLAT}"
)
ROMANCE = re.compile(
    r"(?<!\w)(?:calle|c/|avenida|avda\.?|av\.|plaza|paseo|rua|travessa|alameda|via|rue)\s*"
    r"(?:[^\W\d_][\w.'’-]{0,20}\s+){0,4}[^\W\d_][\w.'’-]{0,20},?\s{0,2}(?:n[º°o.]{0,2}\s?)?\d{1,5}\b",
    re.IGNORECASE,
)
GERMAN = re.compile(
    r"\b[^\W\d_][^\W\d_-]{2,30}(?:straße|strasse|str\.|allee|gasse|platz|weg)\s?\d{1,4}\s?[a-z]?\b"
    r"(?:,?\s+\d{5}\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?<!\w)((?:(?:home |my |his |her |our |postal |mailing )?address(?:\s+is|\s*:)|i live at|lives at|dirección\s*:|"
    r"endereço\s*:|anschrift\s*:|adresse\s*:)\s*)(?=[^\n]{0,60}\d)[^\n.;\[]{3,100}",
    re.IGNORECASE,
)
# The second half of a British postcode never has these letters, so "B12 5MG" is a dose.
BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b(?!\s*/)")
CALLED_CODE = re.compile(
    r"\b((?:zip|zip ?code|post ?code|postal code|pin ?code|pin|plz|cep|código postal)\W{0,3}(?:is\s+|:\s*)?)"
    r"(?=[a-z\d -]*\d)[a-z]{0,2}\d[a-z\d]{0,5}(?:[ -]\d[a-z\d]{1,3})?\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(r"(?<=, )[A-Z]{2}\s+\d{5}(?:-\d{4})?\b")
BRAZILIAN = re.compile(r"(?<![\d.,-])\d{5}-\d{3}\b(?![\d.,-])")


def without_places(text: str) -> str:
    """The text without addresses of houses."""
    for pattern in (CALLED, CALLED_CODE):
        text = pattern.sub(r"\1[address]", text)
    for pattern in (ENGLISH, ENGLISH_NAMES, ROMANCE, GERMAN, BRITISH, AMERICAN, BRAZILIAN):
        text = pattern.sub("[address]", text)
    return text
