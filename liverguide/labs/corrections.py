"""Corrections: numbers taken back, numbers moved from one test to another, tests said to be missing."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from liverguide.labs.message import Message
from liverguide.labs.names import Name
from liverguide.labs.relations import relation
from liverguide.labs.values import Value
from liverguide.labs.vocabulary import NEGATION

_SUPERSEDES = re.compile(
    r"\b(?:sorry|oops|ooops|ups|whoops|actually|correction|corrected|i mean|i meant"
    r"|meant|or rather|scratch that|typo|mistake|mistyped|misread|no wait|wait|hang"
    r" on|hold on|perdon|nein|desculpa|pardon"
    r"|should read|should have been|should say|should be|edit|make that|wrong|korrektur"
    r"|correccion|entschuldigung|my bad|strike that|apologies|i see|looking again"
    r"|no it's|no it is|nope|nah|missed (?:the|a|my) (?:decimal|dot|point|comma|zero|digit)\w*"
    r"|forgot (?:the|a) (?:decimal|dot|point|comma|zero)\w*|fat[ -]*finger\w*|autocorrect\w*"
    r"|misheard|swapped|swap (?:them|those|these)|mixed (?:them )?up|slip of|should've been"
    r"|(?:other|wrong) way a?round|vice versa"
    r"|(?:looking|checking|checked|reading)(?: at (?:it|the \S+)| it| again)?(?: right)? now)\b"
    r"|\bno ,|, no\b|- no\b|\. no\b"
)
# Exclamations that replace a number only where they stand between two of one test.
_EXCLAIMS = re.compile(r"\b(?:oh|god|uh|ah|um|er) no\b|\b(?:damn|dang|argh|glasses)\b")
# Every way of saying that one value replaces another holds one of these words.
_MENDING = frozenset(
    [
        *("sorry", "oops", "ooops", "ups", "whoops", "actually", "correction", "corrected", "mean", "meant", "rather"),
        *("scratch", "typo", "mistake", "mistyped", "misread", "wait", "hang", "hold", "perdon", "nein", "desculpa"),
        *("pardon", "should", "should've", "edit", "make", "wrong", "korrektur", "correccion", "entschuldigung", "bad"),
        *("strike", "apologies", "see", "looking", "checking", "checked", "reading", "no", "nope", "nah", "missed"),
        *("forgot", "fat", "fatfinger", "fatfingers", "fatfingered", "autocorrect", "autocorrected", "autocorrects"),
        *("misheard", "swapped", "swap", "mixed", "slip", "way", "versa", "damn", "dang", "argh", "glasses", "*"),
    ]
)
_WRONG = re.compile(
    r"^(?:\) )?(?:is |was |were )(?:a |the |my )?(?:wrong|typo|mistake|incorrect|misprint"
    r"|error|not right|not correct|old typo)\b|^\(? ?(?:wrong(?! way)|typo|incorrect)\b"
)
# "the 6.1 bilirubin was a mix up", "ALT 900 was someone else's".
_NOT_THIS_PERSON = re.compile(
    r"^(?:\) )?(?:is |was |were |belong\w* to |came )(?:actually |really |just )?(?:from |of |to )?"
    r"(?:a |an |the |some )?(?:mix(?:ed)? ?-? ?up|mixup"
    r"|(?:lab(?:oratory)?|clerical|printing|entry|data) (?:error|mistake|slip)"
    r"|(?:another|other|different|wrong) (?:patient|person|man|woman|lady|guy|one|sample|tube|file)"
    r"|(?:someone|somebody|anyone) else|not (?:mine|his|hers|ours|theirs)\b)"
)
# "INR 1.7 - ignore it", "the 1.6 was my sister's"
_THROWN_OUT = re.compile(
    r"^(?:[-,.;(!] |no |oh |sorry )*(?:please )?(?:ignore|forget|disregard|delete|discard|scratch|scrap|strike|skip)"
    r" (?:(?:it|that one|this one|the last one)\b|(?:that|this)(?= [-,.;:)!]|$))"
)
_OF_A_RELATIVE = re.compile(r"^(?:was|is|were|belongs to) (?:actually |really )?(?:my|our|the) (\S+)")
_TEXT_BACK = 4  # tokens before a value
_READ_BACK = 7
# The number behind these is the slip itself: "1.1, I misread it as 11".
_MISREAD = re.compile(
    r"\b(?:mis(?:read|typed|heard|spoke|reported)|read it|took it|heard it|typed it)"
    r"(?: it| that| this)?(?: as)?(?: a| the)?$"
)
_TYPED = re.compile(r"\b(?:typed|wrote|put|entered|gave|said|sent)(?: you)?(?: it as| down)?$")
# "You read my sodium as 153, it's 135"
_READ_BY_US = re.compile(
    r"\byou (?:have |'ve )?(?:read|took|taken|heard|put|wrote|understood|recorded|saved|noted|got|have|used)"
    r"(?: \S+){0,3}? (?:down )?as(?: an?)?$"
)
_BUT_IT_IS = re.compile(r"^, (?:but )?(?:it's|it is|it was|that's|it should be)(?: really| actually| in fact)? \d")
_SO_IT_IS = re.compile(r"^(?:[,.;-] ?|but |and |when |while )*(?:it's|it is|it was|it should|that's|the right)\b")
_SAID = re.compile(r"\bi (?:said|typed|wrote|put|gave|entered)(?: \S+){0,3}$")
_BY_MISTAKE = re.compile(r"^(?:\S+ ){0,2}(?:by mistake|by accident|accidentally|in error|mistakenly|wrongly)\b")


@dataclass
class TakenBack:
    """What a message takes back."""

    values: list[Value] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


def may_supersede(message: Message) -> bool:
    """Whether any words of the message could say that one value replaces another."""
    if message.vocabulary.isdisjoint(_MENDING):
        return False
    return not {"*", "no"}.isdisjoint(message.vocabulary) or supersedes(message.all_words)


def starred(message: Message, at: int) -> bool:
    """Whether a star marks the number at a token as a correction: "INR 1.8 *1.3"."""
    if message.folded(at - 1) != "*" or not message.tokens[at].glued or message.tokens[at - 1].glued:
        return False
    return message.all_words.count("*") == 1  # "134* *143": the stars are flags


def supersedes(words: list[str]) -> bool:
    """Whether the words between two values say that the second replaces the first."""
    if words in (["no"], ["no", "no"], [",", "no"]):
        return True  # "one thirty no one thirty two"
    said = " ".join(words)
    return _SUPERSEDES.search(said) is not None or _EXCLAIMS.search(said) is not None


def corrects(message: Message) -> bool:
    """Whether the message as a whole corrects something."""
    return not message.vocabulary.isdisjoint(_MENDING) and any(
        _SUPERSEDES.search(text) for text in message.clause_texts
    )


def _negated(message: Message, start: int) -> bool:
    words = message.words(start - _TEXT_BACK, start)
    if _MISREAD.search(" ".join(words)):
        return True
    while words and words[-1] in ("my", "the", "a", "an", "his", "her", "at", "as", "value", "of"):
        if words[-1] == "of" and len(words) > 1 and words[-2] == "instead":
            return True
        words.pop()
    if not words:
        return False
    if words[-2:] in (["y", "no"], ["e", "nao"]):
        return True  # "es 1,3 y no 3,1"
    if words[-1] in NEGATION and words[-1] != "instead":
        return True
    return words[-2:] in (["rather", "than"], ["instead", "of"], ["en", "vez"], ["isn", "t"])


def _of_a_relative(message: Message, value: Value, behind: str) -> bool:
    """ "Sorry, the 1.6 was my sister's": a number that was told before is given to somebody else."""
    if message.folded(value.start - 1) not in ("the", "that"):
        return False
    told = _OF_A_RELATIVE.search(behind)
    if told is None or relation(told[1]) is None:
        return False
    return "'s" in behind.split()[:6] or told[1].endswith("s")


def _discarded(message: Message, start: int) -> bool:
    words = message.words(start - _TEXT_BACK, start)
    while words and words[-1] in ("my", "the", "that", "old", "wrong", "first", "value"):
        words.pop()
    return bool(words) and words[-1] in (
        "delete",
        "remove",
        "discard",
        "disregard",
        "erase",
        "cancel",
        "forget",
        "ignore",
    )


_GIVEN_AWAY = re.compile(
    r"^but (?:that|it|this)(?: 's| is| was)? (?:actually |really )?(?:the |my |his |her )?$"
    r"|^but (?:that|it)'s (?:the |my )?$"
)


def _given_away(message: Message, end: int) -> bool:
    """ "I said platelets 140 but that was the ALP": the number is another test's, not taken back."""
    place = bisect_left(message.name_starts, end)
    if place == len(message.names) or message.names[place].end in message.number_start_set:
        return False
    return _GIVEN_AWAY.search(" ".join(message.words(end, message.names[place].start)) + " ") is not None


