"""Takes personal data out of text before it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable

import phonenumbers

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
WORD = r"(?:[^\W\d_]\.|(?:dr|mrs?|ms|st)\.|[^\W\d_][\w'’-]*)"
NO_NAME = r"(?!(?:on|at|back|when|if|later|now|please|today|tomorrow|after|before|in|an?|the|as)\b)"
# Said in a sentence: up to three words, as far as the next comma or number.
SAID_NAME = re.compile(
    rf"\b((?:my|his|her|the patient'?s?) (?:full )?name(?:'s| is)|i am called|call me)\s+"
    rf"{NO_NAME}({WORD}(?:\s+{WORD}){{0,2}})",
    re.IGNORECASE,
)
# The head of a report: "Patient name: RUIZ, ANA".
WRITTEN_NAME = re.compile(
    rf"\b((?:patient(?:'?s)? )?name|patient)(\s*:\s*)({WORD}(?:,?[ \t]+{WORD}){{0,3}})", re.IGNORECASE
)
MONTH = r"[^\W\d_]{3,}\.?"
BIRTH = re.compile(
    r"\b((?:born|dob|d\.o\.b\.?|date of birth|birthday)\W{0,4}(?:(?:is|was|on|the)\s+)*)"
    rf"(\d{{1,4}}[./\- ]\d{{1,2}}[./\- ]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTH}[\s-]+\d{{4}}"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})",
    re.IGNORECASE,
)
# Numbers of records, insurances and papers: named as such, or long runs of digits with the letters that belong to them.
NAMED_NUMBER = re.compile(
    r"\b((?:mrn|ssn|nhs|medicare|passport|insurance|policy|record|patient id|file)"
    r"(?:\s+(?:no|nr|number|id))?\W{0,4}(?:is\s+)?)"
    r"([a-z]{0,3}\d[\d -]{2,}\d[a-z]?)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\b[A-Z]{0,3}\d{7,}[A-Z]?\b|\b\d{3}-\d{2}-\d{4}\b")

# Another country's number, written with its leading 0 or a plus; not the date 05-12-2024.
FOREIGN_PHONE = re.compile(r"(?<![\d.,/-])\(?(?:\+|0)(?!\d?[/-]\d{1,2}[/-]\d{2,4}\b)\d(?:[ ()./-]{0,2}\d){7,13}(?!\d)")
# A number that is called one, in whatever country's form.
SAID_PHONE = re.compile(
    r"(?<!\[)\b((?:phone|mobile|cell|tel|telephone|whatsapp|(?:call|text|ring|reach) (?:me|us|him|her)|"
    r"(?:my|his|her|our) number)\b(?:[\s:.#-]|\b(?:is|no|nr|number|on|at)\b){0,8})"
    r"\+?\(?\d(?:[ ()./-]{0,2}\d){5,14}(?!\d)",
    re.IGNORECASE,
)
# What no telephone number holds: one decimal point ("2.3"), a range in brackets ("(135-145"), nothing but a date.
NO_PHONE = re.compile(
    r"(?<![\d.])\d{1,3}\.\d{1,2}(?![\d.])|\(\d+(?:\.\d+)?\s?[-–]\s?\d"
    r"|\A\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d\Z|\A(?:19|20)\d\d-\d\d-\d\d\Z"
)
POWER = re.compile(r"[\^*⁹]|e\d", re.IGNORECASE)
FEWEST_DIGITS = 7


def redact(text: str, region: str, known: Iterable[str] = ()) -> str:
    """The text with phones, mails, names, birth dates and long numbers replaced by what they were.

    `region` is the clinic's country (ISO 3166), for phone numbers written without a country code; `known` are strings
    that are known to be personal, such as a name given for a call-back.
    """
    text = without_known(text, known)
    text = MAIL.sub("[mail]", text)
    text = BIRTH.sub(r"\1[birth date]", text)
    text = NAMED_NUMBER.sub(r"\1[number]", text)
    text = _without_phones(text, region)
    text = WRITTEN_NAME.sub(r"\1\2[name]", text)
    text = SAID_NAME.sub(r"\1 [name]", text)
    return NUMBER.sub("[number]", text)


def without_known(text: str, known: Iterable[str]) -> str:
    """The text without strings that are known to be personal, as whole words in any case."""
    for personal in sorted((k for k in known if k), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(personal)}(?!\w)", "[removed]", text, flags=re.IGNORECASE)
    return text


def _without_phones(text: str, region: str) -> str:
    text = FOREIGN_PHONE.sub("[phone]", SAID_PHONE.sub(r"\1[phone]", text))
    found = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE)
    for match in reversed(list(found)):
        digits = sum(c.isdigit() for c in match.raw_string)
        power = POWER.match(text, match.end)  # "10000 x10^9/L", read as an extension
        if digits >= FEWEST_DIGITS and not power and not NO_PHONE.search(match.raw_string):
            text = text[: match.start] + "[phone]" + text[match.end :]
    return text
