"""Family words, and the sex that they tell outright."""

from __future__ import annotations

from typing import Literal

Sex = Literal["female", "male"]

_MALE = {
    "father": "father",
    "dad": "father",
    "daddy": "father",
    "papa": "father",
    "padre": "father",
    "pai": "father",
    "vater": "father",
    "pere": "father",
    "husband": "husband",
    "hubby": "husband",
    "esposo": "husband",
    "marido": "husband",
    "ehemann": "husband",
    "brother": "brother",
    "bro": "brother",
    "hermano": "brother",
    "bruder": "brother",
    "son": "son",
    "hijo": "son",
    "sohn": "son",
    "uncle": "uncle",
    "tio": "uncle",
    "onkel": "uncle",
    "grandfather": "grandfather",
    "grandpa": "grandfather",
    "granddad": "grandfather",
    "abuelo": "grandfather",
    "nephew": "nephew",
    "boyfriend": "boyfriend",
    "dads": "father",
    "husbands": "husband",
    "brothers": "brother",
    "fathers": "father",
}
_FEMALE = {
    "mother": "mother",
    "mom": "mother",
    "mum": "mother",
    "mommy": "mother",
    "mummy": "mother",
    "mama": "mother",
    "madre": "mother",
    "mae": "mother",
    "mutter": "mother",
    "mere": "mother",
    "wife": "wife",
    "esposa": "wife",
    "ehefrau": "wife",
    "sister": "sister",
    "sis": "sister",
    "hermana": "sister",
    "schwester": "sister",
    "daughter": "daughter",
    "hija": "daughter",
    "tochter": "daughter",
    "aunt": "aunt",
    "tia": "aunt",
    "tante": "aunt",
    "grandmother": "grandmother",
    "grandma": "grandmother",
    "granny": "grandmother",
    "abuela": "grandmother",
    "niece": "niece",
    "girlfriend": "girlfriend",
    "moms": "mother",
    "mums": "mother",
    "wifes": "wife",
    "mothers": "mother",
    "sisters": "sister",
}
_NEUTRAL = {
    "friend": "friend",
    "partner": "partner",
    "cousin": "cousin",
    "spouse": "spouse",
    "neighbor": "neighbour",
    "neighbour": "neighbour",
    "friends": "friend",
    "child": "child",
    "kid": "child",
}


def relation(word: str) -> tuple[str, Sex | None] | None:
    """The family word and the sex it tells outright."""
    word = word.removesuffix("'s").removesuffix("s'")
    if word in _MALE:
        return _MALE[word], "male"
    if word in _FEMALE:
        return _FEMALE[word], "female"
    if word in _NEUTRAL:
        return _NEUTRAL[word], None
    return None
