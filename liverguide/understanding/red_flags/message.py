"""A message as the engine sees it: words read, concepts and cues found, sentences and clauses counted."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, groupby

from liverguide.understanding.red_flags.vocabulary import HARMLESS, MASKED_BY, Vocabulary
from liverguide.understanding.red_flags.wordings import Hit
from liverguide.understanding.red_flags.words import Word, split_words

_SENTENCE_ENDS = frozenset(".!?;\n")
_MASKS = frozenset({HARMLESS, *MASKED_BY.values()})
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
    told_as_now: dict[tuple[int, int], bool] = field(default_factory=dict)
    """What `evidence` has found out so far about words from one place to another."""
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _single: dict[str, frozenset[int]] = field(default_factory=dict)

    def hits(self, concept: str) -> list[Hit]:
        """All places of a concept or cue, in order."""
        return self.found.get(concept, [])

    def between(self, concept: str, start: int, end: int) -> list[Hit]:
        """The places of a concept that begin at or after word `start` and before word `end`."""
        if concept not in self.found or end <= start:
            return []
        starts = self._starts_of(concept)
        first = bisect_left(starts, start)
        return self.found[concept][first : bisect_left(starts, end, first)]

    def any_between(self, concept: str, start: int, end: int) -> bool:
        """Whether `between` gives any, in the same time however many there are."""
        if concept not in self.found:
            return False
        starts = self._starts_of(concept)
        place = bisect_left(starts, start)
        return place < len(starts) and starts[place] < end

    def has(self, concept: str, start: int, end: int) -> bool:
        """Whether a concept stands wholly within these words."""
        return any(hit.end <= end for hit in self.between(concept, start, end))

    def is_word(self, concept: str, place: int) -> bool:
        """Whether the word at a place is by itself a wording of a concept."""
        if concept not in self.found:
            return False
        if concept not in self._single:
            self._single[concept] = frozenset(hit.start for hit in self.found[concept] if hit.end == hit.start + 1)
        return place in self._single[concept]

    def sentence_span(self, place: int) -> tuple[int, int]:
        """First word of the sentence in which this word stands, and the word after its last."""
        return self._sentence_spans[place]

    def clause_span(self, place: int) -> tuple[int, int]:
        """The same for the clause."""
        return self._clause_spans[place]

    def _starts_of(self, concept: str) -> list[int]:
        starts = self._starts.get(concept)
        if starts is None:
            starts = self._starts[concept] = [hit.start for hit in self.found[concept]]
        return starts

    @cached_property
    def _sentence_spans(self) -> list[tuple[int, int]]:
        return _spans(self.sentence)

    @cached_property
    def _clause_spans(self) -> list[tuple[int, int]]:
        return _spans(self.clause)


def _spans(numbers: list[int]) -> list[tuple[int, int]]:
    """For each word, where the run of its number begins and ends."""
    spans: list[tuple[int, int]] = []
    for _, group in groupby(numbers):
        start, length = len(spans), len(list(group))
        spans += [(start, start + length)] * length
    return spans


def read_message(text: str, known: Vocabulary) -> Message:
    """Split, correct and look up. Takes time in proportion to the length of the text."""
    plain, after = split_words(text)
    words = _corrected(plain, known)
    message = Message(text, words, after)
    message.sentence = list(
        accumulate(int(word.before != "" and not _SENTENCE_ENDS.isdisjoint(word.before)) for word in words)
    )
    hits = known.automaton.hits(words)
    hits += _numbers(words, known)
    _sort_in(message, hits, known)
    message.clause = _clauses(message)
    return message


def _corrected(plain: list[Word], known: Vocabulary) -> list[Word]:
    corrections = {}
    for text in {word.text for word in plain}:
        readings = known.speller.read(text)
        if readings != (text,):
            corrections[text] = readings
    if not corrections:
        return plain
    words: list[Word] = []
    for word in plain:
        if word.text not in corrections:
            words.append(word)
            continue
        for number, reading in enumerate(corrections[word.text]):
            words.append(Word(reading, word.start, word.end, word.before if number == 0 else ""))
    return words


def _numbers(words: list[Word], known: Vocabulary) -> list[Hit]:
    concepts = {}
    for text in {word.text for word in words}:
        if (text[0].isdigit() or text in _NUMBER_WORDS) and (of_number := _concepts_of_number(text, known)):
            concepts[text] = of_number
    if not concepts:
        return []
    return [
        Hit(concept, place, place + 1) for place, word in enumerate(words) for concept in concepts.get(word.text, ())
    ]


def _concepts_of_number(text: str, known: Vocabulary) -> list[str]:
    value = _value(text)
    if value is None:
        return []
    return [
        span.concept
        for span in known.numbers
        if span.lowest <= value <= span.highest and span.with_decimals in (None, value % 1 > 0)
    ]


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
    by_concept: dict[str, list[Hit]] = {}
    for hit in hits:
        by_concept.setdefault(hit[0], []).append(hit)
    reach = {mask: _reach(message, by_concept[mask]) for mask in _MASKS if mask in by_concept}
    for concept, places in by_concept.items():
        masked_by = HARMLESS if concept in known.maskable else MASKED_BY.get(concept)
        masked_to = reach.get(masked_by) if masked_by else None
        kept = _kept(message, sorted(places), masked_to, one_sentence=concept in known.cues)
        if kept:
            message.found[concept] = kept


def _kept(message: Message, places: list[Hit], masked_to: list[int] | None, one_sentence: bool) -> list[Hit]:
    """The hits of one concept, in order, that count."""
    kept: list[Hit] = []
    furthest = 0
    for hit in places:
        _, start, end = hit
        if one_sentence and message.sentence[start] != message.sentence[end - 1]:
            continue
        # Of "in a coma" and the "coma" inside it only the longer says where the mention begins.
        if end <= furthest:
            continue
        furthest = end
        if masked_to is None or masked_to[start] < end:
            kept.append(hit)
    return kept


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
