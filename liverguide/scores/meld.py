"""MELD, MELD-Na and MELD 3.0 as the US transplant network (OPTN) computes them.

Other published formulas bear the same names (MELD-Na of Biggins 2006 and of Kim 2008) and give other
numbers; none of them is computed here.

Shares. A formula's plain terms belong to their indicator. A product of two indicators (sodium x bilirubin,
albumin x creatinine, sodium x MELD(i)) belongs to both, and half of it goes to each: the Shapley value of a
product, the one split that does not depend on which indicator is looked at first. Everything is counted
from the floor, where bilirubin, INR and creatinine are 1.0, sodium 137 and albumin 3.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext

from liverguide.scores.bounds import Bounds, apply_bounds
from liverguide.scores.errors import AgeNotCovered, ImpossibleInput, MissingInput
from liverguide.scores.limits import LIMITS, checked_flag
from liverguide.scores.result import InputValue, Score, read_only
from liverguide.scores.rounding import ARITHMETIC, half_up

_HIGHEST_SCORE = Decimal(40)
_YOUNGEST = 12
_ADULT = 18

_SODIUM_WITHOUT_POINTS = Decimal(137)
_ALBUMIN_WITHOUT_POINTS = Decimal("3.5")

_BOUNDS = {
    "bilirubin": Bounds(Decimal("1.0")),
    "inr": Bounds(Decimal("1.0")),
    "creatinine": Bounds(Decimal("1.0"), Decimal("4.0")),
    "sodium": Bounds(Decimal(125), _SODIUM_WITHOUT_POINTS),
}
_BOUNDS_MELD_3 = {
    **_BOUNDS,
    "creatinine": Bounds(Decimal("1.0"), Decimal("3.0")),
    "albumin": Bounds(Decimal("1.5"), _ALBUMIN_WITHOUT_POINTS),
}

_MELD_I_CONSTANT = Decimal("6.43")
_SODIUM_STEP_ABOVE = 11
_SODIUM = Decimal("1.32")
_SODIUM_MELD_I = Decimal("0.033")

_FEMALE_OR_ADOLESCENT = Decimal("1.33")
_SEXES = {"female": "female", "f": "female", "male": "male", "m": "male"}


def meld(*, bilirubin: float, inr: float, creatinine: float, dialysis: bool = False) -> Score:
    """The original MELD, used for US allocation from 2002 to January 2016; for ages 12 and over.

    Units: bilirubin and creatinine mg/dL. Values below 1.0 count as 1.0, creatinine above 4.0 as 4.0; with
    `dialysis` (at least two dialyses, or 24 hours of CVVHD, in the past 7 days) creatinine counts as 4.0
    whatever the laboratory measured. Rounded half up once, at most 40.

    Shares: "bilirubin", "inr", "creatinine", "constant" (6.43), "cap".

    Raises ImpossibleInput. Source: OPTN policy notice of 1 November 2015.
    """
    given: dict[str, InputValue] = {
        "bilirubin": bilirubin,
        "inr": inr,
        "creatinine": creatinine,
        "dialysis": dialysis,
    }
    with localcontext(ARITHMETIC):
        used, adjusted = _used(given, _BOUNDS, ("bilirubin", "inr", "creatinine"))
        terms = _meld_i_terms(used)
        return _score(
            "MELD",
            sum(terms.values(), _MELD_I_CONSTANT),
            {**terms, "constant": _MELD_I_CONSTANT},
            {**_as_floats(used), "dialysis": dialysis},
            given,
            adjusted,
        )


def meld_na(*, bilirubin: float, inr: float, creatinine: float, sodium: float, dialysis: bool = False) -> Score:
    """MELD-Na, used for US allocation from January 2016 to 12 July 2023; for ages 12 and over.

    Units: bilirubin and creatinine mg/dL, sodium mmol/L. First MELD(i) is computed as in `meld` and rounded
    half up. Only where the rounded MELD(i) is above 11 does sodium count, within 125 to 137:

    MELD(i) + 1.32 (137 - Na) - 0.033 MELD(i) (137 - Na), rounded half up, at most 40.

    Shares: "bilirubin", "inr", "creatinine", "sodium", "constant" (6.43), "meld_i_rounding", "cap". The
    product of sodium with each indicator in MELD(i) is split in halves between the two; its product with
    the constant is all sodium's. "meld_i_rounding" is the difference that it makes to put the rounded
    MELD(i) into the sodium step (zero where that step does not apply). The shares take as given whether the
    sodium step applies.

    Raises ImpossibleInput. Source: OPTN policy notice of 1 November 2015.
    """
    given: dict[str, InputValue] = {
        "bilirubin": bilirubin,
        "inr": inr,
        "creatinine": creatinine,
        "sodium": sodium,
        "dialysis": dialysis,
    }
    with localcontext(ARITHMETIC):
        used, adjusted = _used(given, _BOUNDS, ("bilirubin", "inr", "creatinine", "sodium"))
        terms = _meld_i_terms(used)
        from_indicators = sum(terms.values(), Decimal(0))
        meld_i = from_indicators + _MELD_I_CONSTANT
        rounded = half_up(meld_i)
        if rounded > _SODIUM_STEP_ABOVE:
            deficit = _SODIUM_WITHOUT_POINTS - used["sodium"]
            damping = _SODIUM_MELD_I * deficit
            exact = rounded + _SODIUM * deficit - damping * rounded
            shares = {name: points * (1 - damping / 2) for name, points in terms.items()}
            shares["sodium"] = _SODIUM * deficit - damping * (_MELD_I_CONSTANT + from_indicators / 2)
            shares["meld_i_rounding"] = (rounded - meld_i) * (1 - damping)
        else:
            exact = meld_i
            shares = {**terms, "sodium": Decimal(0), "meld_i_rounding": Decimal(0)}
        shares["constant"] = _MELD_I_CONSTANT
        return _score("MELD-Na", exact, shares, {**_as_floats(used), "dialysis": dialysis}, given, adjusted)


def meld_3(
    *,
    bilirubin: float,
    inr: float,
    creatinine: float,
    sodium: float,
    albumin: float,
    sex: str | None = None,
    age: float | None = None,
    dialysis: bool = False,
) -> Score:
    """MELD 3.0, used for US allocation since 13 July 2023; for ages 12 and over.

    1.33 [female] + 4.56 ln(bili) + 0.82 (137 - Na) - 0.24 (137 - Na) ln(bili) + 9.09 ln(INR) + 11.14 ln(Cr)
    + 1.85 (3.5 - Alb) - 1.83 (3.5 - Alb) ln(Cr) + 6, rounded half up once, at most 40.

    Units: bilirubin and creatinine mg/dL, sodium mmol/L, albumin g/dL. Bilirubin, INR and creatinine below
    1.0 count as 1.0, creatinine above 3.0 as 3.0, sodium within 125 to 137, albumin within 1.5 to 3.5; with
    `dialysis` (at least two dialyses, or 24 hours of CVVHD, in the past 7 days) creatinine counts as 3.0.
    `sex` is "female" or "male" ("F", "M"): the sex that the transplant team uses. From 12 to 17 years 1.33
    points are added for both sexes; without `age` an adult is assumed.

    The score never falls when bilirubin, INR or creatinine rises. For sodium and albumin that is not so
    everywhere: with bilirubin above exp(0.82/0.24) = 30.5 a lower sodium, and with creatinine above
    exp(1.85/1.83) = 2.75 a lower albumin, takes points away. This is the published formula, not a slip.

    Shares: "bilirubin", "inr", "creatinine", "sodium", "albumin", "sex" (1.33 or 0), "age" (1.33 from 12 to
    17, then "sex" is 0), "constant" (6), "cap". The products sodium x bilirubin and albumin x creatinine
    are split in halves between the two.

    Raises ImpossibleInput; MissingInput without a sex, which is never guessed; AgeNotCovered below 12.
    Source: Kim 2021, doi 10.1053/j.gastro.2021.08.050; OPTN policy 9.1.D, which adds the cap and the rule
    for 12-17.
    """
    given: dict[str, InputValue] = {
        "bilirubin": bilirubin,
        "inr": inr,
        "creatinine": creatinine,
        "sodium": sodium,
        "albumin": albumin,
        "sex": sex,
        "age": age,
        "dialysis": dialysis,
    }
    with localcontext(ARITHMETIC):
        used, adjusted = _used(given, _BOUNDS_MELD_3, ("bilirubin", "inr", "creatinine", "sodium", "albumin"))
        sex_used = _sex(sex)
        adolescent = _adolescent(age)
        extra = _FEMALE_OR_ADOLESCENT if adolescent or sex_used == "female" else Decimal(0)

        ln_bilirubin, ln_creatinine = used["bilirubin"].ln(), used["creatinine"].ln()
        sodium_deficit = _SODIUM_WITHOUT_POINTS - used["sodium"]
        albumin_deficit = _ALBUMIN_WITHOUT_POINTS - used["albumin"]
        sodium_bilirubin = Decimal("-0.24") * sodium_deficit * ln_bilirubin
        albumin_creatinine = Decimal("-1.83") * albumin_deficit * ln_creatinine
        shares = {
            "bilirubin": Decimal("4.56") * ln_bilirubin + sodium_bilirubin / 2,
            "inr": Decimal("9.09") * used["inr"].ln(),
            "creatinine": Decimal("11.14") * ln_creatinine + albumin_creatinine / 2,
            "sodium": Decimal("0.82") * sodium_deficit + sodium_bilirubin / 2,
            "albumin": Decimal("1.85") * albumin_deficit + albumin_creatinine / 2,
            "sex": Decimal(0) if adolescent else extra,
            "age": extra if adolescent else Decimal(0),
            "constant": Decimal(6),
        }
        return _score(
            "MELD 3.0",
            sum(shares.values(), Decimal(0)),
            shares,
            {**_as_floats(used), "sex": sex_used, "age": age, "dialysis": dialysis},
            given,
            adjusted,
        )


def _used(
    given: Mapping[str, InputValue], bounds: Mapping[str, Bounds], analytes: tuple[str, ...]
) -> tuple[dict[str, Decimal], dict[str, str]]:
    dialysis = checked_flag("dialysis", given["dialysis"])
    values = {analyte: LIMITS[analyte].check(given[analyte]) for analyte in analytes}
    return apply_bounds(values, bounds, dialysis=dialysis)


def _meld_i_terms(used: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The policy rounds a sum to one decimal and multiplies by ten; the ten is in these coefficients."""
    return {
        "bilirubin": Decimal("3.78") * used["bilirubin"].ln(),
        "inr": Decimal("11.2") * used["inr"].ln(),
        "creatinine": Decimal("9.57") * used["creatinine"].ln(),
    }


def _score(
    name: str,
    exact: Decimal,
    shares: Mapping[str, Decimal],
    inputs: Mapping[str, InputValue],
    given: Mapping[str, InputValue],
    adjusted: Mapping[str, str],
) -> Score:
    capped = min(exact, _HIGHEST_SCORE)
    return Score(
        name=name,
        score=half_up(capped),
        unrounded=float(capped),
        inputs=read_only(inputs),
        given=read_only(given),
        adjusted=read_only(adjusted),
        shares=read_only(_as_floats({**shares, "cap": capped - exact})),
    )


def _as_floats(values: Mapping[str, Decimal]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}


def _sex(sex: object) -> str:
    if sex is None:
        raise MissingInput("MELD 3.0", "sex")
    known = _SEXES.get(sex.strip().lower()) if isinstance(sex, str) else None
    if known is None:
        raise ImpossibleInput("sex", sex, "", "female or male")
    return known


def _adolescent(age: float | None) -> bool:
    if age is None:
        return False
    years = LIMITS["age"].check(age)
    if years < _YOUNGEST:
        raise AgeNotCovered("MELD 3.0", age, _YOUNGEST)
    return years < _ADULT
