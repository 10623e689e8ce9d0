"""What a message says outright about the person: age, sex, dialysis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from liverguide.labs.message import Message
from liverguide.labs.numerals import Number
from liverguide.labs.onlookers import onlooker_at
from liverguide.labs.reading import Person
from liverguide.labs.relations import relation
from liverguide.labs.reporting import REPORTING
from liverguide.labs.subjects import SELF, Mark

_UNIT_AHEAD = (
    r"(?! ?(?:\.|,)? ?\d)(?! (?:%|kg|kgs|lb|lbs|pounds|cm|mg|ml|g|mmol|umol|u|units?"
    r"|s|sec|seconds|weeks?|wks?|days?|months?|hours?|mins?|minutes?|points?|k|h|l"
    r"|/|x|th|st|nd|rd|feet|ft|stone|percent|am|pm|(?:years?|yrs?) (?:ago|back|later|before))\b)(?! [%/\-])"
)
_KIN = (
    r"(?:hubby|hubbie|daddy|grandad|granddad|gran|granny|nan|stepdad|stepfather|stepmum|stepmom|stepmother|fiance|fiancee"
    r"|father|dad|papa|husband|brother|son|uncle|grandfather|grandpa|boyfriend|mother"
    r"|mom|mum|mama|wife|sister|daughter|aunt|grandmother|grandma|girlfriend|friend"
    r"|partner|cousin|esposo|esposa|padre|madre|marido|hermano|hermana|hijo|hija|vater"
    r"|mutter)"
)
# A bare number right behind a person is an age, however small ("my son is 8, bili 3").
_PERSON = (
    _KIN[:-1] + r"|lad|boy|girl|baby|toddler|infant|kid|child|teenager|niece|nephew|stepson|stepdaughter|grandson"
    r"|granddaughter|spouse|neighbou?r|patient)"
)
_WHOLE = r"(\d{1,3})(?! ?[.,]\d)(?! \. \d)"
# Words of which each pattern needs one: most messages hold none of them.
_PERSONS = frozenset(re.findall(r"[a-z]+", _PERSON.replace("neighbou?r", "neighbour|neighbor"))) - {"u"}
_I_AM = frozenset(["i'm", "im", "i", "he's", "she's", "he", "she", "ich", "just", "turned", "who", "who's"])
_YEARS = frozenset(
    [
        *(
            "year",
            "years",
            "yrs",
            "yr",
            "y",
            "yo",
            "yold",
            "yearold",
            "yrsold",
            "yearsold",
            "jahre",
            "jahren",
            "ans",
            "anos",
            "anni",
            "ar",
        ),
    ]
)
_AGED = frozenset(["age", "aged", "edad", "alter", "idade"])
_HUMANS = frozenset(
    ["man", "woman", "lady", "gentleman", "male", "female", "girl", "boy", "guy", "mother", "father", "patient"]
)
_LETTERS = _HUMANS | {"m", "f"}
_AGES: tuple[tuple[str, frozenset[str]], ...] = (
    (
        r"\b"
        + _PERSON
        + r"(?: ?'s| is| who is| who's) (?:now |only |currently |just |about )?"
        + _WHOLE
        + r"(?= (?:,|\.|;|!|\)|\n|and|but|with|who|he|she|his|her|has|male|female)|$)",
        _PERSONS,
    ),
    (r"\b" + _PERSON + r" (?:,|\() (?:now |only |just )?" + _WHOLE + r"(?= (?:,|\.|;|\)|\n)|$)", _PERSONS),
    (
        r"\b(?:i'm|im|i am|he's|she's|he is|she is) (?:now |only |currently |just )?"
        + _WHOLE
        + r"(?= (?:,|\.|;|!|\)|\n|and|but)|$)",
        _I_AM,
    ),
    (r"\b(\d{1,3}) ?-? ?(?:years?|yrs?|yr|y) ?-? ?(?:old|of age)\b", _YEARS),
    (
        r"\b(?:man|woman|lady|gentleman|male|female|girl|boy|guy|mother|father|patient) of (\d{2})\b"
        r"(?! ?(?:[.,]\d|mg|umol|g |u |mmol|%|/))",
        _HUMANS,
    ),
    (
        r"\b(?:mujer|hombre|varon|paciente|homme|femme|mulher|homem|donna|uomo|frau|mann|kvinna)"
        r" (?:de|di|von|mit) (\d{1,3}) (?:anos|ans|anni|jahren?)\b",
        _YEARS,
    ),
    (
        # Not "mujer, 20 años de hepatitis": the years stand alone.
        r"\b(?:mujer|hombre|varon|paciente|homme|femme|mulher|homem|donna|uomo|frau|mann|kvinna)"
        r" ?,? (\d{2,3}) (?:anos|ans|anni|jahre|ar)(?= (?:,|\.|;|\)|alt|y|e|et|und|con|com|avec|\n)|$)",
        _YEARS,
    ),
    (
        r"\bage at (?:diagnosis|transplant|onset|listing)(?: \S+)?? \d{1,3} ?[,;(]? (?:and |but )?"
        r"(?:i'm |i am |he's |she's |is )?"
        r"now (\d{2,3})\b" + _UNIT_AHEAD,
        _AGED,
    ),
    (r"^(\d{2,3}) / (?:m|f) /(?= [^\W\d])", _LETTERS),
    (r"^me (?:is )?(?:now )?(\d{2})(?= (?:,|\.|;|years|yrs|man|woman|male|female|and)|$)", frozenset(["me"])),
    (r"\b(\d{1,3}) (?:y ?[/.]? ?o|yo|yold|yearold|yrsold|yearsold)\b", _YEARS),
    (r"(?:^|[,\n(] )(\d{2}) (?:years|yrs|jahre|ans|anos)(?= ?(?:,|\)|\n|$))", _YEARS),
    (r"\b(?:mrs|mr|ms|miss|pt|patient)(?: \.)?(?: [^\W\d]+){0,2}(?: \.)? (\d{2,3}) (?:y|yrs|yr|years)\b", _YEARS),
    (r"\bhow old(?: \S+){0,3} \? (\d{1,3})\b" + _UNIT_AHEAD, frozenset(["old"])),
    (
        r"\b(?:i'm|i am|im|he's|she's|he is|she is) (?:pregnant|retired|married|widowed|single|diabetic) , (\d{2})"
        r"(?= (?:,|\.|;|and)|$)",
        _I_AM,
    ),
    (r"^(?:m|f) (\d{2,3})\b" + _UNIT_AHEAD + r"(?= [^\W\d])", _LETTERS),
    (r"\b(\d{1,3}) (?:jahre alt|anos de edad|anos de idade|annees)\b", _YEARS),
    (r"\b(?:age|aged|edad|alter|idade|age is) ?(?::|=|-|is|of|de)? ?(\d{1,3})\b" + _UNIT_AHEAD, _AGED),
    (
        (
            r"\b(?:i'm|im|i ?' ?m|i am|ich bin|i'm now|i just turned|just turned|turned|he's"
            r"|she's|he is|she is|he turned|she turned|who is|who's) (?:now |only |currently"
            r" |just )?(\d{1,3})\b"
        )
        + _UNIT_AHEAD,
        _I_AM,
    ),
    (
        r"\b(?:tengo|tiene|tenho|tem|j'ai|(?<!y )il a|elle a|ich bin|er ist|sie ist) (\d{1,3}) (?:anos|ans|jahre)\b",
        _YEARS,
    ),
    (
        # "il y a 10 ans" and "há 10 anos" tell how long ago something was.
        r"\b(?:pere|mere|mari|femme|fils|fille|frere|soeur|oncle|patiente?) a (\d{1,3}) ans\b(?! de)",
        _YEARS,
    ),
    (
        r"\b(?:padre|madre|marito|moglie|figlio|figlia|fratello|sorella|zio|zia|paziente) ha (\d{1,3}) anni\b(?! di)",
        _YEARS,
    ),
    (
        r"\b"
        + _KIN
        + (
            r"(?: 's| is| ist| es| tiene| est| ,| \(|, who is| who is| age| just turned)?"
            r" (?:now |only |currently |just )?(\d{2,3})\b"
        )
        + _UNIT_AHEAD
        + r"(?= (?:and|,|:|\.|with|who|his|her|\)|years|yrs|yr|has|had|;|in|now|on|male|female)|$| \n)",
        _PERSONS,
    ),
    (r"\b(?:patient|pt) (?:is|is a|:|,)? ?(\d{2,3}) ?(?:m|f|male|female)\b", _LETTERS),
    (r"\b(?:patient|pt) ?[,:]? (?:m|f|male|female) ?,? (\d{2,3})\b" + _UNIT_AHEAD, _LETTERS),
    (r"\bpt \. is (\d{2})\b" + _UNIT_AHEAD + r"(?= (?:,|\.|;|and|with|\n)|$)", frozenset(["pt"])),
    (r"\b(\d{2,3}) ?[/,]? ?(?:male|female|man|woman|lady|gentleman|m|f)\b(?! ?[/^])", _LETTERS),
    (r"\b(?:male|female|man|woman) ?[/,]? ?(\d{2,3})\b" + _UNIT_AHEAD, _LETTERS),
    (
        r"\b(?:m|f) ?[/,]? ?(\d{2,3})\b" + _UNIT_AHEAD + r"(?= (?:,|\.|;|with|years|y|yo|\n|\|)|$)",
        _LETTERS,
    ),
)
_SEX_WORDS: dict[str, Literal["female", "male"]] = {
    "male": "male",
    "man": "male",
    "gentleman": "male",
    "boy": "male",
    "hombre": "male",
    "masculino": "male",
    "mannlich": "male",
    "varon": "male",
    "homme": "male",
    "homem": "male",
    "guy": "male",
    "mann": "male",
    "female": "female",
    "woman": "female",
    "lady": "female",
    "girl": "female",
    "mujer": "female",
    "femenino": "female",
    "weiblich": "female",
    "femme": "female",
    "mulher": "female",
    "feminino": "female",
    "frau": "female",
    "donna": "female",
    "uomo": "male",
    "maschio": "male",
    "femmina": "female",
    "kvinna": "female",
}
_BEFORE_SEX = frozenset(
    [
        "a",
        "an",
        "old",
        "yo",
        "y/o",
        "year",
        "years",
        "sex",
        "gender",
        ":",
        "una",
        "un",
        "eine",
        "ein",
        "une",
        "uma",
        "the",
        "o",
        "am",
        "is",
        "/",
        ",",
        "this",
        "elderly",
        "young",
        "adult",
        "middle",
        "aged",
        "m",
        "f",
        "(",
        "soy",
    ]
)

_OFTEN = (
    r"\b(?:twice|two times|2 ?x|2 times|three times|thrice|3 ?x|3 times|four times"
    r"|4 times|4 ?x|five times|5 times|2 - 3 times|2 - 3 x|2 or 3 times|x ?[234]|two"
    r" or three times|two sessions|three sessions|[23] sessions) "
    r"?(?:/|a|per|each|every|weekly|this|last|in the (?:last|past)|during the (?:last"
    r"|past)|over the (?:last|past)|the past) ?(?:past |last )?(?:week|wk|7 days|seven"
    r" days|weekly)?\b|\bevery other day\b|\bevery second day\b|\bdaily\b|\bevery"
    r" day\b|\bmwf\b|\btths\b|\bmonday wednesday\b"
    r"|\bmon(?:day)? ?[/,]? ?wed|\btue(?:s|sday)? ?[/,]? ?thu"
)
_TREATED = (
    r"\b(?:dialysis|dialisis|dialyse|haemodialysis|hemodialysis|hemodialisis|dialyzed"
    r"|dialysed|dialise|hemodialise|haemodialyse|hemodialyse|emodialisi|dialisi|hd|crrt|cvvhd|cvvh|cvvhdf|dyalisis|dialisys|dialasis|dialysys)\b"
)
_ASKED_BRIEFLY = 4  # words
# Each of these words holds one of these parts.
_PARTS_OF_TREATED = ("dial", "dyal", "hd", "crrt", "cvvh")


@dataclass(frozen=True)
class Fact:
    """Something said about a person, at token `index`."""

    kind: Literal["age", "sex"]
    value: int | Literal["female", "male"]
    index: int
    subject: str | None


class _Joined:
    """The message's folded tokens joined by single spaces, with the way back to the tokens."""

    def __init__(self, message: Message) -> None:
        self.offsets: list[int] = []
        parts: list[str] = []
        position = 0
        for token in message.tokens:
            text = "\n" if token.kind in ("newline", "tab") else token.folded if token.kind != "date" else "<date>"
            self.offsets.append(position)
            parts.append(text)
            position += len(text) + 1
        self.text = " ".join(parts)
        self._parts = parts

    @cached_property
    def _index(self) -> dict[int, int]:
        return {offset: index for index, offset in enumerate(self.offsets)}

    @cached_property
    def _cells(self) -> list[tuple[int, int, frozenset[str]]]:
        """Where lines and cells begin and end, with the signs that part them, and their words."""
        borders = [index for index, part in enumerate(self._parts) if part == "\n"]
        cells = []
        for start, end in zip([-1, *borders], [*borders, len(self._parts)], strict=True):
            past = self.offsets[end] + 2 if end < len(self._parts) else len(self.text)
            cells.append(
                (self.offsets[max(start, 0)] if self._parts else 0, past, frozenset(self._parts[start + 1 : end]))
            )
        return cells

    @cached_property
    def _cells_with_ages(self) -> list[tuple[int, int, frozenset[str]]]:
        return [cell for cell in self._cells if not cell[2].isdisjoint(_NEEDED_FOR_AGES)]

    def matches(self, pattern: re.Pattern[str], needed: frozenset[str]) -> Iterator[re.Match[str]]:
        """Where the pattern matches inside of a cell; it does so nowhere but where one of the needed words stands."""
        for start, end, words in self._cells_with_ages:
            if not words.isdisjoint(needed):
                yield from pattern.finditer(self.text, start, end)

    def token(self, offset: int) -> int | None:
        return self._index.get(offset)