# Every way of taking something back holds one of these words.
_TAKING_BACK = NEGATION | {
    *("as", "no", "sino", "scratch", "scrap", "strike", "skip"),
    *(
        "rather",
        "instead",
        "vez",
        "t",
        "wrong",
        "typo",
        "mistake",
        "incorrect",
        "misprint",
        "error",
        "right",
        "mix",
        "mixed",
    ),
    *(
        "mixup",
        "slip",
        "patient",
        "person",
        "man",
        "woman",
        "lady",
        "guy",
        "one",
        "sample",
        "tube",
        "file",
        "else",
        "mine",
    ),
    *(
        "misread",
        "mistyped",
        "misheard",
        "misspoke",
        "misreported",
        "read",
        "took",
        "heard",
        "typed",
        "accident",
        "but",
    ),
    *("accidentally", "mistakenly", "wrongly", "delete", "remove", "discard", "disregard", "erase", "cancel", "forget"),
    *("ignore", "wrote", "put", "entered", "gave", "said", "sent"),
}


def taken_back(message: Message, values: list[Value]) -> TakenBack:
    """Values and names that the person says are not it: "not 1.9", "not INR", "the 1.9 was a typo"."""
    result = TakenBack()
    if message.vocabulary.isdisjoint(_TAKING_BACK):
        return result
    told, addressed = "i" in message.vocabulary, "you" in message.vocabulary
    for value in values:
        after = " ".join(message.words(value.end, value.end + 5))
        before = " ".join(message.words(value.start - _TEXT_BACK, value.start))
        place = bisect_left(message.name_starts, value.end)
        named = place < len(message.names) and message.names[place].start == value.end
        past = message.names[place].end if named else value.end
        behind = " ".join(message.words(past, past + 9))
        if _NOT_THIS_PERSON.search(behind) or _THROWN_OUT.search(behind) or _of_a_relative(message, value, behind):
            result.values.append(value)
            continue
        slip = _TYPED.search(before) is not None and _BY_MISTAKE.search(after) is not None
        slip = slip or (
            after.startswith("but ") and _SAID.search(before) is not None and not _given_away(message, value.end)
        )
        slip = slip or (told and _SAID.search(before) is not None and _BUT_IT_IS.search(after) is not None)
        slip = slip or (
            addressed
            and _READ_BY_US.search(" ".join(message.words(value.start - _READ_BACK, value.start))) is not None
            and _SO_IT_IS.search(after) is not None
        )
        instead = after.startswith("sino ") and message.folded(value.start - 1) == "no"  # "no 3,1 sino 1,3"
        if instead or _negated(message, value.start) or _WRONG.search(after) or slip:
            result.values.append(value)
    for name in message.names:
        if _negated(message, name.start):
            result.names.append(name)
        elif _discarded(message, name.start):
            result.values += [value for value in values if name.end <= value.start <= name.end + 2]
    return result


