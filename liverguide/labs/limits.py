"""Stretches of a message whose numbers are limits, wishes or suppositions."""

from __future__ import annotations

import re

from liverguide.labs.message import Message
from liverguide.labs.relations import relation
from liverguide.labs.vocabulary import HYPOTHETICAL, LIMIT, NORMAL_QUESTION

_HYPOTHETICAL = re.compile(HYPOTHETICAL)
_LIMIT = re.compile(LIMIT)
_NORMAL_QUESTION = re.compile(NORMAL_QUESTION)
_CORRECTING = re.compile(
    r"\b(?:typed|wrote|written|said|put|entered|sorry|oops|correction|typo|meant|mistake|wrong|actually|instead|misread"
    r"|swap|swapped|swop|scratch|strike|edit|not \d|mixed up|mistyped|misheard|misspoke)\b"
)
_BACK_TO_VALUES = frozenset(
    [
        *(
            "now",
            "result",
            "results",
            "resultado",
            "ergebnis",
            "risultato",
            "got",
            "today",
            "currently",
            "mine",
            "yours",
            "but",
            "my",
            "hers",
            "his",
            "whereas",
            "while",
            "i'm",
            "i",
            "i've",
        ),
        *("he's", "she's", "he", "she", "they", "they're", "it's", "we're", "ours", "me"),
    ]
)
# Words between a number and the things it counts.
_PRESENT = frozenset(["it's", "i'm", "currently", "now", "mine", "today"])


def _mends(text: str) -> bool:
    """Whether a clause mends an earlier slip."""
    return _CORRECTING.search(text) is not None


# Every limit, wish and supposition holds one of these words, or a word with one of the stems.
_LIMITING = frozenset(
    [
        *(
            "each",
            "every",
            "what",
            "what's",
            "whats",
            "which",
            "get",
            "would",
            "can",
            "could",
            "will",
            "if",
            "when",
            "once",
        ),
        *(
            "until",
            "till",
            "unless",
            "say",
            "lets",
            "let's",
            "let",
            "example",
            "instance",
            "illustration",
            "from",
            "until",
            "beyond",
            "case",
            "above",
            "over",
            "below",
            "under",
            ">",
            "<",
            "than",
            "need",
            "needs",
            "want",
        ),
        *(
            "wants",
            "wanted",
            "must",
            "has",
            "have",
            "had",
            "by",
            "cap",
            "caps",
            "capped",
            "capping",
            "cuts",
            "floor",
            "floors",
        ),
        *("floored", "minimum", "maximum", "bound", "min", "max", "rounded", "cut", "cutoff", "threshold", "supposed"),
        *("should", "bring", "upper", "lower", "limit", "uln", "lln", "reference", "ref", "refs", "range", "ranges"),
        *("they'd", "he'd", "she'd", "they'll", "they", "with"),
        *("valores", "valor", "rango", "norm", "n.v", "vr", "rr", "expected", "required", "at"),
    ]
)
_STEM = re.compile(
    r"\b(?:suppos|assum|pretend|imagin|hypothetic|divid|multipl|requir|insist|target|goal|ideal|aim|hop|normal|referen|normbereich|n\.v)"
)


_EXAMPLE = re.compile(r"\b(?:as|for) (?:an |a )?(?:example|instance|illustration)\b|\bhypothetically\b")
_HOW = re.compile(r"\b(?:how|what|why|which|does|do|would)\b")


def find_limits(message: Message) -> dict[int, list[tuple[int, int]]]:
    """Clause -> the stretches whose numbers are limits, wishes or suppositions."""
    limits: dict[int, list[tuple[int, int]]] = {}
    for clause, ((start, end), text) in enumerate(zip(message.clauses, message.clause_texts, strict=True)):
        if message.clause_words[clause].isdisjoint(_LIMITING) and not _STEM.search(text):
            continue
        if supposed := _HYPOTHETICAL.search(text):
            at = start + text[: supposed.start()].count(" ")
            limits.setdefault(clause, []).append((at, _supposition_end(message, at, end)))
        if _EXAMPLE.search(text) and _HOW.search(text):
            limits.setdefault(clause, []).append((start, end))  # "bilirubin 10, as an example, how do points work"
        for pattern in (_LIMIT, _NORMAL_QUESTION):
            for found in pattern.finditer(text):
                if found[0] == "should be" and _mends(text):
                    continue  # "I typed 1.9 but it should be 1.7"
                at = start + text[: found.start()].count(" ")
                limits.setdefault(clause, []).append((at, _limit_end(message, at, end)))
                if pattern is _NORMAL_QUESTION and clause + 1 < len(message.clauses):
                    answer = message.clauses[clause + 1]
                    if _only_asks_numbers(message, *answer):
                        limits.setdefault(clause + 1, []).append(answer)
    return limits


def _only_asks_numbers(message: Message, start: int, end: int) -> bool:
    """ "What is a normal INR? 1.0?": a guess at the answer."""
    return message.folded(end - 1) == "?" and all(
        message.tokens[index].kind == "number"
        or message.folded(index) in ("or", "like", "about", "-", "to", "?", "around")
        for index in range(start, end)
    )


def _supposition_end(message: Message, at: int, end: int) -> int:
    """ "If my INR goes to 2 what happens, it's 1.4 now": a supposition ends where the present begins."""
    for index in range(at + 1, end):
        if message.folded(index) in _PRESENT and message.folded(index - 1) in (",", "but", "-", "("):
            return index
    return end


def _limit_end(message: Message, at: int, end: int) -> int:
    """A limit reaches over its own numbers, not over the next test or "mine is 1.6"."""
    numbers = 0
    apart = False
    numbered = message.number_start_set
    for index in range(at, end):
        if index in numbered:
            numbers += 1
        elif message.folded(index) in (",", ")", "and") and not numbers:
            apart = True
        elif (apart and index in message.name_start_set and message.folded(index - 1) != "or") or (
            numbers
            and message.folded(index - 1) != "or"
            and (
                index in message.name_start_set
                or message.folded(index) in _BACK_TO_VALUES
                or relation(message.folded(index)) is not None
            )
        ):
            return index
    return end