_AGE_PATTERNS = [(re.compile(pattern), needed) for pattern, needed in _AGES]
_SEX_LETTER = re.compile(r"\b(?:sex|gender|sexo|geschlecht) ?[:=-]? ?(m|f|w|male|female|h)\b")
_NEEDED_FOR_AGES = frozenset().union(*(needed for _, needed in _AGES))
_PARTS_OF_SEX = ("sex", "gender", "geschlecht")  # each word before such a letter holds one of these
_OFTEN_PATTERN = re.compile(_OFTEN)
_TREATED_PATTERN = re.compile(_TREATED)


def _subject_at(message: Message, marks: Sequence[Mark], index: int) -> str | None:
    """Whom a fact at a token is about: the nearest person or pronoun before it in the sentence."""
    start = message.clauses[message.clause_at(index)][0]
    for at in range(index - 1, start - 1, -1):
        word = message.folded(at)
        found = relation(word)
        if found is not None:
            return found[0]
        if word in ("i'm", "i", "im", "ich", "yo", "tengo", "soy", "tenho", "j'ai"):
            return SELF
        if word in ("he", "she", "his", "her", "he's", "she's"):
            mark = next((mark for mark in marks if mark.index == at), None)
            if mark is not None:
                return mark.subject
            earlier = [mark for mark in marks if mark.index < at and mark.subject != SELF]
            return earlier[-1].subject if earlier else None
    return None