_ABSENT_BEFORE = re.compile(
    r"(?:\b(?:no|without|missing|forgot|lack|lacking|lost|unsure of|waiting for|waiting"
    r" on|awaiting|no idea (?:about|of|what)|(?:don't|dont|do not|didn't|didnt|haven't"
    r"|havent|haven't got|doesn't|doesnt|never|not) "
    r"(?:yet )?(?:have|know|got|get|gotten|find|see|remember|received|had|seen|recall"
    r"|do|done|measure|check|test|been given|been told)|sin|kein|keine|keinen|ohne"
    r"|sans|sem|pas de|no tengo|no se)(?: (?:yet|got|my|the|an|a|any|his|her|recent"
    r"|current|new|latest|for|about|of|el|la|mi|meine|meinen|den|what|is|was|out))*)"
    r" ?$"
)
_ABSENT_AFTER = re.compile(
    r"^(?: ?(?:is|was|are|:|=|-|result|results|level|value|\(|test|wert|still|yet"
    r"|hasn't|has|\|))* ?(?:n / a\b|n\.a|not (?:done|available|known|tested|measured"
    r"|yet|in|back|taken|reported|performed|included|there|on|checked|ordered|sure"
    r"|listed)\b|pending|unknown|awaited|awaiting|to follow|tbd|tba|none\b|missing"
    r"|hasn't been|wasn't (?:done|tested|measured)"
    r"|isn't (?:back|in|there|listed|on)|i don't (?:know|have)|i dont (?:know|have)"
    r"|don't know|dont know|dunno|no idea|no se|pendiente|ausstehend|folgt|not\b(?="
    r" \n)|didn't come|hasn't come|haven't|will come|comes? (?:back )?(?:tomorrow"
    r"|later|next)|nicht bestimmt|no realizado|hemolyzed|haemolysed|insufficient|clotted)"
)


