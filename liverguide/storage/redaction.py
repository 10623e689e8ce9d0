"""Takes personal data out of text before it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NAME = re.compile(
    r"\b((?:my|his|her|the patient'?s?) (?:full )?name(?:'s| is)|i am called|call me|patient name:?|name:)\s+"
    r"([^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,2})",
    re.IGNORECASE,
)
BIRTH = re.compile(
    r"\b((?:born(?: on)?|dob|d\.o\.b\.?|date of birth|birthday)\W{0,4}(?:is\s+)?)"
    r"(\d{1,4}[./\- ]\d{1,2}[./\- ]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+\s+\d{4}|[a-z]+\s+\d{1,2},?\s+\d{4})",
    re.IGNORECASE,
)
# Record, insurance and identity numbers: long runs of digits, with the letters that belong to them.
NUMBER = re.compile(r"\b[A-Z]{0,3}\d{7,}[A-Z]?\b|\b\d{3}-\d{2}-\d{4}\b")


def redact(text: str, region: str, known: Iterable[str] = ()) -> str:
    """The text with phones, mails, names, birth dates and long numbers replaced by what they were.

    `region` is the clinic's country (ISO 3166), for phone numbers written without a country code; `known` are strings
    that are known to be personal, such as a name given for a call-back.
    """
    for personal in sorted((k for k in known if k), key=len, reverse=True):
        text = re.sub(re.escape(personal), "[removed]", text, flags=re.IGNORECASE)
    text = MAIL.sub("[mail]", text)
    text = _without_phones(text, region)
    text = NAME.sub(r"\1 [name]", text)
    text = BIRTH.sub(r"\1[birth date]", text)
    return NUMBER.sub("[number]", text)


def _without_phones(text: str, region: str) -> str:
    found = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE)
    for match in reversed(list(found)):
        # "132 84 2.3" is possible as a phone number only in some countries; seven digits is the least for one.
        if sum(c.isdigit() for c in match.raw_string) >= 7:
            text = text[: match.start] + "[phone]" + text[match.end :]
    return text