def find_facts(message: Message, marks: Sequence[Mark]) -> tuple[list[Fact], set[int]]:
    """Ages and sexes said outright, and the tokens of the numbers that are ages."""
    facts, age_tokens = _ages(message, marks)
    for number in message.numbers:
        if _age_in_words(message, number):
            facts.append(Fact("age", int(number.value), number.start, _subject_at(message, marks, number.start)))
            age_tokens.add(number.start)
    facts += _sexes(message, marks)
    return facts, age_tokens


def _ages(message: Message, marks: Sequence[Mark]) -> tuple[list[Fact], set[int]]:
    facts: list[Fact] = []
    age_tokens: set[int] = set()
    if not message.numerals or message.vocabulary.isdisjoint(_NEEDED_FOR_AGES):
        return facts, age_tokens
    joined = _Joined(message)
    ends_of_names = {name.end for name in message.names if name.test != "pt"}
    for pattern, needed in _AGE_PATTERNS:
        if message.vocabulary.isdisjoint(needed):
            continue
        for found in joined.matches(pattern, needed):
            index = joined.token(found.start(1))
            if index is None or index in age_tokens or message.tokens[index].kind != "number":
                continue
            letters = [at for at in range(index - 2, index + 3) if _small_letter_of_sex(message, at)]
            if (
                letters
                and re.search(r"\b[mf]$|^[mf]\b", found[0])
                and not (letters[0] == index + 1 and (message.tokens[index + 1].glued or _set_apart(message, index)))
            ):
                continue
            age = int(found[1])
            in_years = _IN_YEARS.search(found[0]) is not None
            if not in_years and _value_of_person(message, joined.token(found.start())):
                continue
            if not 0 <= age <= 110 or (index > 0 and index in ends_of_names and "age" not in found[0] and not in_years):
                continue
            age_tokens.add(index)
            facts.append(Fact("age", age, index, _subject_at(message, marks, index)))
            for at in (index - 2, index - 1, index + 1, index + 2):
                if (
                    0 <= at < len(message.tokens)
                    and message.folded(at) in ("m", "f")
                    and found.start() <= joined.offsets[at] < found.end()
                ):
                    facts.append(
                        Fact(
                            "sex",
                            "male" if message.folded(at) == "m" else "female",
                            at,
                            _subject_at(message, marks, index),
                        )
                    )
            follow = index + 1
            while message.folded(follow) in ("yo", "y", "/", "o", "-", "year", "years", "old", ".", ",", "yr", "yrs"):
                follow += 1
            if follow < len(message.tokens) and message.tokens[follow].text in ("M", "F") and follow > index + 1:
                facts.append(
                    Fact(
                        "sex",
                        "male" if message.folded(follow) == "m" else "female",
                        follow,
                        _subject_at(message, marks, index),
                    )
                )
    return facts, age_tokens


