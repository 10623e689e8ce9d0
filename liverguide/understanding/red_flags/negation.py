"""Whether a mention is denied: "no fever", "he hasn't vomited any blood", "denies chills or bleeding", "fever: no"."""

from __future__ import annotations

from liverguide.understanding.red_flags.evidence import told_as_now
from liverguide.understanding.red_flags.joining import is_event
from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_SENTENCE_ENDS = frozenset(".!?;\n")
_LIST_LENGTH = 16
_FORM_REACH = 30
_LONG_LIST = 30
_MARKED_ABSENT = ("(-)", "[-]")  # "fever (-), chills (-)"
_WITHOUT = frozenset({"without", "sin"})
# These can stop and start again within minutes; that one has stopped is no reason to be calm.
_STOPPING_IS_NO_COMFORT = frozenset(
    {"bleeding", "overdose", "self_harm", "breathing", "chest", "encephalopathy", "other"}
)

# "Not confused any more" is good news; "not bleeding any more" may be only a pause.
_GOES_WITHOUT_HARM = frozenset({"encephalopathy"})


def is_denied(message: Message, mention: Mention) -> bool:
    """True if every reading of the mention is covered by a negation that reaches it directly or along a list."""
    if _on_a_list_of_denials(message, mention) or _denied_together(message, mention):
        return True
    if mention.pattern.kind not in _STOPPING_IS_NO_COMFORT and _no_longer(message, mention):
        return True
    if mention.pattern.kind in _STOPPING_IS_NO_COMFORT - _GOES_WITHOUT_HARM and message.has(
        "no_longer", mention.end, min(mention.end + 3, len(message.words))
    ):
        return False
    if mention.pattern.kind == "self_harm" and _goes_on_with_but(message, mention):
        return False
    return _denied_after(message, mention) or any(_reached(message, mention, part.start) for part in mention.parts)


def _reached(message: Message, mention: Mention, place: int) -> bool:
    first, _ = message.clause_span(place)
    inside = [(part.start, part.end) for part in mention.parts]
    for cue in reversed(message.between("negation", max(first, place - _LIST_LENGTH), place)):
        if cue.end > place or any(start <= cue.start < end for start, end in inside):
            continue
        if message.words[cue.start].text in _WITHOUT and message.any_between("cannot", first, cue.start):
            # "Cannot cross the room without gasping" denies nothing.
            continue
        if _bridged(message, cue.end, place):
            return True
        if cue.start < mention.start and _listed(message, mention, cue.end, place):
            return True
    return False


def _bridged(message: Message, start: int, place: int) -> bool:
    """Only words like "any", "signs of", "having" between the negation and what it denies, and no comma."""
    if any("," in message.words[here].before or ":" in message.words[here].before for here in range(start, place + 1)):
        return False
    return all(message.is_word("negation_bridge", here) for here in range(start, place))


def _listed(message: Message, mention: Mention, start: int, place: int) -> bool:
    """The mention ends or continues a list of complaints that begins with the negation."""
    if any(
        not (message.is_word("list_word", here) or message.is_word("negation_bridge", here))
        for here in range(start, place)
    ):
        return False
    if any(not _SENTENCE_ENDS.isdisjoint(message.words[here].before) for here in range(start, place + 1)):
        return False
    if message.any_between("either_or", start, place) or _slashed(message, start, place + 1):
        return True
    if _or_follows(message, mention.end):
        return True
    # A bare comma or "and" is weaker: "no fever, vomiting blood" may be a denial and its opposite.
    comma = "," in message.words[place].before or message.any_between("list_and", place - 1, place)
    single = len(mention.parts) == 1 and mention.end - mention.start == 1
    return bool(comma) and single and _ends_item(message, mention.end)


def _on_a_list_of_denials(message: Message, mention: Mention) -> bool:
    """ "Denies fever, chills, chest pain, SOB": such a verb denies all that follows, up to a word that tells."""
    first, last = message.clause_span(mention.start)
    for cue in message.between("strong_denial", max(first, mention.start - _LONG_LIST), mention.start):
        if message.any_between("ends_denial", cue.end, min(last, mention.end + 3)) or told_as_now(message, mention):
            continue
        if not is_event(message, mention) or message.any_between("either_or", cue.end, last):
            return True
    return False


def denied_list(message: Message, mention: Mention) -> tuple[int, int]:
    """The words of a denied mention, with the whole list behind "denies" where nobody and no time breaks it off."""
    first, last = message.clause_span(mention.start)
    cues = message.between("strong_denial", first, mention.start)
    if not cues or any(message.any_between(cue, cues[0].end, last) for cue in ("ends_denial", "now", "personal")):
        return mention.start, mention.end
    return cues[0].start, last


def _denied_together(message: Message, mention: Mention) -> bool:
    """ "Fever, chills, bleeding? None of that." and "asked about fever and confusion and I said no to everything"."""
    if told_as_now(message, mention):
        return False
    for cue in message.between("denied_together", mention.end, mention.end + _LIST_LENGTH):
        ends = cue.end == len(message.words) or bool(message.words[cue.end].before.strip("-"))
        if ends or message.is_word("adversative", cue.end):
            return not message.any_between("ends_denial", mention.end, cue.start)
    return False


def _or_follows(message: Message, place: int) -> bool:
    """The list goes on to an "or": "denies fever, chest pain or bleeding"."""
    _, last = message.clause_span(place - 1)
    for here in range(place, min(last, place + _LIST_LENGTH)):
        if message.is_word("either_or", here):
            return True
        if not message.is_word("list_word", here):
            return False
    return False


def _slashed(message: Message, start: int, end: int) -> bool:
    return any("/" in message.words[here].before for here in range(start + 1, end))


def _ends_item(message: Message, end: int) -> bool:
    if end == len(message.words):
        return True
    word = message.words[end]
    return bool(word.before.strip("-")) or word.text in ("or", "nor", "and", "o", "ni", "y", "but", "pero")


def _denied_after(message: Message, mention: Mention) -> bool:
    end = mention.end
    behind = message.words[end].before if end < len(message.words) else message.after
    if behind.startswith(_MARKED_ABSENT):
        return True
    for answer in message.between("denial_after", end, end + 1):
        before = message.words[end].before
        if not _SENTENCE_ENDS.isdisjoint(before.replace("?", "")):
            return False
        last = answer.end
        after = message.words[last].before if last < len(message.words) else message.after or "."
        if "?" in before or ":" in before or "=" in before or "-" in before:
            return bool(after)
        if message.words[answer.start].text in ("no", "nothing", "never", "nada"):
            return _answers_in_a_row(message, mention)
        return bool(after)
    return False


def _answers_in_a_row(message: Message, mention: Mention) -> bool:
    """ "Chest pain no, bleeding no": a form filled in. A single "no" may open the next sentence instead."""
    first, last = message.sentence_span(mention.start)
    answers = 0
    start, end = max(first, 1, mention.start - _FORM_REACH), min(last, mention.end + _FORM_REACH)
    for answer in message.between("denial_after", start, end):
        after = message.words[answer.end].before if answer.end < len(message.words) else message.after or "."
        answers += bool(not message.words[answer.start].before and after)
        if answers > 1:
            return True
    return False


def _no_longer(message: Message, mention: Mention) -> bool:
    first, last = message.clause_span(mention.start)
    return message.has("no_longer", mention.end, min(last, mention.end + 4)) or message.has(
        "no_longer", max(first, mention.start - 4), mention.start
    )


def _goes_on_with_but(message: Message, mention: Mention) -> bool:
    return message.has("adversative", mention.end, min(len(message.words), mention.end + 6))
