"""The MELD family once more, written straight from the policy's text and sharing no code with the library.

It keeps the policy's own shape: MELD(i) with coefficients of about one, rounded to one decimal, times ten.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal, getcontext, localcontext

from hypothesis import given, settings
from hypothesis import strategies as st

from liverguide.scores import meld, meld_3, meld_na

D = Decimal


def half_up(value: Decimal, places: int) -> Decimal:
    step = D(1).scaleb(-places)
    return ((value / step + D("0.5")).to_integral_value(rounding=ROUND_FLOOR)) * step


def between(value: Decimal, lowest: str, highest: str) -> Decimal:
    return max(D(lowest), min(D(highest), value))


def policy_meld_i(bilirubin: Decimal, inr: Decimal, creatinine: Decimal, dialysis: bool) -> Decimal:
    if dialysis:
        creatinine = D(4)
    creatinine = between(creatinine, "1", "4")
    bilirubin, inr = max(bilirubin, D(1)), max(inr, D(1))
    total = D("0.957") * creatinine.ln() + D("0.378") * bilirubin.ln() + D("1.120") * inr.ln() + D("0.643")
    return half_up(total, 1) * 10


def policy_meld(bilirubin: Decimal, inr: Decimal, creatinine: Decimal, dialysis: bool) -> int:
    return min(40, int(policy_meld_i(bilirubin, inr, creatinine, dialysis)))


def policy_meld_na(bilirubin: Decimal, inr: Decimal, creatinine: Decimal, dialysis: bool, sodium: Decimal) -> int:
    first = policy_meld_i(bilirubin, inr, creatinine, dialysis)
    if first > 11:
        below = 137 - between(sodium, "125", "137")
        first = first + D("1.32") * below - D("0.033") * first * below
    return min(40, int(half_up(first, 0)))


def policy_meld_3(
    bilirubin: Decimal,
    inr: Decimal,
    creatinine: Decimal,
    dialysis: bool,
    sodium: Decimal,
    albumin: Decimal,
    sex: str,
    age: int,
) -> int:
    constant = D("7.33") if age < 18 or sex == "F" else D(6)
    creatinine = D(3) if dialysis else between(creatinine, "1", "3")
    bilirubin, inr = max(bilirubin, D(1)), max(inr, D(1))
    sodium, albumin = between(sodium, "125", "137"), between(albumin, "1.5", "3.5")
    total = (
        D("4.56") * bilirubin.ln()
        + D("0.82") * (137 - sodium)
        - D("0.24") * (137 - sodium) * bilirubin.ln()
        + D("9.09") * inr.ln()
        + D("11.14") * creatinine.ln()
        + D("1.85") * (D("3.5") - albumin)
        - D("1.83") * (D("3.5") - albumin) * creatinine.ln()
        + constant
    )
    return min(40, int(half_up(total, 0)))


def printed(lowest: str, highest: str, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(D(lowest), D(highest), places=places, allow_nan=False)


@st.composite
def patients(draw: st.DrawFn) -> dict:
    """Half the patients lie in the everyday range, where more of the formulas' branches meet."""
    everyday = draw(st.booleans())
    return {
        "bilirubin": draw(printed("0.3", "8", 1) if everyday else printed("0.1", "60", 2)),
        "inr": draw(printed("0.9", "2.5", 1) if everyday else printed("0.5", "20", 2)),
        "creatinine": draw(printed("0.5", "4.5", 1) if everyday else printed("0.1", "25", 2)),
        "sodium": draw(printed("120", "145", 0) if everyday else printed("95", "200", 1)),
        "albumin": draw(printed("1.2", "4.5", 1) if everyday else printed("0.5", "7", 2)),
        "sex": draw(st.sampled_from("FM")),
        "age": draw(st.integers(12, 90)),
        "dialysis": draw(st.booleans()),
    }


@settings(deadline=None, max_examples=600)
@given(patients())
def test_all_three_agree_with_the_policy_text(patient: dict) -> None:
    values = {name: patient[name] for name in ("bilirubin", "inr", "creatinine", "dialysis")}
    with_sodium = {**values, "sodium": patient["sodium"]}
    with localcontext():
        getcontext().prec = 50
        expected = (policy_meld(**values), policy_meld_na(**with_sodium), policy_meld_3(**patient))
    floats = {name: float(value) if isinstance(value, Decimal) else value for name, value in patient.items()}
    core = {name: floats[name] for name in values}
    assert (
        meld(**core).score,
        meld_na(**core, sodium=floats["sodium"]).score,
        meld_3(**floats).score,
    ) == expected