_IN_YEARS = re.compile(r"\b(?:yo|y ?/? ?o|yrs?|years?|yold|yearold)\b|old|^(?:mrs|mr|ms|miss)\b")
_IS_OF_AGE = re.compile(r"\b(?:i am|i'm|im|he is|he's|she is|she's|aged|age|" + _KIN + r" is)(?: now| only| just)?$")
_ADULT = range(18, 100)


def _age_in_words(message: Message, number: Number) -> bool:
    """ "I am sixty two and the sodium is ...": in words only from twenty on, so that "I am one of them" is none."""
    if message.tokens[number.start].kind != "word" or number.value not in _ADULT or number.malformed:
        return False
    if message.folded(number.end) not in ("", "and", ",", ".", "years", "year", "with", "but"):
        return False
    return _IS_OF_AGE.search(" ".join(message.words(number.start - 4, number.start))) is not None


def _small_letter_of_sex(message: Message, at: int) -> bool:
    return message.folded(at) in ("m", "f") and not message.tokens[at].text.isupper()


def _sexes(message: Message, marks: Sequence[Mark]) -> list[Fact]:
    facts: list[Fact] = []
    asked = any(part in word for word in message.vocabulary for part in _PARTS_OF_SEX)
    for found in _SEX_LETTER.finditer(_Joined(message).text) if asked else ():
        letter = found[1][0]
        facts.append(Fact("sex", "male" if letter in "mh" and found[1] != "w" else "female", 0, None))
    if message.tokens and message.tokens[0].text in ("M", "F") and message.folded(1) == "/":
        facts.append(Fact("sex", "male" if message.folded(0) == "m" else "female", 0, None))
    told = not message.vocabulary.isdisjoint(_SEX_WORDS)
    for index, token in enumerate(message.tokens) if told else ():
        sex = _SEX_WORDS.get(token.folded)
        if (
            sex is None
            or (message.folded(index + 1) in ("or", "/") and message.folded(index + 2) in _SEX_WORDS)
            or (message.folded(index - 1) in ("or", "/") and message.folded(index - 2) in _SEX_WORDS)
        ):
            continue
        if _only_tells(message, index) or onlooker_at(message, index) is not None:
            continue
        if (
            token.folded in ("male", "female")
            or message.folded(index - 1) in _BEFORE_SEX
            or _stands_alone(message, index)
            or (token.folded in ("girl", "boy") and message.folded(index - 1) in ("my", "our", "little"))
            or message.tokens[index - 1].kind == "number"
        ):
            facts.append(Fact("sex", sex, index, _subject_at(message, marks, index)))
    for mark in marks:
        if (
            mark.sex is not None
            and relation(message.folded(mark.index)) is not None
            and mark.sex
            and not _about_me(message, mark.index)
        ):
            facts.append(Fact("sex", mark.sex, mark.index, mark.subject))
    return facts


