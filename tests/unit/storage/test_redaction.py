from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liverguide.storage.redaction import redact, without_known

REGIONS = ("US", "GB", "DE", "ES", "BR", "IN")


@pytest.mark.parametrize(
    ("region", "phone"),
    [
        ("US", "(202) 555-0143"), ("US", "202-555-0143"), ("US", "202.555.0143"), ("US", "2025550143"),
        ("US", "1-202-555-0143"), ("US", "+1 202 555 0143"), ("US", "555-0143"),
        ("GB", "020 7946 0958"), ("GB", "(020) 7946 0958"), ("GB", "07700 900123"),
        ("DE", "0171 2345678"), ("DE", "0171/2345678"), ("DE", "030 123456-78"),
        ("FR", "01 23 45 67 89"), ("FR", "01.23.45.67.89"),
        ("ES", "612 345 678"), ("ES", "612345678"), ("IN", "98765 43210"), ("BR", "(11) 91234-5678"),
        ("MX", "55 1234 5678"), ("CH", "079 555 01 43"), ("AU", "0412 345 678"), ("JP", "090-1234-5678"),
    ],
)  # fmt: skip
def test_phones_in_the_clinics_national_forms(region: str, phone: str) -> None:
    assert redact(f"I am at {phone} today", region) == "I am at [phone] today"


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    "phone",
    [
        "+44 20 7946 0958", "+49 171 2345678", "+34 612 345 678", "+55 (11) 91234-5678", "+91 98765 43210",
        "0044 20 7946 0958", "020 7946 0958", "0171 2345678", "01 23 45 67 89", "+999 12345678",
    ],
)  # fmt: skip
def test_phones_of_other_countries_with_a_plus_or_a_leading_zero(region: str, phone: str) -> None:
    assert redact(f"Write to {phone}, thanks", region) == "Write to [phone], thanks"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("my number is 612 345 678", "my number is [phone]"),
        ("Call me on 612 345 678.", "Call me on [phone]."),
        ("tel: 123456", "tel: [phone]"),
        ("WhatsApp 91234-5678", "WhatsApp [phone]"),
    ],
)
def test_a_number_that_is_called_a_phone_in_any_form(text: str, kept: str) -> None:
    assert redact(text, "US") == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail ana.ruiz+liver@mail.example.org please", "mail [mail] please"),
        ("ana@clinic.example, thanks", "[mail], thanks"),
        ("My name is Ana Ruiz", "My name is [name]"),
        ("my name's Ana, INR 1.5", "my name's [name], INR 1.5"),
        ("her full name is María José O’Neill", "her full name is [name]"),
        ("the patient's name is Li Wei. He is 60.", "the patient's name is [name]. He is 60."),
        ("please call me Ana", "please call me [name]"),
        ("I am called Ana-Maria", "I am called [name]"),
        ("Patient name: RUIZ, ANA\nSodium: 138", "Patient name: [name]\nSodium: 138"),
        ("Name: Ana Ruiz\nINR 1.5", "Name: [name]\nINR 1.5"),
        ("Patient: Ruiz Ana 138", "Patient: [name] 138"),
        ("born 12/03/1970", "born [birth date]"),
        ("I was born on 12.3.70 in Lima", "I was born on [birth date] in Lima"),
        ("DOB: 1970-03-12", "DOB: [birth date]"),
        ("d.o.b. 12 March 1970", "d.o.b. [birth date]"),
        ("date of birth: March 12th, 1970", "date of birth: [birth date]"),
        ("my birthday is 12-Mar-1970", "my birthday is [birth date]"),
        ("born on the 12th of March 1970", "born on the [birth date]"),
        ("SSN 123-45-6789", "SSN [number]"),
        ("it is 123-45-6789 there", "it is [number] there"),
        ("MRN: 123456", "MRN: [number]"),
        ("policy number AB123456", "policy number [number]"),
        ("my passport is X1234567", "my passport is [number]"),
        ("see 900123456789012 there", "see [number] there"),
    ],
)
def test_personal_data_is_replaced_by_what_it_was(text: str, kept: str) -> None:
    assert redact(text, "US") == kept


@pytest.mark.parametrize(
    "text",
    [
        "bilirubin 2.3, INR 1.5, creatinine 132 umol/L, platelets 150000",
        "sodium 138 (135-145) albumin 34 (35 - 50)",
        "2.3 1.5 132 138",
        "05/12/2024 INR 1.5, 2024-05-12 INR 1.4, 12.05.2024 INR 1.3",
        "My name for it is liver pain",
        "the patient has had ascites for 2 weeks",
        "I was born with it",
        "Record the values: 12 and 14",
        "What is the phone number of the clinic?",
        "MELD 3.0 since 13 July 2023",
    ],
)
@pytest.mark.parametrize("region", REGIONS)
def test_what_is_not_personal_stays(text: str, region: str) -> None:
    assert redact(text, region) == text


ANALYTE = st.sampled_from(
    ["bilirubin", "INR", "creatinine", "sodium", "Na", "albumin", "ALT", "platelets", "PT", "bili"]
)
UNIT = st.sampled_from(["", " mg/dL", " umol/L", " µmol/L", " g/L", " mmol/L", " U/L", " x10^9/L", "%", " s"])
NUMBER = st.one_of(
    st.integers(0, 999_999).map(str),
    st.decimals(0, 999, places=1).map(str),
    st.decimals(0, 99, places=2).map(lambda n: str(n).replace(".", ",")),
)
LAB = st.tuples(ANALYTE, st.sampled_from([" ", ": ", " = ", " is "]), NUMBER, UNIT).map("".join)
REPORT = st.tuples(st.lists(LAB, min_size=1, max_size=8), st.sampled_from([", ", "; ", "\n", " and ", " "])).map(
    lambda parts: parts[1].join(parts[0])
)


@given(REPORT, st.sampled_from(REGIONS))
def test_lab_values_survive(report: str, region: str) -> None:
    assert redact(report, region) == report


PERSONAL = st.sampled_from(
    ["my name is Ana Ruiz", "call +1 202 555 0143", "ana@mail.example", "born 12/03/1970", "MRN 123456",
     "020 7946 0958", "[phone]", "Name: Ruiz, Ana", "123-45-6789", "my number is 612 345 678", "[name]"]
)  # fmt: skip
MESSAGE = st.lists(st.one_of(PERSONAL, LAB, st.text(max_size=12)), max_size=6).map(" ".join)


@given(MESSAGE, st.sampled_from(REGIONS), st.lists(st.sampled_from(["Ana Ruiz", "Ana", "+1 202 555 0143"]), max_size=2))
def test_redacting_twice_changes_nothing_more(text: str, region: str, known: list[str]) -> None:
    once = redact(text, region, known)

    assert redact(once, region, known) == once


def test_known_strings_are_removed_as_whole_words_in_any_case() -> None:
    text = "ANA RUIZ asks: is Ana's albumin of interest to ana ruiz?"

    assert without_known(text, ["Ana Ruiz", "Al", "", "ana"]) == (
        "[removed] asks: is [removed]'s albumin of interest to [removed]?"
    )


def test_a_known_string_may_hold_signs_of_patterns() -> None:
    assert without_known("call +1 (202) 555 now", ["+1 (202) 555"]) == "call [removed] now"
