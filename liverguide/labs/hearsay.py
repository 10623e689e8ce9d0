"""What is read or said about everybody: guidelines, leaflets, healthy people."""

from __future__ import annotations

import re

from liverguide.labs.message import Message

_EVERYBODY = re.compile(
    r"\b(?:apasl|easl|aasld|baveno|unos|optn|nice|who|eurotransplant) (?:guidelines? |criteria )?"
    r"(?:says?|said|defines?|uses|recommends?|requires?|criteria|definition)"
    r"|\b(?:wiki|wikipedia|guidelines?|textbook|video|podcast|article|leaflet"
    r"|\d+ patients|patients (?:had|with|whose|were|who)"
    r"|how many \S+(?: \S+){0,4} (?:is|are|in|make|makes|equals?) (?:one|a|1|an)"
    r"|(?:is|does|are) (?:one|1|a) (?:mg|umol|micromol\w*|mmol|g)"
    r"|convert\w*(?: \S+){0,2} from (?:mg|umol|micromol\w*|mmol|g|mcmol)"
    r"|(?:goes|gets|climbs|rises|falls) (?:to|above|over|below|under)|(?:gets?|scores?|gives?|earns?) \S+ points?"
    r"|(?:healthy|normal|most|average|ordinary) (?:people|persons?|adults|folks|men|women))\b"
)
_STUDIES = frozenset(
    [
        *("study's", "trial's", "paper's", "mean", "median"),
        *("trial", "trials", "study", "studies", "review", "reviews", "meta", "cohort", "publication", "publications"),
        *("participants", "analysis", "analyses", "researchers", "scientists", "authors", "investigators"),
    ]
)
# What a publication found: "in the trial bilirubin fell from 3.2 to 2.1".
_PUBLISHED = re.compile(
    r"^(?:\S+ ){0,3}?(?:in|did|does|do|has|per|according to) (?:[^\W_]+ ){0,4}"
    r"(?:trials?|study|studies|meta - analys[ei]s|cohort|publications?|participants)\b"
    r"|^(?:\S+ ){0,3}?(?:did|does|do|has|according to) (?:[^\W_]+ ){0,4}reviews?\b|\b(?:19|20)\d\d reviews?\b"
    r"|\bin (?:the |most |some |clinical |other |such )*(?:trials|studies)\b"
    r"|\b(?:(?:the|this|that|these|those|your|a|an|one|some|recent|many|most|several|\d+)"
    r" (?:trials?|study|studies)|^studies|^trials|researchers|scientists|authors|investigators) (?:\S+ ){0,3}"
    r"(?:says?|said|reported|reports?|showed|shows?|found|finds?|claim(?:s|ed)?|state[sd]?|observed|concluded|saw)\b"
    r"|\b(?:study|trial|paper|article|cohort|group) 's\b|\b(?:mean|median) (?:\S+ ){1,3}(?:was|is|of|were)\b(?! my)"
    r"|\breviews? (?:\S+ ){0,3}(?:found|finds|reported|reports|concluded|concludes|claims)\b"
)
_TURNING = 4  # tokens from the comma to "mine"
_ONES_OWN = frozenset(
    [
        *(
            "my",
            "mine",
            "his",
            "her",
            "hers",
            "our",
            "i",
            "i'm",
            "i've",
            "he",
            "she",
            "dad",
            "mum",
            "mom",
            "wife",
            "husband",
        ),
        *("me", "us", "patient", "pt", "mother", "father", "son", "daughter", "brother", "sister"),
    ]
)


def hearsay(message: Message) -> dict[int, int]:
    """Clauses that tell what is read or said about everybody, and up to which token they do.

    "The leaflet says stop at a creatinine of 1.5, mine's 1.2" ends where the person's own begins.
    """
    found: dict[int, int] = {}
    for clause, text in enumerate(message.clause_texts):
        told = _EVERYBODY.search(text)
        if told is None and not (_STUDIES & message.clause_words[clause] and (told := _PUBLISHED.search(text))):
            continue
        start, end = message.clauses[clause]
        if not _ONES_OWN & message.clause_words[clause]:
            found[clause] = end
            continue
        assert told is not None
        after = start + text[: told.end()].count(" ")
        own = next((index for index in range(start, end) if message.folded(index) in _ONES_OWN), end)
        if own > after and (turn := _turn(message, after, own)) is not None:
            found[clause] = turn
    return found


def _turn(message: Message, start: int, own: int) -> int | None:
    """Where the words turn from everybody to the person: the comma or "and" before "mine"."""
    for index in range(own, max(start, own - _TURNING), -1):
        if message.folded(index) in (",", "and", "but", "while", "whereas", "-", "(", ":"):
            return index
    return None