def _set_apart(message: Message, index: int) -> bool:
    """ "bili 3, inr 1.2, 54 m": number and letter stand alone between commas."""
    after = message.tokens[index + 2] if index + 2 < len(message.tokens) else None
    return message.folded(index - 1) in (",", ".", ";", "(") and (
        after is None or after.text in (",", ".", ";", ")") or after.kind == "newline"
    )


def _value_of_person(message: Message, at: int | None) -> bool:
    """ "the bilirubin of my son is 8": the number belongs to the test, not to the person at token `at`."""
    if at is None:
        return False
    while message.folded(at - 1) in ("my", "our", "the", "his", "her", "a", "little", "old", "young"):
        at -= 1
    before = [name for name in message.names_by_clause.get(message.clause_at(at), [])[:2] if name.end <= at]
    if not before:
        return False
    if message.folded(at - 1) in ("of", "for", "in", "from", "gave", "gives", "give", "given", "scored"):
        return True
    return message.folded(before[0].end) == ":" and not (
        message.tokens[before[0].end + 1].kind == "number" or len(before) > 1  # "inr: dad is 2, mum is 1"
    )


def _stands_alone(message: Message, index: int) -> bool:
    """ "Me 66. Man.": the word is a sentence or a line of its own."""
    start, end = message.clauses[message.clause_at(index)]
    return index == start and all(message.tokens[at].kind in ("sign", "newline") for at in range(index + 1, end))


