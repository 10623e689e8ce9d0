"""Values of an earlier date, told after today's: they are compared, and never take the place of the newer ones."""

from __future__ import annotations

import re

from actions.turn import Turn

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
PAST = re.compile(
    rf"\b(?:last (?:week|month|year|time|visit|spring|summer|autumn|fall|winter|{MONTHS})"
    r"|(?:a|an|one|two|three|four|five|six|\d+|some|few|several) (?:days?|weeks?|months?|years?) (?:ago|before|earlier)"
    rf"|(?:in|on|from|since) (?:{MONTHS}|20\d\d)|previously|used to be|back then|before that|the time before)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"\b(?:now|today|tonight|this (?:morning|week|month)|currently|yesterday|new|latest)\b", re.IGNORECASE
)


def tells_of_the_past(turn: Turn) -> bool:
    """Whether this message gives values of an earlier date for tests that are known already."""
    given = turn.reading.get("labs") or {}
    known = turn.before("labs") or {}
    past = bool(PAST.search(turn.text)) and not PRESENT.search(turn.text)
    return past and not turn.reading.get("correction") and bool(set(given) & set(known))


def keep_the_newer(turn: Turn) -> None:
    """Put back what the older values of this message have replaced."""
    turn.set(labs=turn.before("labs"), unclear=turn.before("unclear"), earlier_labs=turn.reading["labs"])
