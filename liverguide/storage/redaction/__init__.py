"""Takes personal data out of text before it is stored.

By patterns: a module for each kind. What is medicine stays: values, ranges, dates of tests, doses, scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from liverguide.storage.redaction.births import without_births
from liverguide.storage.redaction.contacts import without_contacts
from liverguide.storage.redaction.names import without_names
from liverguide.storage.redaction.numbers import without_long_numbers, without_named_numbers, without_papers_numbers
from liverguide.storage.redaction.phones import without_phones
from liverguide.storage.redaction.places import without_places

__all__ = ["redact", "without_known"]


def redact(text: str, region: str, known: Iterable[str] = ()) -> str:
    """The text with phones, mails, links, names, birth dates, addresses and long numbers replaced by what they were.

    `region` is the clinic's country (ISO 3166), for phone numbers written without a country code; `known` are strings
    that are known to be personal, such as a name given for a call-back.
    """
    text = without_known(text, known)
    text = without_contacts(text)
    text = without_births(text)
    text = without_named_numbers(text)
    text = without_papers_numbers(text)
    text = without_places(text)
    text = without_phones(text, region)
    text = without_names(text)
    return without_long_numbers(text)


def without_known(text: str, known: Iterable[str]) -> str:
    """The text without strings that are known to be personal, as whole words in any case."""
    for personal in sorted((k for k in known if k), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(personal)}(?!\w)", "[removed]", text, flags=re.IGNORECASE)
    return text