_TELLS = re.compile(
    r"^(?:(?:on|over|at|from|in) (?:the |my )?(?:phone|telephone|desk|reception|lab|clinic|ward|hospital|counter|line)"
    r"|who (?:called|phoned|rang|answered|took)|doctor|nurse|called|phoned|rang)\b"
)


def _only_tells(message: Message, index: int) -> bool:
    """ "The woman on the phone gave me these": somebody who reads the values out."""
    if message.folded(index - 1) not in ("the", "a", "that", "some", "this"):
        return False
    return (
        message.folded(index + 1) in REPORTING
        or _TELLS.search(" ".join(message.words(index + 1, index + 5))) is not None
    )


def _about_me(message: Message, index: int) -> bool:
    """ "I am his wife", "I'm the daughter": the writer, not the patient."""
    words = message.words(index - 4, index)
    return "," not in words and bool({"i'm", "im"} & set(words) or ("i" in words and "am" in words))


_IS = r"(?:i'm|i am|im|he's|he is|she's|she is|we're|they're)"
_NOT_ON_IT = re.compile(
    rf"^(?:but |and |well |no ,? ?)*(?:(?:not|no) (?:that )?{_IS} (?:on|having|getting) (?:it|that|any)"
    rf"|{_IS} not (?:on|having|getting) (?:it|that|any|one)\b"
    r"|(?:i|he|she|they) (?:don't|dont|do not|doesn't|does not|never|haven't|hasn't)"
    r" (?:have |had |do |need |get |got )(?:it|that|any)\b(?! \w))"
)


