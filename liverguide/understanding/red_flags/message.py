"""A message as the engine sees it: words read, concepts and cues found, sentences and clauses counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from liverguide.understanding.red_flags.vocabulary import HARMLESS, MASKED_BY, Vocabulary
from liverguide.understanding.red_flags.wordings import Hit
from liverguide.understanding.red_flags.words import Word, split_words

_SENTENCE_ENDS = frozenset(".!?;\n")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "eighty": 80, "hundred": 100}
_NUMBER_WORDS = {
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, **_TENS,
    "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "veinte": 20,
    "treinta": 30, "cuarenta": 40, "cincuenta": 50, "cien": 100,
}  # fmt: skip


@dataclass
class Message:
    """One message. Places are numbers of words; `sentence` and `clause` give each word's sentence and clause."""

    text: str
    words: list[Word]
    after: str
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    found: dict[str, list[Hit]] = field(default_factory=dict)
    _starts: dict[str, list[int]] = field(default_factory=dict)

    def hits(self, concept: str) -> list[Hit]:
        """All places of a concept or cue, in order."""
        return self.found.get(concept, [])

    def between(self, concept: str, start: int, end: int) -> list[Hit]:
        """The places of a concept that begin at or after word `start` and before word `end`."""
        hits = self.found.get(concept)
        if not hits:
            return []
        starts = self._starts.get(concept)
        if starts is None:
            starts = self._starts[concept] = [hit.start for hit in hits]
        return hits[bisect_left(starts, start) : bisect_left(starts, max(start, end))]

    def has(self, concept: str, start: int, end: int) -> bool:
        """Whether a concept stands wholly within these words."""
        return any(hit.end <= end for hit in self.between(concept, start, end))

    def sentence_span(self, place: int) -> tuple[int, int]:
        """First word of the sentence in which this word stands, and the word after its last."""
        number = self.sentence[place]
        return bisect_left(self.sentence, number), bisect_right(self.sentence, number)

    def clause_span(self, place: int) -> tuple[int, int]:
        """The same for the clause."""
        number = self.clause[place]
        return bisect_left(self.clause, number), bisect_right(self.clause, number)


def read_message(text: str, known: Vocabulary) -> Message:
    """Split, correct and look up. Takes time in proportion to the length of the text."""
    plain, after = split_words(text)
    words: list[Word] = []
    for word in plain:
        readings = known.speller.read(word.text)
        for number, reading in enumerate(readings):
            words.append(Word(reading, word.start, word.end, word.before if number == 0 else ""))
    message = Message(text, words, after)
    sentence = 0
    for word in words:
        if not _SENTENCE_ENDS.isdisjoint(word.before):
            sentence += 1
        message.sentence.append(sentence)
    hits = known.automaton.hits(words)
    hits += _numbers(words, known)
    _sort_in(message, hits, known)
    message.clause = _clauses(message)
    return message


def _numbers(words: list[Word], known: Vocabulary) -> list[Hit]:
    hits: list[Hit] = []
    for place, word in enumerate(words):
        value = _value(word.text)
        if value is not None:
            hits += [
                Hit(span.concept, place, place + 1)
                for span in known.numbers
                if span.lowest <= value <= span.highest and (value % 1 or not span.with_decimals)
            ]
    return hits


def _value(text: str) -> float | None:
    if not text[0].isdigit():
        return _NUMBER_WORDS.get(text)
    if text.count(",") + text.count(".") > 1 or len(text) > 12:
        return None
    whole, _, rest = text.replace(",", ".").partition(".")
    if "," in text and len(rest) == 3:
        return float(whole + rest)
    return float(f"{whole}.{rest or 0}")


def _sort_in(message: Message, hits: list[Hit], known: Vocabulary) -> None:
    """Keep the hits by concept, less those that stand wholly inside a wording that takes their meaning away."""
    reach: dict[str, list[int]] = {}
    for mask in (HARMLESS, *MASKED_BY.values()):
        reach[mask] = _reach(message, [hit for hit in hits if hit.concept == mask])
    furthest: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        # Of "in a coma" and the "coma" inside it only the longer says where the mention begins.
        if hit.end <= furthest.get(hit.concept, 0):
            continue
        furthest[hit.concept] = hit.end
        if hit.concept in known.cues and message.sentence[hit.start] != message.sentence[hit.end - 1]:
            continue
        masked_by = HARMLESS if hit.concept in known.concepts else MASKED_BY.get(hit.concept)
        if masked_by is not None and reach[masked_by][hit.start] >= hit.end:
            continue
        message.found.setdefault(hit.concept, []).append(hit)


def _reach(message: Message, masks: list[Hit]) -> list[int]:
    """For each word, how far the masks that begin at or before it go."""
    reach = [0] * len(message.words)
    for mask in masks:
        if message.sentence[mask.start] == message.sentence[mask.end - 1]:
            reach[mask.start] = max(reach[mask.start], mask.end)
    for place in range(1, len(reach)):
        reach[place] = max(reach[place], reach[place - 1])
    return reach


def _clauses(message: Message) -> list[int]:
    turns = {hit.start for hit in message.hits("adversative")}
    clauses: list[int] = []
    clause = 0
    for place, sentence in enumerate(message.sentence):
        if place and (sentence != message.sentence[place - 1] or place in turns):
            clause += 1
        clauses.append(clause)
    return clauses
