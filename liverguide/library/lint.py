"""Checks all content: sources, links, lengths, reading grade, wording, and that every topic is known everywhere.

Each finding names file, entry and cure, for an editor who does not program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from liverguide.library.citations import cited_keys, without_marks
from liverguide.library.entries import ForeignLanguage, Marker, Topic
from liverguide.library.errors import ContentError
from liverguide.library.failure import FAILURE_PHRASE
from liverguide.library.library import Library, load_library, read_subject, topic_files
from liverguide.library.phrases import phrase_file
from liverguide.library.placeholders import PLACEHOLDER, fill, names_in
from liverguide.library.readability import reading_grade
from liverguide.library.yaml_files import read_yaml
from liverguide.paths import CLINIC, CONTENT, PROJECT, reviews_file

LONGEST_SHORT = 300
LONGEST_SAY = 200
LONGEST_TITLE = 20  # Messenger cuts buttons after 20 characters
HARDEST_GRADE = 8.0
# Read aloud by staff who know the words, so a little harder.
HARDEST_SAY_GRADE = 14.5
# In fewer words a single long one decides the grade.
SHORTEST_GRADED = 12
# What a sentence in another language must name: it may be all that a person understands.
NAMED_IN_EVERY_LANGUAGE = {
    "only_english": ("clinic.title", "clinic.phone", "emergency.number"),
    "emergency": ("emergency.number",),
    "crisis": ("crisis.number", "emergency.number"),
}
RIGHT_TO_LEFT = frozenset({"R", "AL"})

# A dose: an amount, in a sentence about taking it.
AMOUNT = re.compile(
    r"\b(?:\d+(?:[.,]\d+)?|half an?|one|two|three|four)\s?"
    r"(?:mg|milligrams?|g|grams?|ml|tablets?|pills?|capsules?|drops?|units?)\b(?!\s*/|\s*per\s+(?:d?l|lit))",
    re.IGNORECASE,
)
TAKING = re.compile(r"\b(?:day|daily|doses?|take|taken|taking|a week|weekly|hours?)\b", re.IGNORECASE)
PROMISE = re.compile(
    r"\b(?:guarantee[sd]?|miracle|will (?:cure|heal|save)|cures? (?:you|your|cirrhosis|the liver)|"
    r"proven (?:to|cure)|completely safe|no risks?|risk[- ]free|perfectly safe|"
    r"your (?:labs|numbers|results|values) are (?:fine|good|normal|ok))\b|\b100\s?%",
    re.IGNORECASE,
)
FIGURE = re.compile(r"\d\s?%|\b\d+ (?:in|out of|of) \d")
SURVIVAL = re.compile(r"\b(?:surviv|alive|died|dying|death)", re.IGNORECASE)
# A promise word is allowed where the sentence denies it.
DENIAL = re.compile(
    r"\b(?:not?|never|nobody|no one|cannot|can't|without|isn't|doesn't|nothing|warning|beware|careful|if|who|avoid)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Finding:
    """One thing to mend."""

    file: str
    entry: str
    problem: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.problem}. {self.cure}"


def lint_all(content: Path = CONTENT, clinic: Path = CLINIC, project: Path = PROJECT) -> list[Finding]:
    """Every finding over content, clinic.yml, domain and training data."""
    try:
        library = load_library(content, clinic)
        findings = [finding for file in topic_files(content) for finding in _lint_subject(file, library)]
        findings += _lint_buttons(library)
        findings += _lint_markers(library)
        findings += _lint_phrases(library)
        findings += _lint_languages(library)
        findings += _lint_reviews(library, reviews_file(content))
        findings += _lint_clinic_facts(content, library)
        findings += _lint_training(library, project)
    except ContentError as error:
        return [Finding(Path(error.file).name, error.entry, error.problem, error.cure)]
    return findings


def _lint_subject(file: Path, library: Library) -> Iterator[Finding]:
    _, topics = read_subject(file)
    for topic in topics:
        for problem, cure in lint_topic(topic, library):
            yield Finding(file.name, topic.id, problem, cure)


def lint_topic(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    """What is wrong with one topic, each with its cure."""
    for check in TOPIC_CHECKS:
        yield from check(topic, library)


def _sources(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    used = {key for text in topic.texts().values() for key in cited_keys(text)}
    for key in sorted(used - set(library.sources)):
        yield f"cites [{key}], which is no source", "Add it to sources.yml or correct the key"
    if not cited_keys(topic.answer):
        yield "`answer` names no source", "Put a source key in brackets after each claim"
    if used != set(topic.sources):
        yield "`sources` differs from the keys used in the texts", f"Write sources: [{', '.join(sorted(used))}]"


def _links(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    for related in topic.related:
        if related not in library.topics or related == topic.id:
            yield f"`related` names {related}, which is no other topic", "Name a topic id of the content"
    if not topic.related:
        yield "`related` is empty", "Name two to four topics to go on with"
    for aspect, target in topic.follow_ups.items():
        if target not in library.topics:
            yield f"`follow_ups` leads to {target}, which is no topic", "Name a topic id of the content"
        if aspect not in library.follow_ups.aspects:
            yield f"`follow_ups` has the aspect {aspect}, which has no wordings", "Add it to follow_ups.yml"


def _lengths(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    facts = library.clinic.placeholders()
    for field, text, most in (("short", topic.short, LONGEST_SHORT), ("say", topic.say, LONGEST_SAY)):
        known = {**dict.fromkeys(names_in(text), ""), **facts}  # an unknown name is a finding of its own
        length = len(fill(without_marks(text).strip(), known))
        if length > most:
            yield f"`{field}` has {length} characters", f"Shorten it to {most}"


def _title(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    if len(topic.title) > LONGEST_TITLE:
        yield f"`title` has {len(topic.title)} characters", f"Shorten it to {LONGEST_TITLE}, the most a button holds"
    first = next(other for other in library.topics.values() if other.title == topic.title)
    if first.id != topic.id:
        yield f"`title` is also that of {first.id}", "Give each topic a title of its own"


def _placeholders(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    for field, text in {**topic.texts(), "say": topic.say, "title": topic.title}.items():
        for name in _unknown_facts(text, library):
            yield f"`{field}` uses {{{name}}}, which clinic.yml does not give", "Correct the name in braces"


def _unknown_facts(text: str, library: Library) -> list[str]:
    known = library.clinic.placeholders()
    return [name for name in names_in(text) if name not in known]


def _grades(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    limits = {**dict.fromkeys(topic.texts(), HARDEST_GRADE), "say": HARDEST_SAY_GRADE}
    for field, text in {**topic.texts(), "say": topic.say}.items():
        if not text.strip():
            yield f"`{field}` is empty", "Write it"
            continue
        grade = reading_grade(text)
        if grade > limits[field]:
            yield (
                f"`{field}` reads at grade {grade:.1f}",
                f"Use shorter sentences and words, at most grade {limits[field]:g}",
            )


def _wording(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    for field, text in {**topic.texts(), "say": topic.say}.items():
        yield from ((f"`{field}`: {problem}", cure) for problem, cure in wording(text))
    for field in ("short", "answer", "say"):
        sentences = _sentences(getattr(topic, field))
        if any(FIGURE.search(sentence) and SURVIVAL.search(sentence) for sentence in sentences):
            yield f"`{field}` gives a survival figure", "Move it to `statistics`, which is shown only after asking"


def wording(text: str) -> Iterator[tuple[str, str]]:
    """Doses and promises in a text; a promise word is fine where its sentence denies it."""
    for sentence in _sentences(text):
        if AMOUNT.search(sentence) and TAKING.search(sentence):
            yield f'gives a dose ("{sentence.strip()[:60]}")', "Leave amounts to the care team"
        found = PROMISE.search(sentence)
        if found and not DENIAL.search(sentence[: found.start()] + sentence[found.end() :]):
            yield f'promises ("{found.group(0)}")', "Say what is known and what is not"


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+|\n\s*(?:-\s|\n)", without_marks(text))


def _review(topic: Topic, library: Library) -> Iterator[tuple[str, str]]:
    if topic.review.status == "reviewed":
        yield (
            "is marked as reviewed in its entry, which counts for nothing",
            "Set status: draft and sign it at the desk",
        )


TOPIC_CHECKS: tuple[Callable[[Topic, Library], Iterator[tuple[str, str]]], ...] = (
    _sources, _links, _title, _lengths, _placeholders, _grades, _wording, _review,
)  # fmt: skip


def _lint_buttons(library: Library) -> Iterator[Finding]:
    for entry, text in library.phrases.items():
        if entry.startswith("button.") and len(text) > LONGEST_TITLE:
            cure = f"Shorten it to {LONGEST_TITLE}, the most a button holds"
            yield Finding("phrases.yml", entry, f"has {len(text)} characters", cure)
    for name, reply in library.replies.items():
        for button in reply.buttons:
            if button not in library.topics and f"button.{button}" not in library.phrases:
                problem = f"has the button {button}, which leads nowhere"
                yield Finding("replies.yml", name, problem, "Name a topic, or an intent with a title in phrases.yml")


def _lint_markers(library: Library) -> Iterator[Finding]:
    for name, marker in library.markers.items():
        yield from (Finding("markers.yml", name, problem, cure) for problem, cure in _lint_marker(marker, library))


def _lint_marker(marker: Marker, library: Library) -> Iterator[tuple[str, str]]:
    if marker.topic not in library.topics:
        yield f"`topic` names {marker.topic}, which is no topic", "Name a topic id of the content"
    for key in marker.sources:
        if key not in library.sources:
            yield f"`sources` names {key}, which is no source", "Add it to sources.yml or correct the key"
    for field in ("high", "low", "where", "in_score"):
        text = (getattr(marker, field) or "").strip()
        if not text:
            continue
        for name in _unknown_facts(text, library):
            yield f"`{field}` uses {{{name}}}, which clinic.yml does not give", "Correct the name in braces"
        for key in cited_keys(text):
            if key not in library.sources:
                yield f"`{field}` cites [{key}], which is no source", "Add it to sources.yml or correct the key"
        if reading_grade(text) > HARDEST_GRADE:
            yield f"`{field}` reads at grade {reading_grade(text):.1f}", f"At most grade {HARDEST_GRADE:g}"
        yield from ((f"`{field}`: {problem}", cure) for problem, cure in wording(text))


def _lint_phrases(library: Library) -> Iterator[Finding]:
    for entry, text in library.phrases.items():
        # A name without a dot is a value that the code fills in.
        unknown = [name for name in _unknown_facts(text, library) if "." in name]
        yield from (Finding(phrase_file(entry), entry, *found) for found in _lint_said(text, unknown, library))
    for name in ("clinic.contact", "emergency.number"):
        if name not in names_in(library.phrases.get(FAILURE_PHRASE, "")):
            cure = f"Write {{{name}}}: it may be all that a person gets"
            yield Finding("phrases.yml", FAILURE_PHRASE, f"lacks {{{name}}}", cure)
    for entry, reply in library.replies.items():
        unknown = _unknown_facts(reply.text, library)
        yield from (Finding("replies.yml", entry, *found) for found in _lint_said(reply.text, unknown, library))


def _lint_said(text: str, unknown: list[str], library: Library) -> Iterator[tuple[str, str]]:
    yield from wording(text)
    for key in cited_keys(text):
        if key not in library.sources:
            yield f"cites [{key}], which is no source", "Add it to sources.yml or correct the key"
    for name in unknown:
        yield f"uses {{{name}}}, which clinic.yml does not give", "Correct the name in braces"
    if len(text.split()) > SHORTEST_GRADED and reading_grade(text) > HARDEST_GRADE:
        yield (
            f"reads at grade {reading_grade(text):.1f}",
            f"Use shorter sentences and words, at most grade {HARDEST_GRADE:g}",
        )


def _lint_languages(library: Library) -> Iterator[Finding]:
    for code, language in library.languages.items():
        yield from (Finding("languages.yml", code, *found) for found in _lint_language(code, language, library))


def _lint_language(code: str, language: ForeignLanguage, library: Library) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(r"[a-z]{2}", code) or code == "en":
        yield "is no code of another language", "Write its two letters by ISO 639-1, such as fr"
    for field, text in language.texts().items():
        for name in _unknown_facts(text, library):
            yield f"`{field}` uses {{{name}}}, which clinic.yml does not give", "Correct the name in braces"
        for name in NAMED_IN_EVERY_LANGUAGE[field]:
            if name not in names_in(text):
                yield f"`{field}` lacks {{{name}}}", f"Write {{{name}}}: it may be all that a person understands"
        letters = [c for c in PLACEHOLDER.sub("", text) if c.isalpha()]
        leftward = sum(bidirectional(letter) in RIGHT_TO_LEFT for letter in letters)
        if (2 * leftward > len(letters)) != (language.direction == "rtl"):
            yield f"`{field}` is not written in the `direction` {language.direction}", "Correct text or direction"
    if language.review.status == "reviewed" and not language.review.by:
        yield "is marked as reviewed by nobody", "Write who read it in `by`, or set status: draft"


def _lint_reviews(library: Library, file: Path) -> Iterator[Finding]:
    for name, review in library.reviews.items():
        if name not in library.topics:
            yield Finding(file.name, name, "is the review of no topic", "Remove the entry, or correct the topic's id")
        if review.signed and not review.signed.is_intact:
            problem = "keeps other texts than those that were signed"
            yield Finding(file.name, name, problem, "Restore the entry from version control, or sign the topic anew")


def _lint_clinic_facts(content: Path, library: Library) -> Iterator[Finding]:
    """Facts of clinic.yml must not stand in the content too: they would be wrong at the next clinic."""
    contact = library.clinic.clinic
    facts = {
        contact.name, contact.phone, contact.mail, contact.hours, library.clinic.assistant.name,
        library.clinic.crisis.number, library.clinic.crisis.name,
    }  # fmt: skip
    for file in sorted(set(content.glob("*.yml")) - {reviews_file(content)}):
        text = file.read_text(encoding="utf-8")
        for fact in facts:
            if re.search(rf"(?<!\w){re.escape(fact)}(?!\w)", text):
                yield Finding(
                    file.name,
                    "the file",
                    f'holds the clinic fact "{fact}"',
                    "Write its placeholder, such as {clinic.name}",
                )
        if re.search(rf"\b(?:call|dial|ring)\s+{re.escape(library.clinic.emergency.number)}\b", text, re.IGNORECASE):
            yield Finding(file.name, "the file", "holds the emergency number", "Write {emergency.number}")


def _lint_training(library: Library, project: Path) -> Iterator[Finding]:
    """A topic is a content entry, an intent, a rule and examples; none without the others."""
    topics = set(library.topics)
    intents = set(read_yaml(project / "domain.yml")["intents"])
    ruled = set(_intents_in(read_yaml(project / "data/rules/topics.yml"))) | {"meld_compute", "booking_contact_human"}
    taught = _examples(project / "data/nlu")
    for topic in sorted(topics - intents):
        yield Finding("domain.yml", topic, "is a topic without an intent", f"Add `- {topic}` under intents")
    for topic in sorted(topics - ruled):
        yield Finding(
            "data/rules/topics.yml", topic, "is a topic without a rule", f"Add `- intent: {topic}` to the list"
        )
    for topic in sorted(topics - set(taught)):
        yield Finding("data/nlu", topic, "is a topic without examples", "Add at least 25 questions as people ask them")
    for topic in sorted(topics & set(taught)):
        if taught[topic] < 25:
            yield Finding("data/nlu", topic, f"has {taught[topic]} examples", "Write at least 25 different ones")
    for intent in sorted(ruled - topics):
        yield Finding(
            "data/rules/topics.yml", intent, "has a rule but no content entry", "Write the entry or remove the line"
        )
    for intent in sorted(set(taught) - intents - topics):
        yield Finding(
            "data/nlu", intent, "has examples but is no intent", "Add it to domain.yml or remove the examples"
        )
    for name in sorted(intents - topics - set(taught) - {"nlu_fallback"}):
        yield Finding("domain.yml", name, "is an intent without examples", "Add examples in data/nlu")


def _intents_in(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        if "intent" in data:
            yield data["intent"]
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from _intents_in(item)


def _examples(folder: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for file in sorted(folder.glob("*.yml")):
        for entry in read_yaml(file).get("nlu") or []:
            if "intent" in entry:
                lines = [line for line in entry["examples"].splitlines() if line.strip().startswith("- ")]
                counts[entry["intent"]] = counts.get(entry["intent"], 0) + len(lines)
    return counts