def _dialysis(message: Message) -> tuple[bool | None, bool]:
    verdict: bool | None = None
    often = False
    if not any(part in word for word in message.vocabulary for part in _PARTS_OF_TREATED):
        return verdict, often
    for clause, told in enumerate(message.clause_texts):
        text = told
        if text.endswith("?") and clause + 1 < len(message.clause_texts) and len(text.split()) <= _ASKED_BRIEFLY:
            text = f"{text} {message.clause_texts[clause + 1]}"  # "Dialysis? No."
        found = _TREATED_PATTERN.search(text)
        if found is None:
            continue
        if (
            text.endswith("?")
            and clause + 1 < len(message.clause_texts)
            and _NOT_ON_IT.search(message.clause_texts[clause + 1])
        ):
            verdict = False  # "Does dialysis count? Not that I'm on it."
            continue
        if re.search(
            (
                r"\b(?:should|would|could|might|may|when|if|does|do|will|need|needs|consider\w*"
                r"|about|avoid|before|risk|discuss\w*|planned|planning|scheduled|tomorrow|next"
                r"|soon|possible|what|is it|start|starting|can)\b"
            ),
            text,
        ) and not re.search(
            (
                r"\b(?:am|is|'m|i'm|he's|she's|currently|been|gets?|having|has) (?:\S+ )?(?:on"
                r"|getting|having|receiving|had) "
                r"|(?:^|[,(:] |\band )on (?:hd|dialysis|haemodialysis|hemodialysis|crrt)\b"
            ),
            text,
        ):
            continue
        if re.search(
            (
                r"\b(?:used to|stopped|came off|off dialysis|no longer|formerly|previously|finished"
                r"|last year|months? ago|years? ago)\b"
            ),
            text,
        ):
            if re.search(r"\b(?:stopped|came off|no longer on|off dialysis)\b", text) and "last week" not in text:
                verdict = None
            continue
        negative = re.search(
            (
                r"\b(?:not|no|never|without|isn't|isnt|ain't|haven't|hasn't|neither|nor|sin|kein"
                r"|keine|pas|sem|non|nao|don't|dont|denies|nunca)\b(?: \S+){0,5} "
            )
            + _TREATED
            + r"|"
            + _TREATED
            + r" ?[:=\-?]? ?\(? ?(?:no|none|not|never|n|nein|nao|non|negative|0)\b",
            text,
        )
        if negative:
            verdict = False
            continue
        if re.search(r"\b(?:once|one time|1 ?x|1 time|single|first)\b", text) or re.search(
            r"\b(?:a|per|every) month\b|\bmonthly\b", text
        ):
            continue
        if _OFTEN_PATTERN.search(text):
            verdict, often = True, True
            continue
        if re.search(r"\b(?:crrt|cvvhd|cvvh|cvvhdf)\b", text):
            verdict, often = True, True
            continue
        if re.search(
            r"\b(?:on|gets?|getting|receiving|undergoing|having|en|an der|em|sob|sous|needs) (?:\S+ ){0,2}"
            + _TREATED
            + r"|"
            + _TREATED
            + r" ?[:=?]? ?(?:yes|y|si|ja|sim|oui|patient)\b|\bdialy[sz]ed\b",
            text,
        ):
            verdict = True
    return verdict, often


def read_person(message: Message, facts: Sequence[Fact], subject: str | None) -> Person:
    """The person whose values these are. Facts about somebody else are left out; contradictory ones are not taken."""

    def said(kind: str) -> set[int | str]:
        mine = {fact.value for fact in facts if fact.kind == kind and fact.subject == subject}
        if mine:
            return set(mine)
        return {fact.value for fact in facts if fact.kind == kind and (fact.subject is None or subject is None)}

    age, sex = said("age"), said("sex")
    dialysis, often = _dialysis(message)
    only_age = next(iter(age)) if len(age) == 1 else None
    only_sex = next(iter(sex)) if len(sex) == 1 else None
    return Person(
        age=only_age if isinstance(only_age, int) else None,
        sex="female" if only_sex == "female" else "male" if only_sex == "male" else None,
        dialysis=dialysis,
        dialysis_often_enough=often and dialysis is True,
    )
