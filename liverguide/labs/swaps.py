"""Two values told the wrong way round: "AST 40 ALT 90, other way round"."""

from __future__ import annotations

import re
from dataclasses import replace

from liverguide.labs.catalogue import catalogue
from liverguide.labs.message import Message
from liverguide.labs.observations import Observation

_SWAP = re.compile(
    r"\b(?:other|wrong) way a?round\b|\bvice versa\b|(?:^|, |- |\. |no )swapped\b"
    r"|\b(?:swap|reverse|switch|exchange) (?:them|those|these|that|the two)\b"
    r"|\b(?:got|have|had|put|wrote|typed) (?:them|those|these|it) (?:swapped|backwards|reversed|switched)\b"
)
_SWAPPING = frozenset(
    [
        "round",
        "around",
        "versa",
        "swapped",
        "swap",
        "reverse",
        "switch",
        "exchange",
        "backwards",
        "reversed",
        "switched",
    ]
)
_UNSURE = re.compile(r"\b(?:or|maybe|perhaps|might be|could be|possibly)(?: (?:it's|they're|is|are|the|it|was))* ?$")
_UNSURE_BEHIND = re.compile(r"\b(?:not sure|unsure|maybe|perhaps|don't know|dont know|i think|no idea|can't tell)\b")
_REACH = 25  # tokens from the first of the two values to the words that swap them


def swap_values(message: Message, observations: list[Observation]) -> list[Observation]:
    """The observations with the two values exchanged that the message says stand the wrong way round.

    What follows may repeat them in the right order; where it tells anything else, all of them are uncertain.
    """
    if not observations or message.vocabulary.isdisjoint(_SWAPPING):
        return observations
    for clause, text in enumerate(message.clause_texts):
        found = _SWAP.search(text)
        if found is None or "not" in text[: found.start()].split()[-3:]:
            continue
        at = message.clauses[clause][0] + text[: found.start()].count(" ")
        before = [index for index, seen in enumerate(observations) if at - _REACH <= seen.value.start < at]
        after = [index for index, seen in enumerate(observations) if seen.value.start >= at]
        tests = {observations[index].test for index in before}
        if not before or not tests <= set(catalogue().analytes):
            continue
        if _UNSURE.search(text[: found.start()]) or _UNSURE_BEHIND.search(text[found.end() :]):
            return [
                replace(seen, uncertain=True) if index in before else seen for index, seen in enumerate(observations)
            ]
        told_again = {observations[index].test for index in after}
        if tests <= told_again:
            return observations  # both are told anew
        if len(before) != 2 or len(tests) != 2:
            return [
                replace(seen, uncertain=True) if index in before or seen.test in tests else seen
                for index, seen in enumerate(observations)
            ]
        return _swapped(observations, before[0], before[1], after)
    return observations


def _swapped(observations: list[Observation], first: int, second: int, after: list[int]) -> list[Observation]:
    left, right = observations[first], observations[second]
    result = list(observations)
    result[first] = replace(left, value=replace(left.value, number=right.value.number, flag=None), uncertain=False)
    result[second] = replace(right, value=replace(right.value, number=left.value.number, flag=None), uncertain=False)
    due = {result[index].test: result[index].value.number.value for index in (first, second)}
    repeated = {index for index in after if result[index].test in due}
    if any(due[result[index].test] != result[index].value.number.value for index in repeated):
        return [replace(seen, uncertain=True) if seen.test in due else seen for seen in observations]
    return [seen for index, seen in enumerate(result) if index not in repeated]
