"""Doubt that a message tells about a number: "can't make out the last digit", "either 128 or 138", "I think it says".

A doubted number is asked back, the others stay.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from liverguide.labs.message import Message
from liverguide.labs.observations import Observation

_NAME, _DIGIT, _LAST = "@n", "@d", "@v"
_VALUE = rf"(?:{_DIGIT} )*{_LAST}"
_GLUE = (
    r"(?:(?:it|it's|that|that's|this|the|my|his|her|our|is|was|were|are|be|been|says|said|say|reads|read|shows|showed"
    r"|like|around|about|at|of|for|as|a|an|level|value|number|count|result|came|out|back|to|:|=|@n|\(|on|roughly"
    r"|approximately|total|probably|maybe|somewhere) )*"
)
_OPINION = (
    r"(?! (?:\S+ )?(?:is|'s|are|was|means|seems|looks|sounds|too|needs|qualifies|counts) (?:\S+ ){0,2}"
    r"(?:high|low|bad|good|fine|ok|okay|normal|serious|dangerous|worrying|enough|better|worse|much|that|scary"
    r"|alarming)\b)"
)
_BEFORE_VALUE = re.compile(
    r"(?:, i (?:think|believe|guess|reckon|suppose) ,|\b(?:(?<!do )i(?:'d)? (?:think|guess|believe|suppose"
    r"|reckon|imagine)|i'm guessing|all i (?:can )?(?:see|read|make out) is|guessing|guess(?:timate)?"
    r"|maybe|perhaps|possibly|probably|presumably|supposedly|apparently"
    r"|(?:might|may|could)(?: well)? (?:be|have been|say|read)|seems? to (?:be|say|read)|looks (?:like|to be)"
    r"|(?:if|as far as) i (?:remember|recall)(?: (?:right|rightly|correctly|well|it))?(?: ,)?"
    r"|if memory serves(?: me)?(?: right)?(?: ,)?"
    r"|(?:don't|dont|do not) quote me(?: on (?:this|that|it))?(?: but)?|not (?:a )?(?:100|hundred) ?(?:%"
    r"|percent)? sure"
    r"|(?:not|isn't) (?:quite |really |entirely |completely |totally )?(?:sure|certain) (?:about|of|if|whether)"
    r"|(?:something|somewhere) (?:like|around|near)|unsure (?:about|of)|no idea if|in the (?:region|ballpark) of"
    r"|(?:don't|dont|can't|cant) (?:remember|recall)(?: (?:exactly|precisely|for sure))?))"
    r" " + _GLUE + _VALUE + r"\b" + _OPINION
)
_END = r"(?=$| [,.;()!?/-]| and\b| but\b| or\b| the\b| it's\b| for\b| \n| @)"
_UNTOLD = (
    r"(?: (?:about|of|on) (?:it|that|this|the (?:last|first|decimal|number|digit|figure|exact|dot|point)\S*)"
    r"| (?:that's|it's|that is|it is) (?:right|correct|it)|(?: if)? (?:i )?(?:read|copied|typed|heard|got|wrote)\b.*"
    r"| exactly| which| whether it's| if it's| tbh| though| anymore)?"
)
_BEHIND_VALUE = re.compile(
    _VALUE + r"(?: (?:\S{1,8}|@u))?(?: [,.(\-?!])* ?"
    r"(?:(?:i|we) (?:think|guess|believe|suppose|reckon)(?: (?:it|that) (?:was|is|says|said))?" + _END + r""
    r"|(?:or so|or thereabouts|give or take|or something(?: like that)?|roughly speaking|if i remember.{0,12})"
    + _END
    + r"|(?:maybe|perhaps|probably|possibly)"
    + _END
    + r"|(?:(?:i'm|i am|am|but|really|quite|also|just|100|%|percent)? ?)*(?:not|isn't) (?:\S+ )?(?:sure|certain)"
    + _UNTOLD
    + _END
    + r"|(?:i'm )?unsure"
    + _UNTOLD
    + _END
    + r"|(?:don't|dont) quote me\b|(?:from|off the top of my) (?:my )?(?:memory|head)\b"
    r"|could be wrong\b|(?:i )?(?:might|may|could) (?:be|have) (?:wrong|mis\w+|remember\w*)\b"
    r"|(?:\? ){2,}|\? \()"
)
_DOUBLE_MARK = re.compile(_VALUE + r"(?: [^\s@?,;.]{1,8}){0,3} (?:\( ?)?\? \?")
_ARTICLE = r"(?:is |was |an |a |for |the |my |his |her )"
_EITHER_TEST = re.compile(_VALUE + rf" {_ARTICLE}+(?:{_NAME} )+or {_ARTICLE}*{_NAME}")
_COVER = (
    r"(?:thumb|finger|fingers|stain|sticker|stamp|crease|fold|dirt|glare|shadow|hole|staple|smudge|blot"
    r"|tape|coffee|tea|ink|mark)"
)
_ILLEGIBLE = re.compile(
    r"\b(?:smudg\w+|smear\w*|illegible|unreadable|blurr(?:y|ed)(?! (?:vision|eye\w*|sight))|blotted|pixelated"
    r"|(?:too |very |so )?faded|too faint|worn off|rubbed off|washed out|scribbled|crossed out|overwritten"
    r"|" + _COVER + r" (?:is |was |'s )?(?:right |all )?(?:on|over|across|through|covering|hiding|blocking|ran)\b"
    r"|(?:under|behind|beneath|covered by|hidden by|hidden under|covered with) (?:a |the |my |his |her "
    r"|some )?(?:\S+ )?"
    + _COVER
    + r"|there's (?:a|some|my|his|her) (?:\S+ )?"
    + _COVER
    + r"|(?:may|might|could) (?:just )?be (?:a )?(?:dirt|smudge|speck|dust|decimal|comma|dot|blot|stain|crease"
    r"|1 or|7 or)"
    r"|(?:can't|cant|cannot|can not|couldn't|couldnt|could not|hard to|difficult to|tough to|unable to|barely|hardly"
    r"|impossible to|struggling to) (?:quite |really |fully |properly |clearly )*"
    r"(?:(?:make|making) (?:it |that |this |them |the \S+ )?out|read(?! (?:my|the (?:whole|rest)))|legible"
    r"|readable|decipher"
    r"|tell (?:if|whether|which|what (?:it|the))|see (?:the (?:last|first|second|third|whole|end|decimal|dot"
    r"|digit|number)"
    r"|it|if|what|properly|clearly|well)|hear)"
    r"|(?:didn't|did not|didnt) (?:quite |really )?(?:catch|hear)\b"
    r"|(?:could|might|may|can) (?:also|equally|well) (?:be|read|pass for) (?:a |an )?(?:@d )*@v"
    r"|(?:not|never) (?:yet )?(?:double checked|double - checked|verified|confirmed)(?= [,.;)]|$)|unverified"
    r"|unconfirmed"
    r"|(?:least|less|not (?:so|too|very|that)) sure (?:of|about)\b"
    r"|(?:from|by) (?:memory|heart)|(?:what|as|far as) i (?:remember|recall)\b"
    r"|not (?:a )?(?:(?:@d )*@v|100|hundred) ?(?:% |percent |per cent )?(?:sure |certain |on |about )"
    r"|(?:hope|hoping|if|unless|think|maybe|assuming) (?:that )?i(?:'ve)?"
    r" (?:read|copied|got|heard|see|saw|wrote|misread|misheard|mistyped|mixed)"
    r"(?= (?:it|that|this|them|these|correctly|right|wrong|properly)\b|$| [,.;)])"
    r"|hope (?:that's|it's|that is|it is) (?:right|correct)|who knows|(?:pinch|grain) of salt"
    r"|(?:can't|cannot|couldn't) be right|(?:doesn't|does not|didn't) (?:look|seem|sound) right|(?:looks"
    r"|sounds|must be"
    r"|seems|might be|may be|could be) (?:wrong|off|a (?:mistake|typo|misprint|slip))\b|(?:folded|creased|torn)"
    r" (?:right |just )?(?:over|across|through)"
    r"|(?:last|first|second|third|middle|final|end|one) (?:digit|number|figure|bit|part|one)s? (?:\S+ )?(?:is "
    r"|are |was |'s )?"
    r"(?:missing|gone|unclear|cut|hidden|covered|not clear|chopped|lost|doubtful|unsure)"
    r"|(?:digit|number|figure|decimal|dot|end|rest|half|print|scan|photo|handwriting|writing"
    r"|(?<!last )(?<!next )(?<!bottom )(?<!other )line|ink"
    r"|phone line|connection)"
    r" (?:of it |of that )?(?:is |was |are |'s |has |got |kept )?(?:very |really |a bit |so )*"
    r"(?:missing|gone|unclear|cut off|hidden|covered|not clear|chopped off|bad|terrible|awful|crackling|poor"
    r"|ran|runs|bled)\b"
    r"|and then (?:nothing|it (?:stops|ends|cuts)|(?:a |the )?(?:smudge|blot|blank|fold|edge))|cut (?:the "
    r"|my )?\S+ in half"
    r"|(?:cut|cuts|chopped|chops) off (?:the|my|after|at) |or is (?:that|it|this) (?:a |an )?@v"
    r"|(?:no idea|not sure|(?:don't|dont|do not) know) which(?= (?:is|one|it|of|number|value|to|was)\b|$"
    r"| [,.;])|which (?:one |of (?:them|these|the two) )?is (?:right|correct|true|the right)"
    r"|(?:i'm|i am) (?:just |only )?guessing|(?:just|only|rough|wild) (?:a )?guess"
    r"|could be (?:a |an )?(?:\d+|@v|one|two|three|four|five|six|seven|eight|nine)(?: or|,| and)"
    r"|(?:3|5|6|7|8|1|9|0|@v) or (?:a |an )?(?:3|5|6|7|8|1|9|0|@v) (?:can't|hard|not sure|i can't|blurry))"
)
_NOT_OF_THESE = re.compile(
    r"\b(?:the rest|the others?|anything else|everything else|other (?:ones|values|numbers|lines))\b"
)
_CHOICE = re.compile(
    _VALUE + r"(?: \S+)?(?: [,(?])* or (?:(?:was|is|it|it's|maybe|perhaps|possibly|even|rather|could|might|be|a|an"
    r"|like|,) )*" + _VALUE
)
_TRIGGERS = frozenset(
    [
        *("think", "guess", "believe", "suppose", "reckon", "imagine", "guessing", "guesstimate", "maybe", "perhaps"),
        *("possibly", "probably", "presumably", "supposedly", "apparently", "might", "may", "could", "seems", "seem"),
        *("looks", "remember", "recall", "memory", "quote", "sure", "certain", "unsure", "idea", "something", "or"),
        *("somewhere", "region", "ballpark", "ish", "give", "smudged", "smudgy", "smear", "smeared", "illegible"),
        *("unreadable", "blurry", "blurred", "blotted", "pixelated", "faded", "faint", "worn", "rubbed", "washed"),
        *("scribbled", "crossed", "overwritten", "thumb", "finger", "fingers", "stain", "sticker", "stamp", "crease"),
        *(
            "fold",
            "dirt",
            "glare",
            "shadow",
            "hole",
            "staple",
            "smudge",
            "blot",
            "tape",
            "coffee",
            "tea",
            "ink",
            "mark",
        ),
        *("can't", "cant", "cannot", "couldn't", "couldnt", "hard", "difficult", "tough", "unable", "barely", "hardly"),
        *("impossible", "struggling", "didn't", "didnt", "missing", "gone", "unclear", "cut", "hidden", "covered"),
        *("unverified", "unconfirmed", "checked", "verified", "confirmed", "heart", "hope", "hoping", "if", "unless"),
        *("assuming", "knows", "salt", "right", "off", "mistake", "typo", "folded", "creased", "torn", "see", "read"),
        *("clear", "chopped", "lost", "doubtful", "bad", "terrible", "awful", "crackling", "poor", "bled", "which"),
        *("?", "not", "wrong", "head"),
    ]
)
_OPEN = re.compile(rf"(?:{_NAME} )+(?:[:=] |is |was )?{_VALUE} \?")
_PARTING = frozenset([",", ";", "(", ")", "-"])


def doubt(message: Message, observations: list[Observation], answers: bool = False) -> list[Observation]:
    """The observations with those marked that the message itself doubts.

    `answers`: the message answers a question. "It's 1.2 I think" is then an answer, which is read back with the result;
    only a number that cannot be read, or one of two, is asked once more.
    """
    if not observations or message.vocabulary.isdisjoint(_TRIGGERS):
        return observations
    seeker = _Seeker(message, observations, answers)
    for clause, words in enumerate(message.clause_words):
        if not words.isdisjoint(_TRIGGERS):
            seeker.search(clause)
    if not seeker.doubted and not seeker.tests:
        return observations
    return [
        replace(seen, doubted=True) if id(seen.value) in seeker.doubted or seen.test in seeker.tests else seen
        for seen in observations
    ]


class _Seeker:
    def __init__(self, message: Message, observations: list[Observation], answers: bool) -> None:
        self.message = message
        self.before = (_CHOICE,) if answers else (_BEFORE_VALUE, _CHOICE)
        self.behind = (_DOUBLE_MARK, _EITHER_TEST) if answers else (_BEHIND_VALUE, _DOUBLE_MARK, _EITHER_TEST)
        self.seen = sorted(observations, key=lambda seen: seen.value.number.start)
        self.starts = [seen.value.number.start for seen in self.seen]
        self.doubted: set[int] = set()
        self.tests: set[str] = set()

    def search(self, clause: int) -> None:
        start, end = self.message.clauses[clause]
        symbols = self._symbols(start, end)
        if _OPEN.fullmatch(" ".join(symbols)) and end in self.message.name_start_set:
            self._doubt_at(end - 2)  # "AST: 7? ALT: 61"
        if clause + 1 < len(self.message.clauses) and symbols[-1:] == ["?"]:
            symbols += self.message.words(end, end + 1)  # "1.3 ??" ends a sentence twice
        text = " ".join(symbols)
        for pattern in self.before:
            for found in pattern.finditer(text):
                self._doubt_at(start + text[: found.end()].count(" "))
                if pattern is _CHOICE:
                    self._doubt_at(start + text[: found.start()].count(" "))
        for pattern in self.behind:
            for found in pattern.finditer(text):
                self._doubt_at(start + text[: found.start()].count(" "))
        for found in _ILLEGIBLE.finditer(text):
            if not _NOT_OF_THESE.search(text, max(0, found.start() - 20), found.end() + 20):
                first = start + text[: found.start()].count(" ")
                self._doubt_near(clause, first, first + found[0].count(" ") + 1, " also " in found[0])

    def _symbols(self, start: int, end: int) -> list[str]:
        symbols = self.message.words(start, end)
        message = self.message
        first, past = bisect_right(message.name_end_order, start), bisect_left(message.name_starts, end)
        for name in message.names[first:past]:
            for index in range(max(start, name.start), min(end, name.end)):
                symbols[index - start] = _NAME
        first, past = bisect_left(message.number_starts, start), bisect_left(message.number_starts, end)
        for number in message.numbers[first:past]:
            for index in range(number.start, min(end, number.end)):
                symbols[index - start] = _DIGIT
            symbols[min(end, number.end) - 1 - start] = _LAST
        return symbols

    def _between(self, start: int, end: int) -> list[Observation]:
        """What was seen from token `start` up to `end`."""
        return self.seen[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _doubt_at(self, index: int) -> None:
        """Doubt the value whose number stands at a token."""
        place = bisect_left(self.starts, index + 1) - 1
        if place >= 0 and self.seen[place].value.number.end > index:
            self.doubted.add(id(self.seen[place].value))

    def _doubt_near(self, clause: int, first: int, last: int, rivals: bool) -> None:
        """Doubt the value that words from `first` up to `last` speak of. `rivals`: they tell another one."""
        message = self.message
        start, end = message.clauses[clause]
        left, right = first, last
        while left > start and message.folded(left - 1) not in _PARTING:
            left -= 1
        while right < end and message.folded(right) not in _PARTING:
            right += 1
        within = self._between(left, right)
        named = message.names[bisect_left(message.name_starts, left) : bisect_left(message.name_starts, right)]
        if named and not within:
            self.tests.update(name.test for name in named)
            return
        before = [seen for seen in within if seen.value.number.start < first + 1]
        if not before:
            owners = [seen for seen in within if seen.value.number.start >= first]
            before = owners[:1]
        if not before:
            before = self._between(start, first)
        if not before and left <= start + 1 and clause:
            before_start = message.clauses[clause - 1][0]
            before = self._between(before_start, start)
        if not before:
            before = self._between(last, end)[:1]
        if before:
            self.doubted.add(id(before[-1].value))
            if rivals:
                self.tests.add(before[-1].test)
