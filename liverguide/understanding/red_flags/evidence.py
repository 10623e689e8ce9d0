"""Grammar that shows a thing to be going on: somebody in particular, a time that is now, a verb that is happening."""

from __future__ import annotations

from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_NOW_REACH = 8
# Nobody remembers longer who was spoken of.
_STORY_REACH = 60
_VERB_REACH = 4
_POSSESSIVE_REACH = 3
_BEGUN_REACH = 12
_CONTRACTED = frozenset({"im", "hes", "shes", "theyre", "ive"})
_FIRST_PERSON = frozenset({"i", "im", "ive", "me", "yo"})
_PRONOUNS = frozenset({"he", "his", "him", "she", "her", "they"})
_SUBJECTS = frozenset(
    [
        "i",
        "im",
        "ive",
        "id",
        "we",
        "he",
        "hes",
        "she",
        "shes",
        "they",
        "theyre",
        "me",
        "us",
        "him",
        "yo",
        "el",
        "ella",
        "le",
    ]
)
_SINGULAR = frozenset(
    {"he", "she", "dad", "mom", "mum", "husband", "wife", "father", "mother", "brother", "sister", "son"}
)
_NOT_PAST = frozenset({"need", "bleed", "feed"})
_PAST_FORMS = frozenset(
    [
        "threw",
        "took",
        "bled",
        "fell",
        "went",
        "woke",
        "had",
        "got",
        "drank",
        "ate",
        "came",
        "brought",
        "spat",
        "found",
        "became",
        "vomito",
        "tomo",
        "trago",
        "sangro",
        "desmayo",
        "cayo",
    ]
)


def told_as_now(message: Message, mention: Mention) -> bool:
    """A time word ("since yesterday", "right now") in the same sentence, not far from the mention."""
    key = (mention.start, mention.end)
    if key not in message.told_as_now:  # several tests ask it of each mention
        message.told_as_now[key] = _told_as_now(message, mention)
    return message.told_as_now[key]


def _told_as_now(message: Message, mention: Mention) -> bool:
    first, last = message.sentence_span(mention.start)
    _, last_of_end = message.sentence_span(mention.end - 1)
    start, end = max(first, mention.start - _NOW_REACH), min(max(last, last_of_end), mention.end + _NOW_REACH)
    if message.any_between("now", start, end):
        return True
    # "Is black stool from iron? It started last night": the next sentence says that it is not asked in general.
    return any(
        message.any_between("now", cue.start, cue.end + _VERB_REACH)
        for cue in message.between("begun", mention.end, mention.end + _BEGUN_REACH)
    )


def happening_to_somebody(
    message: Message, mention: Mention, start: int, signs: str = "is_going_on", strangers: bool = False
) -> bool:
    """From word `start` to the end of the mention: "he is ...", "my dad keeps ...", "I'm ...", "she vomited ...".

    `signs` names the cue that holds the verbs that count. Under an "if" only "is" and "am" show that it is happening
    ("if he is vomiting blood", not "if he vomits blood"); in other questions "he has", "she can't" do as well. With
    `strangers`, "he was" and "she had" are taken to go on with a story about somebody else.
    """
    if signs != "is_going_on" or strangers:
        for place in range(max(start, mention.start - _VERB_REACH), mention.end):
            if message.is_word("told_without_subject", place):
                return True
    for person in message.between("personal", max(start, mention.start - _STORY_REACH), mention.end):
        word = message.words[person.start].text
        if person.start and message.is_word("modal", person.start - 1) and person.end < mention.start:
            continue
        if word in _CONTRACTED:
            return True
        if strangers and word in _PRONOUNS:
            if any(
                message.words[place].text in ("is", "am", "keeps")
                for place in range(person.end, min(person.end + 2, mention.end))
            ):
                return True
            continue
        stop = min(person.end + _VERB_REACH, mention.end + 1, len(message.words))
        if message.has(signs, person.end, stop):
            return True
        if person.end < len(message.words):
            verb = message.words[person.end].text
            if is_past_form(verb) or (
                signs != "is_going_on" and word in _SINGULAR and verb.endswith("s") and len(verb) > 3
            ):
                return True
    return False


def owned(message: Message, mention: Mention, start: int) -> bool:
    """From word `start`: "my stool ...", "dad's eyes ...": the thing asked about is somebody's own."""
    first = max(start, mention.start - _POSSESSIVE_REACH)
    return any(
        message.words[person.start].text not in _SUBJECTS for person in message.between("personal", first, mention.end)
    )


def first_person(message: Message, start: int, end: int) -> bool:
    """Whether the one who writes speaks of himself in these words."""
    return any(message.words[hit.start].text in _FIRST_PERSON for hit in message.between("personal", start, end))


def is_past_form(text: str) -> bool:
    """Whether a word has the form of a verb in the past: "took", "vomited"."""
    return text in _PAST_FORMS or (len(text) > 3 and text.endswith("ed") and text not in _NOT_PAST)
