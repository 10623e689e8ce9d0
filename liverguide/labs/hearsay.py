"""What is read or said about everybody: guidelines, leaflets, healthy people."""

from __future__ import annotations

import re

from liverguide.labs.message import Message

_EVERYBODY = re.compile(
    r"\b(?:wiki|wikipedia|guidelines?|textbook|video|podcast|article|leaflet"
    r"|\d+ patients|patients (?:had|with|whose|were|who)"
    r"|how many \S+(?: \S+){0,4} (?:is|are|in|make|makes|equals?) (?:one|a|1|an)"
    r"|(?:is|does|are) (?:one|1|a) (?:mg|umol|micromol\w*|mmol|g)"
    r"|convert\w*(?: \S+){0,2} from (?:mg|umol|micromol\w*|mmol|g|mcmol)"
    r"|(?:goes|gets|climbs|rises|falls) (?:to|above|over|below|under)|(?:gets?|scores?|gives?|earns?) \S+ points?"
    r"|(?:healthy|normal|most|average|ordinary) (?:people|persons?|adults|folks|men|women))\b"
)
_STUDIES = frozenset(
    [
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
    r"|\breviews? (?:\S+ ){0,3}(?:found|finds|reported|reports|concluded|concludes|claims)\b"
)
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


def hearsay(message: Message) -> set[int]:
    """Clauses that tell what is read or said about everybody."""
    return {
        clause
        for clause, text in enumerate(message.clause_texts)
        if (_EVERYBODY.search(text) or (_STUDIES & message.clause_words[clause] and _PUBLISHED.search(text)))
        and not _ONES_OWN & message.clause_words[clause]
    }
