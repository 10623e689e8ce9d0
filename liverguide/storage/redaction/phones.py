"""Telephone numbers, in figures and in words."""

from __future__ import annotations

import re

import phonenumbers

from liverguide.storage.redaction.measured import is_measured

# Another country's number, written with its leading 0 or a plus; not the date 05-12-2024.
FOREIGN = re.compile(r"(?<![\d.,/-])\(?(?:\+|0)(?!\d?[/-]\d{1,2}[/-]\d{2,4}\b)\d(?:[ ()./-]{0,2}\d){7,13}(?!\d)")
# A number that is called one, in whatever country's form.
SAID = re.compile(
    r"(?<!\[)\b((?:phone|mobile|cell|tel|telephone|whatsapp|tel[ée]fono|m[óo]vil|celular|telefone|handy|telefon|"
    r"(?:call|text|ring|reach) (?:me|us|him|her)|(?:my|his|her|our) number)\b"
    r"(?:[\s:.#-]|\b(?:is|no|nr|number|on|at|es|é|ist)\b){0,8})"
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
DIGIT = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|"
    r"cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|um|dois|três|quatro|sete|oito|nove|meia|"
    r"null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)"
)
SPELT = re.compile(
    rf"(?<![\w-])(?:plus[\s,-]+)?(?:{DIGIT}|\d)(?:[\s,.-]{{1,3}}(?:{DIGIT}|\d)){{6,}}(?![\w]|[.,]\d)", re.IGNORECASE
)
# Groups of figures and figures in words in turn; three words in a row are no list of values.
AND = r"[ ,-]{1,2}"
MIXED = re.compile(
    rf"(?<![\w.,/-])(?:\d{{2,4}}{AND}){{1,3}}(?:{DIGIT}{AND}){{2,}}{DIGIT}(?:{AND}\d{{2,4}}){{0,3}}(?!\w|[.,]\d)"
    rf"|(?<![\w-])(?:{DIGIT}{AND}){{3,}}\d{{2,4}}(?:{AND}\d{{2,4}}){{0,2}}(?!\w|[.,]\d)",
    re.IGNORECASE,
)
APART = re.compile(r"(?<![\d.,/-])\d(?:[ -]\d){6,}(?![\d/]|[.,]\d|[ -]\d)")


def without_phones(text: str, region: str) -> str:
    """The text without telephone numbers; `region` is the country of those without a country's code."""
    if not any(c.isdigit() for c in text):
        return SPELT.sub(_spelt, text)
    text = SPELT.sub(_spelt, text)
    text = MIXED.sub(_mixed, text)
    text = APART.sub("[phone]", text)
    text = SAID.sub(r"\1[phone]", text)
    text = FOREIGN.sub("[phone]", text)
    found = phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE)
    pieces, at = [], 0
    for match in found:
        digits = sum(c.isdigit() for c in match.raw_string)
        power = POWER.match(text, match.end)  # "10000 x10^9/L", read as an extension
        if digits < FEWEST_DIGITS or power or NO_PHONE.search(match.raw_string):
            continue
        if match.raw_string.isdigit() and is_measured(text, match.start, match.end):
            continue
        pieces += [text[at : match.start], "[phone]"]
        at = match.end
    return "".join([*pieces, text[at:]])


def _mixed(match: re.Match[str]) -> str:
    digits = sum(len(part) if part.isdigit() else 1 for part in re.findall(r"\w+", match[0]))
    return "[phone]" if digits >= FEWEST_DIGITS else match[0]


def _spelt(match: re.Match[str]) -> str:
    # Figures alone are looked at elsewhere; of words one or two may stand between figures.
    return "[phone]" if re.search(r"[^\W\d_]{2}", match[0]) else match[0]
