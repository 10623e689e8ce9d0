"""What stands between two neighbouring names or values, and how strongly it parts them."""

from __future__ import annotations

import re
from typing import NamedTuple

from liverguide.labs.message import Message, ends_sentence
from liverguide.labs.time_vocabulary import AGO_UNITS, LAST_AFTER, LAST_BEFORE, ORDINAL_ENDS, YESTERDAY
from liverguide.labs.time_words import is_year
from liverguide.labs.vocabulary import BINDING, STRONG, SUPERSEDING

_ARRIVED = 3.2
_ARRIVAL = re.compile(
    r"\b(?:(?:turned|came|come|comes|turns) (?:out|back|in)(?: to be| at| as| with)?"
    r"|(?:it's|it is|they're|they are|mine's|mine is|mine 's|hers is|his is)(?: now| at| currently| only)?"
    r"|(?:mine|ours|hers|theirs)(?: (?:was|at|:))?"
    r"|(?:i'm|i am|he's|she's) (?:now |currently )?at|(?:i've|i have|i) (?:got|have)|(?:he|she) (?:has|had)(?: got)?)$"
)

_COMPARING = frozenset(
    [
        *(
            "is",
            "are",
            "was",
            "were",
            "twice",
            "half",
            "double",
            "triple",
            "higher",
            "lower",
            "bigger",
            "greater",
            "than",
        ),
        *(
            "more",
            "less",
            "times",
            "my",
            "the",
            "his",
            "her",
            "much",
            "about",
            "nearly",
            "almost",
            "above",
            "below",
            "as",
        ),
        *("high", "low", "with", "over", "versus", "vs", "compared", "to", "still", "now", "way", "far"),
    ]
)
_SEPARATORS = frozenset(
    [
        "/",
        ",",
        "and",
        "&",
        "+",
        "|",
        "-",
        "y",
        "et",
        "und",
        "e",
        "\\",
        ":",
        "(",
        ")",
        "[",
        "]",
        ".",
        ";",
        "my",
        "the",
        "respectively",
    ]
)
_TRANSITION = frozenset(
    [
        "should",
        "to",
        "->",
        "→",
        "then",
        "now",
        "today",
        "currently",
        "before",
        "previously",
        "was",
        "from",
        "prev",
        "previous",
        "prior",
        "earlier",
        "vs",
        "versus",
        "last",
        "yesterday",
        "ago",
        "or",
        "and",
        "is",
        "up",
        "down",
        "latest",
        "recent",
        "repeat",
        "after",
        "later",
        "again",
        "pre",
        "post",
        *(
            "hace",
            "vor",
            "heute",
            "hoy",
            "oggi",
            "hoje",
            "jetzt",
            "ahora",
            "agora",
            "adesso",
            "maintenant",
            "aujourd'hui",
        ),
        *YESTERDAY,
        *LAST_BEFORE,
        *LAST_AFTER,
        *(
            "vorher",
            "davor",
            "antes",
            "avant",
            "luego",
            "despues",
            "dann",
            "danach",
            "puis",
            "ensuite",
            "depois",
            "poi",
        ),
    ]
)


_STEPS_ON = (("a",), ("para",))  # "bajó de 6 a 3,5"
_COMMON = frozenset(["is", "was", "and", "or", "to", "from", "up", "down"])


class Gap(NamedTuple):
    """What stands between two neighbouring items."""

    newlines: int
    sentence: bool
    semicolon: bool
    comma: bool
    conjunction: bool
    unknown: int
    strong_end: bool
    empty: bool
    separators_only: bool
    transition: bool
    slash: bool
    words: tuple[str, ...]
    dated: bool
    strange_end: bool
    """An unknown word stands right before the next item and may own it."""


_NOTHING = Gap(0, False, False, False, False, 0, "" in STRONG, True, True, False, False, (), False, False)


def _ordinal(message: Message, index: int) -> bool:
    """Whether the end of an ordinal stands at a token: the "th" of "12th"."""
    return (
        message.folded(index) in ORDINAL_ENDS
        and message.tokens[index].glued
        and index > 0
        and message.tokens[index - 1].kind == "number"
    )


