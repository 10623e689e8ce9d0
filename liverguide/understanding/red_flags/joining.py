"""Whether a mention belongs to the words before it, or only follows them because nobody set a full stop.

"Two years ago he had a seizure" is one thing; "two years ago he had banding vomiting blood please help" is two.
"""

from __future__ import annotations

from liverguide.understanding.red_flags.mentions import Mention
from liverguide.understanding.red_flags.message import Message

_FILLERS = frozenset(
    "a an the some any severe bad big huge terrible very lots of really his her my their more un una la el los las mucha "
    "mucho such new sudden high mild such again also often sometimes always easily hepatic internal variceal massive".split()  # noqa: SIM905
)
_JOINERS = frozenset(
    "with from for of and or nor then had has have having was were is are be been being got get gets getting to after by "  # noqa: SIM905
    "due in on because as like than about against suffered suffers develop developed experience experienced experiencing "
    "cause causes caused causing make makes making give gives mean means lead leads bring brings trigger triggers treat "
    "treats stop stops stopping cure cures prevent prevents help helps reduce reduces include includes including show "
    "shows feel feels look looks become becomes start starts started keep said reported report reports who that which "
    "when if you people patients someone did not no without people else us them called between into during before while "
    "con de y o por tuvo tener causa causar provoca provocar que si a para hubo haber".split()
)
_ENDINGS = ("ing", "ed")
_NO_VERBS = frozenset({"bleed", "bed", "red"})
# Spanish needs no "he" or "she" before these.
TOLD_WITHOUT_SUBJECT = frozenset(
    "tengo tiene esta estoy siento vomita vomito sangra sangran escupe tose echa respira duerme habla dice convulsiona "  # noqa: SIM905
    "tiembla tirita orina desmayo trago tomo".split()
)


def joined_to(message: Message, mention: Mention, cue_end: int) -> bool:
    """True if the words between a cue and the mention lead from the one to the other."""
    place = mention.start - 1
    while place >= cue_end and message.words[place].text in _FILLERS:
        place -= 1
    if place < cue_end or any(mark in message.words[mention.start].before for mark in ",/:(-"):
        return True
    return message.words[place].text in _JOINERS or message.has("personal", place, place + 1)


def is_event(message: Message, mention: Mention) -> bool:
    """Whether the mention opens with a verb ("vomiting", "passed"), so that it can stand as a sentence of its own."""
    text = message.words[mention.start].text
    return text in TOLD_WITHOUT_SUBJECT or (text.endswith(_ENDINGS) and text not in _NO_VERBS)


def said_to_be_there(message: Message, mention: Mention) -> bool:
    """ "There is blood ...", "I see blood ...": a finding, where no "if" or "when" comes before it."""
    return bool(message.between("there_is", max(0, mention.start - 3), mention.end))
