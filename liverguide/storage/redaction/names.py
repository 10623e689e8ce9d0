"""Names of people, where the words around or the letters say that they are names."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("words.yml")
MOST_WORDS = 5
MOST_SMALL_WORDS = 2

LETTERS = r"[^\W\d_]"
WORD = rf"(?:{LETTERS}\.(?!{LETTERS}\.)|(?:dr|mrs?|ms|st|sr|sra|prof)\.|{LETTERS}[^\W\d_'’-]*(?:['’-]{LETTERS}+)*)"
NEXT = re.compile(rf"[ \t]*,?[ \t]*({WORD})", re.IGNORECASE)
FIRST = re.compile(rf"({WORD})", re.IGNORECASE)

# Nobody says this before anything but a name ...
NAMED = re.compile(
    r"(?<!\w)(?:(?:my|his|her|our|the patient'?s?|patient'?s?) (?:full |first |last |given |family |sur ?)?"
    r"name(?:'s|’s| is)|i am called|i'm called|"
    r"i go by|call me|me llamo|mi nombre(?: completo)? es|"
    r"nombre de (?:mi|su) [^\W\d_]+ es|se llama|meu nome é|me chamo|ich hei(?:ß|ss)e|mein name ist|je m'appelle|"
    r"mi chiamo)\s+(?=\w)",
    re.IGNORECASE,
)
# At the beginning of a sentence; "the drug's name is" stands in the middle of one.
NAME_IS = re.compile(r"(?:(?<=\A)|(?<=[.!?,;\n] )|(?<=\n))(?:the )?name(?:'s|’s| is)\s+(?=\w)", re.IGNORECASE)
# ... or in the head of a report ...
WRITTEN = re.compile(
    r"(?<!\w)((?:patient(?:'?s)? |full |first |last |family |sur)?name|nombre|nome|apellidos?)"
    r"(\s*(?:[:|]|[–-](?= ))[ \t]*)(?=\w)",
    re.IGNORECASE,
)
FIELD = re.compile(r"(?<!\w)(?:(?:first|last|middle|family|sur)[ -]?name|apellidos?)[ \t]+(?=\w)", re.IGNORECASE)
WHO = re.compile(
    r"(?<!\w)((?:patient|paciente|physician|doctora?|m[ée]dico|consultant|provider|attending|caller|speaking|carer|contact|"
    r"next of kin|signed(?: by)?|(?:referred|ordered|requested|authori[sz]ed|reviewed|reported|collected) by)"
    r"\s*[:|][ \t]*)(?=\w)",
    re.IGNORECASE,
)
# ... and these before much else.
PERHAPS = re.compile(
    r"(?<!\w)(?:(?:i'm|i’m|im|i am|this is|it's|it’s|its|speaking with|named|called|"
    r"soy|aquí|(?:les? )?habla|les? (?:escribe|saluda)|patient is|sono|ich bin|eu sou)\s+)(?=\w)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?<!\w)(?:(?:(?:kind|best|warm|many|with|kindest|warmest)\s+){0,2}(?:regards|wishes)|sincerely|respectfully|"
    r"yours(?:\s+(?:truly|faithfully|sincerely))?|cheers|love|thanks(?:\s+(?:again|a lot|so much|in advance))?|"
    r"thank you(?:\s+(?:very much|so much|again))?|many thanks|best|greetings|gracias|saludos|un saludo|atentamente|"
    r"grüße|gruß|atenciosamente|obrigad[oa]|abraços?|from)([ \t]*[,.!–-]*[ \t]*(?:\n\s*[-–]?[ \t]*)?)(?=\w)",
    re.IGNORECASE,
)
BEFORE_HERE = re.compile(
    rf"(?:(?<=\A)|(?<=[.!?\n,] )|(?<=\n)|(?<=\bhi )|(?<=\bhello ))({LETTERS}+(?:[ ]{LETTERS}+)?)"
    r"(?= (?:here|speaking)\b)",
    re.IGNORECASE,
)
# What somebody says of themself before "calling": all of it is the name if its first word is one.
INTRODUCED = re.compile(
    rf"(?<!\w)(this is|it's|it’s|its|i'm|i’m|im|i am)[ ]({LETTERS}+(?:[ ]{LETTERS}+){{1,3}})"
    r"(?=[ ](?:calling|speaking|here)\b)",
    re.IGNORECASE,
)
SPELT = re.compile(
    rf"(?<!\w)(spell(?:ed|ing)?|spelt|se escribe|se deletrea)([ :,]{{1,3}})"
    rf"(?:{LETTERS}[ .-]{{1,2}}){{2,}}{LETTERS}\b",
    re.IGNORECASE,
)
INITIAL = re.compile(r"[A-Z]\.")
PARTS = re.compile(r"['’-]")
OF_SOMEBODY = re.compile(r"['’]s\Z")
END_OF_LINE = re.compile(r"[ \t]*[.!)]*[ \t]*(?:\n|\Z)")


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    read = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {kind: frozenset(words.split()) for kind, words in read.items()}


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    titles = "|".join(sorted(_words()["titles"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{titles})\b\.?[ \t]+(?=\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _kin() -> re.Pattern[str]:
    kin = "|".join(sorted(_words()["kin"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{kin})\b(?:'s name is|,| is called| named)?[ \t]+(?=\w)", re.IGNORECASE)


def without_names(text: str) -> str:
    """The text without names of people."""
    text = _after(NAMED, text, sure=True)
    text = _after(NAME_IS, text, sure=True)
    text = _after(WRITTEN, text, sure=True, listed=True)
    text = _after(FIELD, text)
    text = _after(WHO, text, listed=True)
    text = SPELT.sub(r"\1\2[name]", text)
    text = INTRODUCED.sub(_introduced, text)
    for pattern in (PERHAPS, _title(), _kin()):
        text = _after(pattern, text)
    text = _after(CLOSING, text, at_end=True)
    return BEFORE_HERE.sub(lambda m: "[name]" if _is_name(m[1].split()[0]) else m[0], text)


def _introduced(match: re.Match[str]) -> str:
    first, *others = match[2].split()
    # "It's the third one here"; and "Maria's report here" is not Maria.
    if not _is_name(first) or any(word.lower() in _words()["stops"] | _words()["no_names"] for word in others):
        return match[0]
    return f"{match[1]} [name]"


def _after(
    pattern: re.Pattern[str], text: str, *, sure: bool = False, listed: bool = False, at_end: bool = False
) -> str:
    """Replace what stands after each match, as far as it is a name.

    `sure`: nothing else stands there. `listed`: as reports write it, "RUIZ, ANA". `at_end`: only as the last of a line.
    """
    pieces, at = [], 0
    for match in pattern.finditer(text):
        if match.start() < at:
            continue
        end = _end_of_name(text, match.end(), sure, listed)
        if end == match.end() or (at_end and not END_OF_LINE.match(text, end)):
            continue
        pieces += [text[at : match.end()], "[name]"]
        at = end
    return "".join([*pieces, text[at:]])


def _end_of_name(text: str, start: int, sure: bool, listed: bool) -> int:
    """Where the name that begins at `start` ends; `start` itself if there is none."""
    found = FIRST.match(text, start)
    if not found or not _begins(found[1], text, found.end(), sure, listed):
        return start
    capital, end, at = found[1][0].isupper(), found.end(), found.end()
    for _ in range(MOST_WORDS if capital else MOST_SMALL_WORDS):
        found = NEXT.match(text, at)
        if not found or ("," in text[at : found.start(1)] and not listed):
            break
        at = found.end()
        if found[1].lower() in _words()["particles"]:
            continue  # part of the name if more of it follows
        if not _continues(found[1], capital, sure):
            break
        end = at
    return end


def _begins(word: str, text: str, end: int, sure: bool, listed: bool) -> bool:
    small = word.lower()
    if sure:
        return small not in _words()["stops"] | _words()["no_first"]
    if INITIAL.fullmatch(word):
        following = NEXT.match(text, end)
        return following is not None and _is_name(following[1])
    return _is_name(word) or (listed and word.isupper() and _is_name(word.capitalize()))


def _is_name(word: str) -> bool:
    small = word.lower()
    parts = PARTS.split(OF_SOMEBODY.sub("", word))
    if small in _words()["given_names"]:
        return True
    # Written like a name, not in capitals throughout, and no word that is written so for another reason.
    like_one = len(word) > 1 and all(part[:1].isupper() and (len(part) == 1 or part[1:].islower()) for part in parts)
    return like_one and not (_words()["no_names"] | _words()["stops"]).intersection(p.lower() for p in (small, *parts))


def _continues(word: str, capital: bool, sure: bool) -> bool:
    small = word.lower().rstrip(".")
    if small in _words()["stops"] or small in _words()["no_names"]:
        return False
    if word[0].isupper():
        return capital or sure
    return small in _words()["given_names"] or (sure and not capital)
