"""Finding the names of lab tests in a message: every spelling of the catalogue, and slips of the finger in
long words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from liverguide.labs.catalogue import catalogue
from liverguide.labs.phrases import Phrases
from liverguide.labs.tokens import Token

OTHER = "other"
AMBIGUOUS = "ambiguous:"


@dataclass(frozen=True)
class Name:
    """A test named by tokens `start` up to `end`. `test` is an analyte, OTHER, or AMBIGUOUS plus the id of the
    shared name.
    """

    test: str
    start: int
    end: int
    qualifier: bool = False
    """A short word such as "direct" that means a test only after its fuller name."""


_SPELLED = (3, 4)  # letters of a code that is spelled out
_BETWEEN_LETTERS = ((" ", ""), ("-", ""), (".", "."), (".", ""))

# English and Spanish words one slip away from a test's name.
_NO_SLIPS = frozenset(
    [
        "podium",
        "radio",
        "audio",
        "stadium",
        "albums",
        "album",
        "platter",
        "plates",
        "plated",
        "planets",
        "placates",
        "sodomy",
        "creation",
        "creative",
        "creating",
        "created",
        "create",
        "creature",
        "great",
        "treat",
        "cheat",
        "create",
        "protein",
        "proteins",
        "protest",
        "albino",
        "alumni",
        "alright",
        "albert",
        "alone",
        "already",
        "also",
        "almost",
        "natural",
        "native",
        "gamma",
        "kappa",
        "platform",
        "palates",
        "patients",
        "patient",
        "solid",
        "sold",
        "billing",
        "bills",
        "billion",
        "billy",
        "bully",
        "build",
        "built",
        "belly",
        "biliary",
        "quicker",
        "quickly",
        "quite",
        "quiet",
        "trombosis",
        "thrombosis",
        "thrombose",
        "prothrombotic",
        "creates",
        "inner",
        "aspartame",
        "alanine",
        "socio",
        "sitio",
        "media",
        "medio",
        "bilirubin-like",
        "credit",
        "cretin",
        "plate",
        "studio",
        "sodas",
        "elevate",
        "diagnose",
        "biopsy",
    ]
)


def _letter_by_letter(names: Sequence[str]) -> list[str]:
    """Codes as people spell them out: "a s t", "a-s-t", "a. s. t."."""
    codes = [name for name in names if name.isalpha() and name.isascii() and len(name) in _SPELLED]
    return [sign.join(code) + end for code in codes for sign, end in _BETWEEN_LETTERS]


@lru_cache(maxsize=1)
def _names() -> Phrases:
    known = catalogue()
    wordings: dict[str, Sequence[str]] = {}
    for analyte in known.analytes.values():
        spelled = _letter_by_letter([*analyte.names, *analyte.exact_names.names])
        wordings[f"name:{analyte.id}"] = [*analyte.names, *spelled]
        wordings[f"code:{analyte.id}"] = analyte.exact_names.names
        wordings[f"short:{analyte.id}"] = analyte.short_names
    for shared in known.ambiguous.values():
        wordings[f"name:{AMBIGUOUS}{shared.id}"] = shared.names
    wordings[f"name:{OTHER}"] = known.other_tests
    return Phrases(wordings)


def with_transaminases(tokens: Sequence[Token], names: list[Name]) -> list[Name]:
    """The names with "OT/PT 78/45" read as the transaminases SGOT and SGPT, where two numbers stand behind."""
    pairs: list[Name] = []
    for first in [place - 1 for place, token in enumerate(tokens) if token.text == "/"]:
        if not 0 <= first < len(tokens) - 4:
            continue
        left, right = tokens[first].folded, tokens[first + 2].folded
        if {left, right} != {"ot", "pt"}:
            continue
        at = first + 3
        while at < len(tokens) and tokens[at].folded in (":", "=", "-", "is", "was", "are", "|"):
            at += 1
        if [token.kind for token in tokens[at : at + 3 : 2]] != ["number", "number"] or tokens[at + 1].text != "/":
            continue
        pairs += [
            Name("ast" if word == "ot" else "alt", at, at + 1) for word, at in ((left, first), (right, first + 2))
        ]
    if not pairs:
        return names
    starts = {pair.start for pair in pairs}
    return sorted([*(name for name in names if name.start not in starts), *pairs], key=lambda name: name.start)


@lru_cache(maxsize=1)
def _long_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for analyte in catalogue().analytes.values():
        for name in analyte.names:
            if len(name) >= 5 and name.isalpha() and name.isascii():
                words[name.lower()] = analyte.id
    return words


@lru_cache(maxsize=4096)
def _slip(word: str) -> str | None:
    """The analyte that a misspelt word means: one slip from five letters on, two from nine on."""
    words = _long_words()
    if word in words or word in _NO_SLIPS:
        return None
    if "rn" in word and (scanned := word.replace("rn", "m")) in words:
        return words[scanned]  # a scanner's reading of m
    allowed = 2 if len(word) >= 9 else 1
    found = process.extractOne(word, list(words), scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
    # A slip seldom hits the first letter, and other words that differ there are many (media, sodio).
    if found is None or (found[0][0] != word[0] and len(word) < 8):
        return None
    return words[found[0]]


def find_names(tokens: Sequence[Token], written: Sequence[str]) -> list[Name]:
    """Tests named in a message in order; of overlapping names the longest. `written` are the words of the tokens."""
    found: list[tuple[int, int, str, str]] = []
    for meaning, start, end in _names().find(written):
        kind, _, test = meaning.partition(":")
        found.append((start, end, kind, test))
    found.sort(key=lambda hit: (hit[0], -hit[1], hit[2] != "name"))
    words = {token.folded for token in tokens}
    spoken = {test for _, _, kind, test in found if kind == "name"}
    partial = [start for start, end, _, test in found if test == OTHER and _of_bilirubin(tokens, start, end)]
    if partial:
        spoken.add("bilirubin")  # "bilirubin indirect 1.2, total 1.9"
    names: list[Name] = []
    covered = 0
    chosen: list[tuple[int, int, str, str]] = []
    for start, end, kind, test in found:
        if start < covered or _broken(tokens, start, end):
            continue
        if kind == "code" and not _code_counts(tokens, start, end, test, words):
            continue
        if (
            test.startswith(AMBIGUOUS)
            and catalogue().ambiguous[test[len(AMBIGUOUS) :]].adjacent
            and not _number_behind(tokens, end)
        ):
            continue
        if kind == "short" and (
            not spoken & set(catalogue()[test].short_names_after) or _abbreviates(tokens, start, end)
        ):
            continue
        chosen.append((start, end, kind, test))
        covered = end
    taken = {index for start, end, _, _ in chosen for index in range(start, end)}
    for index, token in enumerate(tokens):
        if token.kind == "word" and index not in taken and len(token.folded) >= 5:
            test_of_slip = _slip(token.folded)
            if test_of_slip:
                chosen.append((index, index + 1, "name", test_of_slip))
    for start, end, kind, test in sorted(chosen):
        after = catalogue()[test].short_names_after if kind == "short" else ()
        place = bisect_left(partial, start) - 1
        near = place >= 0 and "bilirubin" in after and start - partial[place] <= _PART_REACH
        if kind == "short" and not near and not any(name.test in after for name in names[-6:]):
            # "total/direct bilirubin": the fuller name may follow at once. Else a lone "total" is no test.
            following = next((hit for hit in chosen if hit[0] == end + 1), None)
            leads = (
                following is not None and following[3] in after and tokens[end].folded in ("/", "and", "&", ",", "+")
            )
            if not leads and not (end - start == 1 and len(tokens[start].folded) >= 6 and _number_behind(tokens, end)):
                continue
        names.append(Name(test, start, end, kind == "short"))
    return names


_PART_REACH = 16  # tokens from a part of the bilirubin to its "total"


def _abbreviates(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "T.Prot": a letter that shortens the first word of another name."""
    if tokens[start].folded == "d" and [token.kind for token in tokens[end : end + 2]] == ["number", "number"]:
        return tokens[end].glued  # "d7 8.4": a day
    return (
        len(tokens[start].text) == 1
        and end + 1 < len(tokens)
        and tokens[end].text == "."
        and tokens[end].glued
        and tokens[end + 1].kind == "word"
        and tokens[end + 1].glued
    )


