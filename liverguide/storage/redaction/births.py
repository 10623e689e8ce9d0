"""Dates of birth. A date that is not called one is that of a test, and stays."""

from __future__ import annotations

import re

MONTH = r"[^\W\d_]{3,12}\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th|º|\.)?"
OF = r"[\s-]{1,3}(?:(?:of|de|do)\s+)?"
NAMED_MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
)
DATE = (
    rf"(?:\d{{1,4}}\s?[./\-]\s?\d{{1,2}}\s?[./\-]\s?\d{{2,4}}|\d{{1,2}} \d{{1,2}} \d{{2,4}}"
    r"|(?:19|20)\d{6}|\d{4}(?:19|20)\d\d"
    rf"|{DAY}{OF}{MONTH}(?:{OF}|,\s?)\d{{2,4}}|{MONTH}\s+{DAY},?\s+\d{{4}}|{MONTH}\s+{DAY}(?=\W|$)(?!\s*[.,]\d)"
    rf"|{MONTH}-\d{{1,2}}-\d{{2,4}}|{DAY}\s+(?:(?:of|de)\s+)?(?:{NAMED_MONTH})\b"
    rf"|(?:[^\W\d_]+[\s-]+){{1,5}}(?:nineteen|two thousand|twenty)(?:[\s-]+(?:and|hundred|oh|"
    r"(?:ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|"
    r"one|two|three|four|five|six|seven|eight|nine)\b){1,3}"
    # Day and month alone; "born 3-4 weeks early" tells no date.
    r"|\d{1,2}[./-]\d{1,2}(?![\d./-])(?!\s*(?:weeks?|months?|days?|years?|hours?|semanas?|meses|d[ií]as|años)))"
)
CALLED = (
    r"born|dob|d\.\s?o\.\s?b\.?|date of birth|birth ?dates?|birthday|bday|b-day|cumpleaños|"
    r"fecha (?:de )?nac(?:imiento)?\.?|f\. ?nac\.?|f\. ?n\.|"
    r"nac[ií](?:do|da)?|nació|geboren|geb\.|geburtsdatum|geburtstag|"
    r"data de nascimento|nascid[oa]|nasci|née? le|date de naissance|"
    r"data di nascita|nat[oa] il"
)
BIRTH = re.compile(
    rf"(?<!\w)((?:{CALLED})(?:\s*\([dmyt/. -]{{2,14}}\))?[\s:=|.,()-]{{0,20}}"
    rf"(?:(?:is|was|es|on|the|el|am|em|le|d[ií]a)\s+){{0,4}})(?!\[){DATE}",
    re.IGNORECASE,
)


def without_births(text: str) -> str:
    """The text without dates of birth."""
    return BIRTH.sub(r"\1[birth date]", text)
