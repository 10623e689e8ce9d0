"""Amounts of money: "the lab charged 1800 for INR", "paid 350 for bilirubin"."""

from __future__ import annotations

import re

from liverguide.labs.message import Message
from liverguide.labs.values import Value

_PAYING = frozenset(
    [
        *(
            "charged",
            "charge",
            "charges",
            "cost",
            "costs",
            "costing",
            "paid",
            "pay",
            "pays",
            "paying",
            "price",
            "priced",
        ),
        *(
            "fee",
            "fees",
            "bill",
            "billed",
            "spent",
            "rupees",
            "rs",
            "inr.",
            "euros",
            "dollars",
            "pounds",
            "bucks",
            "quid",
        ),
        *(
            "expensive",
            "cheap",
            "cheaper",
            "copay",
            "invoice",
            "rates",
            "discount",
            "precio",
            "cuesta",
            "kostet",
            "coute",
        ),
    ]
)
_BEFORE, _AROUND = 4, 15  # tokens
_AFTER = frozenset(["for", "per", "each", "only", "just", "euro", "rupee", "dollar", "a"])


_LEAST_RUPEES = 1000  # no ratio is as large
_CRORES = frozenset(["cr", "crs", "crore", "crores"])
_MONEY = re.compile(
    r"\b(?:rupees?|rs|crores?|money|afford\w*|enough|budget|insurance|asked|asking|demand\w*|quot\w*|loan|fund\w*|rais\w+|savings"
    r"|cost\w*|price\w*|paid|pay\w*|charg\w*|fees?|expens\w*)\b|₹"
    r"|\bfor (?:(?:a|an|the|my|his|her|our|liver) )*(?:transplant\w*|surgery|operation|lt|ldlt|treatment)\b"
)


def _rupees(message: Message, value: Value) -> bool:
    """ "3 cr rupees", "INR 4 lakh": crores, and the currency that is spelt like the ratio."""
    if message.folded(value.start - 1) in ("inr", "rs", "₹") and (
        value.number.thousands or value.number.value >= _LEAST_RUPEES
    ):
        return True
    unit = message.folded(value.number.end)
    if unit not in _CRORES or value.number.end + 1 in message.number_start_set:
        return False
    return unit.startswith("cror") or _MONEY.search(message.clause_texts[message.clause_at(value.start)]) is not None


def is_price(message: Message, value: Value) -> bool:
    """Whether a bare number tells what something costs."""
    if _rupees(message, value):
        return True
    if message.vocabulary.isdisjoint(_PAYING):
        return False
    if value.unit is not None or value.number.thousands or value.start in message.name_end_set:
        return False
    start, end = message.clauses[message.clause_at(value.start)]
    near = message.words(max(start, value.start - _BEFORE), value.start)
    if _PAYING & set(near):
        return True
    around = message.words(max(start, value.start - _AROUND), min(end, value.end + _AROUND))
    return message.folded(value.end) in _AFTER and bool(_PAYING & set(around))