def read_gap(message: Message, start: int, end: int) -> Gap:
    """Describe the tokens from `start` up to `end`."""
    if start >= end:
        return _NOTHING
    newlines = unknown = digits = 0
    sentence = semicolon = comma = conjunction = transition = slash = dated = strange = False
    separators_only = True
    words: list[str] = []
    last = ""
    for index in range(start, end):
        token = message.tokens[index]
        if index in message.muted:
            continue
        if token.kind == "newline":
            newlines += token.text.count("\n")
            continue
        if token.kind in ("tab",):
            continue
        day = token.kind == "number" and (_ordinal(message, index + 1) or is_year(message, index))
        if day or token.kind in ("date", "time", "phone") or _ordinal(message, index):
            separators_only = False
            dated = dated or day or token.kind == "date"
            transition = transition or dated
            continue
        word = token.folded
        words.append(word)
        last = word
        if ends_sentence(message.tokens, index):
            sentence = True
        elif word == ";":
            semicolon = True
        elif word == ",":
            comma = True
        elif word in ("and", "&", "y", "et", "und", "e"):
            conjunction = True
        elif token.kind == "word":
            if word in _TRANSITION or word in SUPERSEDING:
                transition = True
            elif word not in BINDING and word not in AGO_UNITS and index not in message.units:
                unknown += 1
                strange = index == end - 1
        elif token.kind == "number":
            digits = 1
        elif word in ("->", "→"):
            transition = True
        if word == "/":
            slash = True
        if word not in _SEPARATORS:
            separators_only = False
    return Gap(
        newlines,
        sentence,
        semicolon,
        comma,
        conjunction,
        unknown + digits,
        last in STRONG,
        start >= end,
        separators_only,
        transition,
        slash,
        tuple(words),
        dated,
        strange,
    )


def _barrier(gap: Gap) -> float:
    cost = 0.0
    if gap.newlines:
        cost += 1.2 + 1.5 * (min(gap.newlines, 4) - 1)
    if gap.sentence:
        cost += 2.0
    if gap.semicolon:
        cost += 2.0
    if (gap.sentence or gap.newlines) and gap.unknown:
        cost += 4.0
    return cost


def cost_name_first(gap: Gap) -> float:
    """What it costs to give the value behind the gap to the name before it."""
    cost = _barrier(gap) + 0.7 * gap.comma + 1.0 * gap.conjunction
    each = 0.5 if gap.strong_end else 1.1
    cost += each * gap.unknown + 0.01 * len(gap.words)
    if cost > _ARRIVED and gap.newlines <= 1 and _ARRIVAL.search(" ".join(gap.words[-5:])):
        return _ARRIVED  # "The INR, which kept us waiting for two hours, turned out to be 1.3"
    return cost


def cost_value_first(gap: Gap) -> float:
    """What it costs to give the value before the gap to the name behind it."""
    if gap.sentence:
        return 99.0
    cost = (
        0.6
        + 2 * _barrier(gap)
        + (2.0 if gap.comma else 0.0)
        + (2.2 if gap.conjunction else 0.0)
        + 1.3 * gap.unknown
        + (1.0 if gap.slash else 0.0)
    )
    if (
        gap.words
        and gap.words[0] in ("for", "on", "was", "is", "as", "=", "of", "de", "para", "fur")
        and not gap.unknown
        and not gap.comma
        and not gap.conjunction
    ):
        cost -= 0.45
    if "not" in gap.words:
        cost += 1.0
    return cost + 0.02 * len(gap.words)


def same_list(gap: Gap) -> bool:
    """Whether nothing but the signs of a list stands in the gap."""
    return gap.separators_only and gap.newlines <= 1 and not gap.sentence


def compares(gap: Gap) -> bool:
    """ "AST is twice my ALT": a list of two tests whose values follow in this order."""
    return (
        0 < len(gap.words) <= 7
        and all(word in _COMPARING for word in gap.words)
        and bool({"than", "twice", "half", "double", "triple", "vs", "versus", "times"} & set(gap.words))
    )


def pairs_values(gap: Gap) -> bool:
    """Whether the gap joins two values of two tests: "40/90", "40 vs 90"."""
    return same_list(gap) or gap.slash or gap.words in (("vs",), ("versus",), ("against",), ("to",), ("vs", "."))


def says_when(gap: Gap) -> bool:
    """Whether a gap says more than "is" or "and": a date, "now", "sorry"."""
    return gap.dated or any((word in _TRANSITION and word not in _COMMON) or word in SUPERSEDING for word in gap.words)


def cost_of_series(gap: Gap) -> float | None:
    """Cost of a further value of the same test ("was 3.1 in March, now 2.4"), None where the words do not allow it."""
    if gap.transition or gap.words in _STEPS_ON:
        if gap.unknown > 4 or ((gap.sentence or gap.semicolon) and not says_when(gap)):
            return None
        return 0.5 + 0.5 * gap.unknown + 0.6 * gap.newlines + 0.2 * (gap.sentence or gap.semicolon)
    if gap.newlines or gap.sentence or gap.semicolon:
        return None
    if gap.unknown:
        # "Na 125 on arrival, 131": a second number that nothing else owns casts doubt on the first.
        return None if gap.strange_end or gap.unknown > 3 else 2.0 + 0.4 * gap.unknown
    if gap.empty or gap.comma or gap.conjunction or gap.slash or gap.separators_only:
        return 2.0
    return 1.6
