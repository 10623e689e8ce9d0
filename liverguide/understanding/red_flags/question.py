"""Whether words that can open a question do: "is black stool a sign?" asks, "he is vomiting" tells."""

from __future__ import annotations

from liverguide.understanding.red_flags.message import Message
from liverguide.understanding.red_flags.wordings import Hit

# "Is black stool a sign?" asks; "he is vomiting" does not. After one of these words the verb still opens a question.
_OPENING_VERBS = frozenset(
    ["is", "are", "can", "could", "does", "do", "will", "would", "should", "es", "son", "puede", "pueden"]
)
# "Can I", "is my dad": about somebody in particular; `is_supposed` decides on those.
_SUBJECTS = frozenset(["i", "we", "he", "she", "they", "yo"])
_BE = frozenset({"is", "are", "es", "son"})
_JOINS = frozenset({"and", "y"})
_PREFERENCE = frozenset({"rather", "sooner"})
_MAY_STAND_BEFORE = frozenset(
    [
        "and",
        "or",
        "so",
        "hi",
        "hello",
        "hey",
        "please",
        "also",
        "but",
        "question",
        "ask",
        "know",
        "wondering",
        "wonder",
        "doctor",
        "ok",
        "okay",
        "then",
        "thanks",
        "sorry",
        "livia",
        "hola",
        "y",
        "o",
        "pero",
    ]
)


def opens_question(message: Message, cue: Hit) -> bool:
    """True if the cue stands where a question begins and is not about somebody in particular ("is my dad ...")."""
    word = message.words[cue.start]
    if word.text in _OPENING_VERBS and cue.start + 1 < len(message.words):
        about = message.words[cue.start + 1].text
        # "Would rather be dead" has left out its "I".
        if (
            about in _SUBJECTS
            or about in _PREFERENCE
            or (word.text in _BE and message.is_word("personal", cue.start + 1))
        ):
            return False
    if word.text not in _OPENING_VERBS or not cue.start or word.before.strip("\n-/="):
        return True
    first, _ = message.clause_span(cue.start)
    if message.words[cue.start - 1].text in _JOINS and _goes_on(message, cue, first):
        return False
    return cue.start == first or message.words[cue.start - 1].text in _MAY_STAND_BEFORE


def _goes_on(message: Message, cue: Hit, first: int) -> bool:
    """ "Dad fell over the dog and is vomiting blood": somebody opened the sentence, and no question mark ends it."""
    _, last = message.sentence_span(cue.start)
    end = message.words[last].before if last < len(message.words) else message.after
    return "?" not in end and cue.start > first and message.is_word("personal", first)