# Every way of lacking a value holds one of these words.
_LACKING = frozenset(
    [
        *(
            "no",
            "without",
            "missing",
            "forgot",
            "lack",
            "lacking",
            "lost",
            "unsure",
            "waiting",
            "awaiting",
            "not",
            "never",
        ),
        *(
            "don't",
            "dont",
            "do",
            "didn't",
            "didnt",
            "haven't",
            "havent",
            "doesn't",
            "doesnt",
            "sin",
            "kein",
            "keine",
            "ohne",
        ),
        *(
            "keinen",
            "sans",
            "sem",
            "pas",
            "n",
            "na",
            "pending",
            "unknown",
            "awaited",
            "to",
            "tbd",
            "tba",
            "none",
            "hasn't",
        ),
        *("wasn't", "isn't", "i", "dunno", "pendiente", "ausstehend", "folgt", "will", "come", "comes", "nicht"),
        *("hemolyzed", "haemolysed", "insufficient", "clotted"),
    ]
)


def absent(message: Message, name: Name) -> bool:
    """Whether the person says that they do not have this test's value ("no INR yet", "INR pending")."""
    if message.vocabulary.isdisjoint(_LACKING):
        return False
    before = " ".join(message.words(name.start - 8, name.start))
    before = re.split(r"[.;\n!?]|, ", before)[-1]
    after_words = message.words(name.end, name.end + 8)
    after = " ".join(word.replace("\n", " \n ") for word in after_words)
    if _ABSENT_AFTER.search(after):
        return True
    if not _ABSENT_BEFORE.search(before.rstrip()):
        return False
    following = [word for word in after_words if word not in (":", "=", "is", "of", "was", "level")]
    return not (following and re.match(r"\d", following[0]))
