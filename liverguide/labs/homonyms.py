"""Names of tests that mean something else here: an infusion, a powder from the gym, a key, a time zone, the patient."""

from __future__ import annotations

import re

from liverguide.labs.message import Message
from liverguide.labs.names import Name
from liverguide.labs.values import Value

# Words right behind a name that make it a medicine, a diet or another substance.
_SUBSTANCES = frozenset(
    [
        *("infusion", "infusions", "drip", "drips", "transfusion", "transfusions", "bottle", "bottles", "bag", "bags"),
        *("vial", "vials", "diet", "diets", "restriction", "restrictions", "intake", "bicarbonate", "chloride", "free"),
        *("clearance", "benzoate", "valproate", "picosulfate", "phosphate", "isoenzyme", "isoenzymes", "isozyme"),
        *("monohydrate", "powder", "supplement", "supplements", "kinase", "isoform", "fraction"),
    ]
)
_DAILY = re.compile(r"^(?:(?:a|per|each|every) (?:day|meal)|daily)\b")  # "2 g sodium a day"
_REHABILITATION = frozenset(["walker", "crutches", "gym", "physio", "physiotherapy", "rehab", "stairs", "exercises"])
_INTO_VEIN = frozenset(["iv", "intravenous", "i.v"])
_CONTAINERS = frozenset(["units", "unit", "bag", "bags", "pool", "pools", "bottle", "bottles", "vial", "vials", "ml"])
_INFUSED = (4.0, 4.5, 5.0, 20.0, 25.0)  # per cent of protein in the albumin that is infused
_GYM = frozenset(
    ["gym", "powder", "scoop", "scoops", "workout", "workouts", "muscle", "loading", "monohydrate", "shake"]
)
_KEYS = frozenset(["press", "pressed", "hit", "hold", "holding", "push", "ctrl", "control", "shift", "via"])
_KEY_USES = frozenset(
    ["key", "keys", "tab", "code", "codes", "entrance", "account", "text", "rock", "right", "route", "f4"]
)
_TIME_ZONES = frozenset(
    ["et", "est", "ct", "mt", "edt", "pst", "pdt", "zoom", "webinar", "meeting", "stream", "livestream"]
)
_PATIENT_DOES = frozenset(
    [
        *("has", "had", "not", "denies", "complains", "reports", "states", "presents", "presented", "admitted", "who"),
        *("refuses", "aware", "known", "seen", "with", "w", "feels", "appears", "walked", "says", "wants", "came"),
    ]
)
_THERAPY = frozenset(
    ["session", "sessions", "exercises", "exercise", "therapist", "therapy", "twice", "thrice", "weekly"]
)


def means_something_else(message: Message, name: Name, values_at: dict[int, Value]) -> bool:
    """Whether the words beside a name say that it names no lab test. `values_at`: values by their first token."""
    after = message.folded(name.end)
    if (
        after in _SUBSTANCES
        or (name.test == "sodium" and _DAILY.search(" ".join(message.words(name.end, name.end + 2))))
        or (message.folded(name.start - 1) in _INTO_VEIN and name.test in ("sodium", "albumin"))
        or (after == "ratio" and name.test != "inr")
    ):
        return True
    if name.test in ("albumin", "platelets") and (_from_container(message, name) or _infused(message, name)):
        return True
    word = message.folded(name.start) if name.end - name.start == 1 else ""
    clause = message.clause_texts[message.clause_at(name.start)].split() if word in ("creatine", "pt") else []
    if word == "creatine":
        return bool(_GYM & set(clause)) or (clause[:1] == ["is"] and "safe" in clause)
    if word == "alt":
        return message.folded(name.start - 1) in _KEYS or after in _KEY_USES
    return word == "pt" and _no_prothrombin_time(message, name, set(clause), values_at)


def _from_container(message: Message, name: Name) -> bool:
    """ "2 units of platelets", "200 ml of 20% albumin"."""
    at = name.start
    while message.folded(at - 1) in ("of", "human", "the", "%") or (
        at and message.folded(at) == "%" and message.tokens[at - 1].kind == "number"
    ):
        at -= 1
    return message.folded(at - 1) in _CONTAINERS and at >= 2 and message.tokens[at - 2].kind in ("number", "word")


def _infused(message: Message, name: Name) -> bool:
    """ "albumin 20%", "5% albumin"."""
    if name.test != "albumin":
        return False
    for number, sign in ((name.end, name.end + 1), (name.start - 2, name.start - 1)):
        if message.folded(sign) == "%" and message.tokens[number].kind == "number":
            return message.tokens[number].text.replace(",", ".") in {f"{share:g}" for share in _INFUSED}
    return False


_SHORTEST = 7  # seconds; no clotting time is shorter
_BEHIND_PATIENT = frozenset(
    [
        *("of", "admitted", "y", "yo", "yr", "yrs", "year", "years", "m", "f", "male", "female", "beds", "bed", "from"),
        *("has", "had", "was", "who", "came", "discharged", "transferred", "presented", "died", "seen"),
    ]
)
_WARDS = frozenset(["bed", "ward", "room", "bay", "icu", "hdu", "unit", "hospital", "clinic", "er", "queue", "list"])


def _counts_patients(message: Message, at: int) -> bool:
    """ "pt 1 of 3 in the ward", "pt 64 y m": the number at a token is that of a patient, or an age."""
    if at not in message.number_start_set or not message.folded(at).isdigit() or at + 1 in message.units:
        return False
    if int(message.folded(at)[:4]) < _SHORTEST:
        return True
    behind = message.words(at + 1, at + 4)
    return bool(behind) and (behind[0] in _BEHIND_PATIENT or (behind[0] == "in" and bool(_WARDS & set(behind[1:]))))


def _another_time(message: Message, name: Name, values_at: dict[int, Value]) -> bool:
    """ "Pt is 70, PT 17": what is written in capitals is the test, the other one the patient."""
    return message.tokens[name.start].text != "PT" and any(
        message.tokens[other.start].text == "PT" and any(at in values_at for at in (other.end, other.end + 1))
        for other in message.names
        if other.test == "pt"
    )


def _no_prothrombin_time(message: Message, name: Name, clause: set[str], values_at: dict[int, Value]) -> bool:
    after = message.folded(name.end)
    if after in _PATIENT_DOES or after in _THERAPY:
        return True
    if message.tokens[name.start - 1].kind == "number" and name.start and clause & _TIME_ZONES:
        return True
    # "pt is 70, pt 19.5 sec": the number without seconds is the patient's.
    if _counts_patients(message, name.end + (after == "is")):
        return True
    own = values_at.get(name.end + (after in ("is", ":", "=", "was", "at")))
    if clause & _REHABILITATION and own is not None and own.unit != "s":
        return True
    if own is None or own.unit is not None:
        return False
    if after == "is" and own.whole and _another_time(message, name, values_at):
        return True
    return any(
        other.test == "pt"
        and other.start != name.start
        and any(value.unit == "s" for at in (other.end, other.end + 1) if (value := values_at.get(at)) is not None)
        for other in message.names
    )
