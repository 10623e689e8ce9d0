"""A message as the engine sees it: words read, concepts and cues found, sentences and clauses counted."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from operator import itemgetter

from liverguide.understanding.red_flags.vocabulary import HARMLESS, MASKED_BY, Vocabulary
from liverguide.understanding.red_flags.wordings import Hit
from liverguide.understanding.red_flags.words import Word, split_words

_SENTENCE_ENDS = frozenset(".!?;\n")
_MASKS = frozenset({HARMLESS, *MASKED_BY.values()})
_place = itemgetter(1, 2)
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
    _known_spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

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

    def any_between(self, concept: str, start: int, end: int) -> bool:
        """Whether `between` gives any, in the same time however many there are."""
        hits = self.found.get(concept)
        if not hits:
            return False
        starts = self._starts.get(concept)
        if starts is None:
            starts = self._starts[concept] = [hit.start for hit in hits]
        place = bisect_left(starts, start)
        return place < len(starts) and starts[place] < end

    def has(self, concept: str, start: int, end: int) -> bool:
        """Whether a concept stands wholly within these words."""
        return any(hit.end <= end for hit in self.between(concept, start, end))

    def sentence_span(self, place: int) -> tuple[int, int]:
        """First word of the sentence in which this word stands, and the word after its last."""
        return self._spans(self.sentence)[place]

    def clause_span(self, place: int) -> tuple[int, int]:
        """The same for the clause."""
        return self._spans(self.clause)[place]

    def _spans(self, numbers: list[int]) -> list[tuple[int, int]]:
        spans = self._known_spans.get(id(numbers))
        if spans is None:
            spans = []
            for _, group in groupby(numbers):
                start, length = len(spans), len(list(group))
                spans += [(start, start + length)] * length
            self._known_spans[id(numbers)] = spans
        return spans


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
                if span.lowest <= value <= span.highest and span.with_decimals in (None, value % 1 > 0)
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
    masks: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.concept in _MASKS:
            masks.setdefault(hit.concept, []).append(hit)
    reach = {mask: _reach(message, found) for mask, found in masks.items()}
    furthest: dict[str, int] = {}
    for hit in sorted(hits, key=_place):
        concept, start, end = hit
        # Of "in a coma" and the "coma" inside it only the longer says where the mention begins.
        if end <= furthest.get(concept, 0):
            continue
        furthest[concept] = end
        if concept in known.cues and message.sentence[start] != message.sentence[end - 1]:
            continue
        masked_by = HARMLESS if concept in known.maskable else MASKED_BY.get(concept)
        if masked_by in reach and reach[masked_by][start] >= end:
            continue
        message.found.setdefault(concept, []).append(hit)


def _reach(message: Message, masks: list[Hit]) -> list[int]:
    """For each word, how far the masks that begin at or before it go."""
    reach = [0] * len(message.words)
    for mask in masks:
        if message.sentence[mask.start] == message.sentence[mask.end - 1]:
            reach[mask.start] = max(reach[mask.start], mask.end)
    return list(accumulate(reach, max))


def _clauses(message: Message) -> list[int]:
    turns = {hit.start for hit in message.hits("adversative")}
    clauses: list[int] = []
    clause = 0
    for place, sentence in enumerate(message.sentence):
        if place and (sentence != message.sentence[place - 1] or place in turns):
            clause += 1
        clauses.append(clause)
    return clauses
