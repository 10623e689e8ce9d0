"""Whether a mention is somebody else's story or a study's finding: a man in a forum, the patients of a trial."""

from __future__ import annotations

from liverguide.understanding.red_flags.evidence import (
    first_person,
    happening_to_somebody,
    owned,
    told_as_now,
)
from liverguide.understanding.red_flags.joining import is_event, joined_to, said_to_be_there
from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message
from liverguide.understanding.red_flags.question import opens_question
from liverguide.understanding.red_flags.wordings import Hit

_BEFORE = 16
_AFTER = 12
_DESCRIPTION = 4
_DESCRIBES = frozenset({"with", "who", "that", "con", "que"})
_EFFECTS = frozenset({"effect", "effects", "event", "events"})
_SCREENS = frozenset(
    [
        *(
            "film",
            "movie",
            "series",
            "episode",
            "soap",
            "drama",
            "documentary",
            "podcast",
            "novel",
            "casualty",
            "holby",
        ),
        *("anatomy", "netflix", "telly", "serie", "pelicula", "novela", "telenovela", "documental", "programa"),
    ]
)
_DEATH = frozenset({"died", "autopsy", "funeral", "passed", "late", "murio", "fallecio"})


def is_told_of_others(message: Message, mention: Mention) -> bool:
    """True if a source or a stranger stands in the same clause and nobody of the writer's own does."""
    first, last = message.clause_span(mention.start)
    for cue in message.between("told_of_others", max(first, mention.start - _BEFORE), min(last, mention.end + _AFTER)):
        if cue.start < mention.start:
            if not _of_ones_own(message, mention, cue):
                return True
        elif _opens_next_clause(message, mention, cue):
            continue
        elif _tells_of_a_death(message, cue):
            living = told_as_now(message, mention) or happening_to_somebody(message, mention, first, strangers=True)
            if not living and not first_person(message, first, mention.end):
                return True
        elif not (
            told_as_now(message, mention)
            or owned(message, mention, first)
            or happening_to_somebody(message, mention, first)
            or first_person(message, max(first, mention.start - 4), mention.end)
        ):
            return True
    return False


def _of_ones_own(message: Message, mention: Mention, cue: Hit) -> bool:
    if message.has("turn", cue.end, mention.start):
        return True
    if told_as_now(message, mention) and not _on_screen(message, cue):
        return True
    if said_to_be_there(message, mention) or (
        is_event(message, mention)
        and not joined_to(message, mention, cue.end)
        and not _its_subject(message, mention, cue)
    ):
        return True
    strangers = not _names_an_effect(message, cue)
    if happening_to_somebody(message, mention, cue.end, strangers=strangers) or owned(message, mention, cue.end):
        return True
    if first_person(message, cue.end, mention.end):
        return True
    before = message.words[mention.start - 1].text if mention.start else ""
    return before in ("is", "am", "keeps") and message.words[mention.start].text.endswith("ing")


def _on_screen(message: Message, cue: Hit) -> bool:
    """ "In the series last night a lady bled": the evening is that of the broadcast."""
    return any(message.words[place].text in _SCREENS for place in range(cue.start, cue.end))


def _its_subject(message: Message, mention: Mention, cue: Hit) -> bool:
    """ "A man with varices vomited ...": who was described before the verb is the one who did it."""
    if message.words[cue.end - 1].text not in _DESCRIBES or mention.start - cue.end > _DESCRIPTION:
        return False
    return not any(message.words[place].before for place in range(cue.end, mention.start + 1))


def _tells_of_a_death(message: Message, cue: Hit) -> bool:
    return any(message.words[place].text in _DEATH for place in range(cue.start, cue.end))


def _opens_next_clause(message: Message, mention: Mention, cue: Hit) -> bool:
    """ "... vomiting I read in a forum", "... what are the side effects": the source belongs to what follows."""
    if any(opens_question(message, asked) for asked in message.between("asked_in_general", mention.end, cue.start)):
        return True
    return any(message.words[place].text in ("i", "we") for place in range(mention.end, cue.start + 1))


def _names_an_effect(message: Message, cue: Hit) -> bool:
    """Side effects and adverse events: no stranger stands there to whom "he" could point."""
    return any(
        message.words[place].text in ("effect", "effects", "event", "events") for place in range(cue.start, cue.end)
    )