def _of_bilirubin(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(token.folded.startswith("bili") for token in tokens[start:end])


def _broken(tokens: Sequence[Token], start: int, end: int) -> bool:
    """A match that runs over a line break, or cuts "Na" out of "N/A"."""
    if any(tokens[index].kind in ("newline", "tab") for index in range(start, end)):
        return True
    return (
        end - start == 1
        and end + 1 < len(tokens)
        and tokens[end].text == "'"
        and tokens[end + 1].glued
        and tokens[end].glued
    )


def _number_behind(tokens: Sequence[Token], end: int) -> bool:
    while end < len(tokens) and tokens[end].folded in (":", "=", "is", "was", "(", "%", ")", "-", "ist", "war", "|"):
        end += 1
    return end < len(tokens) and tokens[end].kind in ("number", "tab")


def _code_counts(tokens: Sequence[Token], start: int, end: int, test: str, words: set[str]) -> bool:
    codes = catalogue()[test].exact_names
    written = "".join(token.text for token in tokens[start:end])
    if written in codes.names:
        return True
    before = tokens[start - 1].folded if start else ""
    return before not in _SPEAKERS and bool(words & set(codes.beside))


# "I've got 96" is no GOT.
_SPEAKERS = frozenset(
    [
        *(
            "i",
            "i've",
            "he",
            "she",
            "we",
            "they",
            "you",
            "he's",
            "she's",
            "we've",
            "they've",
            "'ve",
            "'s",
            "has",
            "have",
        ),
        *(
            "had",
            "just",
            "who",
            "it",
            "finally",
            "only",
            "and",
            "also",
            "then",
            "mum",
            "dad",
            "what",
            "never",
            "doctor",
        ),
    ]
)
