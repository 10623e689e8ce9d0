"""Numbers of records, insurances and papers: called so, or of a form that nothing measured has."""

from __future__ import annotations

import re

from liverguide.storage.redaction.measured import is_measured

CALLED = (
    r"mrn|m\.r\.n\.?|ssn|(?:my|his|her) social|social security|"
    r"segur(?:o|idad) social|curp|rfc|c[ée]dula|nhc|nhs|nhi|uhid|crn|medicare|medicaid|passport|"
    r"pasaporte|passaporte|reisepass|"
    r"insurance|policy|p[óo]liza|ap[óo]lice|member|subscriber|group|record|chart|patient id|patient|hospital|account|"
    r"acct|accession|file|case|claim|reference|ref|licen[cs]e|aadh?aar|adhaar|pan|abha|cpf|rg|cns|sus|dni|nie|nif|nss|cip|"
    r"tarjeta sanitaria|expediente|historia cl[ií]nica|prontu[áa]rio|versicherten(?:nummer|nr\.?)|kvnr|krankenkasse|"
    r"steuer-?id|ausweis(?:nummer|nr\.?)?|id|order|sample|specimen|barcode|visit"
)
NUMBER_WORD = r"(?:\s*(?:id|no|nr|num|number|n[úu]mero|nummer|card|code|#|n[º°])\b\.?:?){0,2}"
LEAD = rf"(?<![\w.-])((?:{CALLED}){NUMBER_WORD}[\s:.#=|-]{{0,12}}(?:(?:is|es|é|ist|[n№][º°]?)\s+)?)"
# Parts may be set apart by spaces only where the first is short, so that a value behind the number stays.
APART = r"[a-z]{0,3}\d{2,5}(?:[ -]\d{2,6}){1,4}(?:[ -]?\d)?(?![.,]?\d)"
TOGETHER = r"(?=[a-z/-]{0,8}\d)[a-z]{0,5}[/-]?\d[\da-z]*(?:[/-][\da-z]+)*"
NAMED = re.compile(
    rf"{LEAD}(\d{{3}}\.\d{{3}}\.\d{{3}}-\d{{2}}|\d{{2}}\.\d{{3}}\.\d{{3}}-?[\da-z]?"
    rf"|[a-z]{{2}} \d\d \d\d \d\d [a-z]|{APART}|{TOGETHER})"
    r"(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
FEWEST_DIGITS = 4
ONLY_A_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d")
OF_A_FORM = re.compile(
    r"(?<![\w.,-])(?:"
    r"\d{3}\.\d{3}\.\d{3}-\d{2}"  # CPF
    r"|\d{2}\.\d{3}\.\d{3}-[\dXx]"  # RG
    r"|\d{8}[ -]?[A-Z]|\d{2}\.\d{3}\.\d{3}-?[A-Z]|[XYZ][ -]?\d{7}[ -]?[A-Z]"  # DNI, NIE
    r"|[2-9]\d{3}[ -]\d{4}[ -]\d{4}(?:[ -]\d{4})?"  # Aadhaar; bank cards
    r"|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]"  # National Insurance
    r"|[A-Z]{4}\d{6}(?:[HMX][A-Z]{5}[A-Z\d]\d|[A-Z\d]{3})"  # CURP, RFC
    r"|[A-Z]{5}\d{4}[A-Z]"  # PAN
    r"|[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?"  # IBAN
    r"|\d{3}-\d{2}-\d{4}"  # SSN
    r")(?![\w]|[.,-]\d)"
)
LONG = re.compile(r"\b[A-Z]{0,3}\d{7,}[A-Z]?\b")


def without_named_numbers(text: str) -> str:
    """The text without numbers that are called those of a person or a paper."""

    def number(match: re.Match[str]) -> str:
        value = match[2]
        if sum(c.isdigit() for c in value) < FEWEST_DIGITS or ONLY_A_DATE.fullmatch(value):
            return match[0]
        return f"{match[1]}[number]"

    return NAMED.sub(number, text)


def without_papers_numbers(text: str) -> str:
    """The text without numbers that have the form of a paper's."""
    return OF_A_FORM.sub("[number]", text)


def without_long_numbers(text: str) -> str:
    """The text without numbers that are long and were not measured."""
    return LONG.sub(lambda m: m[0] if is_measured(text, m.start(), m.end()) else "[number]", text)
