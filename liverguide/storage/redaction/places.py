"""Streets with house numbers, boxes at the post office, and postcodes."""

from __future__ import annotations

import re

NO_PART = (
    r"(?!(?:the|a|an|of|on|in|my|his|her|your|down|to|and|or|for|by|is|was|at|with|per|days?|weeks?|mg|ml|times)\b)"
)
# A word of a street's name, or "12th"
PART = rf"(?:{NO_PART}[^\W\d_][\w'’.-]{{0,20}}|\d{{1,3}}(?:st|nd|rd|th))"
FLAT = r"(?:,?\s*(?:apt|apartment|flat|unit|suite|room|#)\.?\s?#?\w{1,5}\b)?"
ENGLISH = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[a-z]?,?\s+(?:{PART}\s+){{1,3}}"
    rf"(?:street|st|road|rd|avenue|ave|lane|ln|boulevard|blvd|terrace|crescent|gardens|nagar|marg|highway)\b\.?{FLAT}",
    re.IGNORECASE,
)
# Words that also mean something else ("drive", "court") are streets only as names are written.
ENGLISH_NAMES = re.compile(
    rf"(?<![\w.,/-])\d{{1,5}}[A-Za-z]?,?\s+(?:[A-Z][\w'’.-]{{0,20}}\s+){{1,3}}"
    rf"(?:Drive|Dr|Court|Ct|Way|Close|Place|Pl|Square|Sq|Park|Colony|Circle|Hill)\b\.?{FLAT}"
)
NUMBER = r",?\s{0,2}(?:n[º°o.]{0,2}\s?)?\d{1,5}\b"
ROMANCE = re.compile(
    r"(?<!\w)(?:(?:calle|avenida|travessa|rua)\s+|(?:c/|avda\.?|av\.)\s*)"
    rf"(?:(?:[^\W\d_][\w.'’-]{{0,20}}|\d{{1,3}}(?=\s+[^\W\d_]))\s+){{0,4}}[^\W\d_][\w.'’-]{{0,20}}{NUMBER}",
    re.IGNORECASE,
)
CAPITAL = r"[A-ZÀ-Þ][a-zß-ÿ][\w.'’-]{0,20}"
# "Un paseo de 30 minutos" and "via feeding tube 30 ml" are no streets; these are so only as names are written.
ROMANCE_NAMES = re.compile(
    r"(?<!\w)(?:[Pp]laza|[Pp]aseo|[Aa]lameda|[Vv]ia|[Rr]ue|[Pp]rivada|[Cc]allejón|[Cc]arrera|[Cc]amino)\s+"
    rf"(?:(?:d[aeiou]l?|du|des|la|las|los|le|les|y)\s+){{0,2}}(?:{CAPITAL}\s+){{0,3}}{CAPITAL}{NUMBER}"
)
FRENCH = re.compile(
    rf"(?<![\w.,/-])\d{{1,4}},?\s+(?:[Rr]ue|[Aa]venue|[Bb]oulevard)\s+(?:(?:d[eu]|des|la|les?)\s+){{0,2}}{CAPITAL}"
)
GERMAN = re.compile(
    r"\b[^\W\d_][^\W\d_-]{2,30}(?:straße|strasse|str\.|allee|gasse|platz|weg)\s?\d{1,4}\s?[a-z]?\b"
    r"(?:,?\s+\d{5}\s+[^\W\d_]+)?",
    re.IGNORECASE,
)
# What is said behind an address in the same sentence.
NEXT = (
    r"(?!,?\s+(?:and|but|because|with|my|i|i'm|i’m|is|was|phone|y|pero|mi|tengo|dob|mrn|alt|ast|alp|ggt|gpt|got|inr|afp|"
    r"meld|bilirubin|bilirrubina|platelets|plaquetas|albumin|creatinine|sodium|sodio)\b)"
)
CALLED = re.compile(
    r"(?<!\w)((?:(?:home |my |his |her |our |postal |mailing )?address(?:\s+is|\s*:)|i live at|lives at|"
    r"(?:dirección|domicilio)\s*:|"
    r"endereço\s*:|anschrift\s*:|adresse\s*:)\s*)"
    rf"(?=[^\n]{{0,60}}\d)(?:{NEXT}(?:[^\n.;\[]|(?<=\b[A-Z])\.(?= ))){{3,100}}",
    re.IGNORECASE,
)
# The second half of a British postcode never has these letters, so "B12 5MG" is a dose.
BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b(?!\s*/)")
CALLED_CODE = re.compile(
    r"\b((?:zip|zip ?code|post ?code|postal code|pin ?code|pin|plz|cep|código postal)\W{0,3}(?:is\s+|:\s*)?)"
    r"(?=[a-z\d -]*\d)[a-z]{0,2}\d[a-z\d]{0,5}(?:[ -]\d[a-z\d]{1,3})?\b",
    re.IGNORECASE,
)
BOX = re.compile(
    r"(?<!\w)(?:p\.? ?o\.? ?box|apartado(?: (?:postal|de correos))?|postfach|caixa postal)\s*"
    r"(?:n[º°o]\.?\s*)?#?\d{1,6}\b",
    re.IGNORECASE,
)
# The code of a town behind a street and perhaps the floor.
TOWN = re.compile(
    r"(\[address\](?:,?\s+[^\W\d_][\w'’.-]*){1,3},?\s+)[A-Z]{2}\s+\d{5}(?:-\d{4})?\b"
    r"|(\[address\](?:,\s*\d{1,2}\s?[ºª°](?:\s?[^\W\d_]{1,4}\b\.?)?)?,\s*)\d{5}(?=\s+[^\W\d_])"
)
AMERICAN = re.compile(r"(?<=, )[A-Z]{2}\s+\d{5}(?:-\d{4})?\b")
BRAZILIAN = re.compile(r"(?<![\d.,-])\d{5}-\d{3}\b(?![\d.,-])")


def without_places(text: str) -> str:
    """The text without addresses of houses."""
    for pattern in (CALLED, CALLED_CODE):
        text = pattern.sub(r"\1[address]", text)
    for pattern in (ENGLISH, ENGLISH_NAMES, ROMANCE, ROMANCE_NAMES, FRENCH, GERMAN, BOX, BRITISH, AMERICAN, BRAZILIAN):
        text = pattern.sub("[address]", text)
    return TOWN.sub(lambda m: f"{m[1] or m[2]}[address]", text)
